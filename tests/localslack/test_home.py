"""The Home tab: it is opened, filled, clicked in and filled anew."""

from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.localslack.driver import Driver
from bot.localslack.errors import ActRefused
from bot.localslack.server import LocalSlack
from tests.localslack.limits import Json, entry, option, plain, section

PICKERS: list[tuple[Json, Json]] = [
    ({"type": "datepicker"}, {"selected_date": "2026-12-01"}),
    ({"type": "timepicker"}, {"selected_time": "09:30"}),
    ({"type": "users_select"}, {"selected_user": "U0BORIS"}),
    ({"type": "multi_users_select"}, {"selected_users": ["U0BORIS", "U0VERA"]}),
    ({"type": "conversations_select"}, {"selected_conversation": "C0TEAM"}),
    ({"type": "channels_select"}, {"selected_channel": "C0TEAM"}),
    ({"type": "radio_buttons", "options": [option("On", "On"), option("Off", "Off")]}, {"selected_option": "Off"}),
    (
        {"type": "overflow", "options": [option("Edit", "Edit"), option("Archive", "Archive")]},
        {"selected_option": "Archive"},
    ),
    ({"type": "static_select", "options": [option("en", "en"), option("ru", "ru")]}, {"selected_option": "ru"}),
]
INPUTS = [one for one in PICKERS if one[0]["type"] != "overflow"]


def home(*blocks: Json) -> Json:
    return {"type": "home", "callback_id": "home", "blocks": [section(text=plain("Mine")), *blocks]}


def beside(element: Json, words: str = "Language") -> Json:
    return section(text=plain(words), accessory={"action_id": "pick", **element})


@pytest.fixture
def anna(slack: LocalSlack) -> Driver:
    return slack.person("U0ANNA")


@pytest.fixture
def sent(app: App) -> list[dict[str, Any]]:
    bodies: list[dict[str, Any]] = []

    def take(ack: Ack, body: dict[str, Any]) -> None:
        bodies.append(body)
        ack()

    app.action("pick")(take)
    app.event("app_home_opened")(take)
    return bodies


def test_it_tells_what_the_tab_shows_where_it_was_filled(
    slack: LocalSlack, anna: Driver, client: WebClient, sent: list[dict[str, Any]]
) -> None:
    anna.open_home()
    slack.wait(lambda: sent)
    assert sent[0]["event"]["tab"] == "home"
    assert "view" not in sent[0]["event"]
    shown = client.views_publish(user_id="U0ANNA", view=home())["view"]
    anna.open_home()
    slack.wait(lambda: len(sent) == 2)
    assert (sent[1]["event"]["view"]["id"], sent[1]["event"]["view"]["hash"]) == (shown["id"], shown["hash"])


def test_it_tells_which_tab_was_opened(slack: LocalSlack, anna: Driver, sent: list[dict[str, Any]]) -> None:
    anna.open_home("messages")
    slack.wait(lambda: sent)
    assert (sent[0]["event"]["tab"], sent[0]["event"]["channel"]) == ("messages", "D0ANNA")
    assert "view" not in sent[0]["event"]


def test_it_publishes_nothing_over_what_changed_meanwhile(client: WebClient, anna: Driver) -> None:
    first = client.views_publish(user_id="U0ANNA", view=home())["view"]
    client.views_publish(user_id="U0ANNA", view=home(section(text=plain("new"))))
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_publish(user_id="U0ANNA", view=home(), hash=first["hash"])
    assert anna.home is not None
    assert len(anna.home["blocks"]) == 2


def test_it_sends_a_click_without_an_address_to_answer_at(
    client: WebClient, anna: Driver, sent: list[dict[str, Any]]
) -> None:
    client.views_publish(user_id="U0ANNA", view=home(beside({"type": "button", "text": plain("Open"), "value": "7"})))
    assert anna.click_in_view("Open").arrived
    (body,) = sent
    assert (body["type"], body["view"]["type"], body["view"]["callback_id"]) == ("block_actions", "home", "home")
    assert body["container"] == {"type": "view", "view_id": body["view"]["id"]}
    assert (body["actions"][0]["value"], bool(body["trigger_id"])) == ("7", True)
    assert not {"response_url", "channel", "message"} & body.keys()


@pytest.mark.parametrize(("element", "chosen"), PICKERS, ids=[one["type"] for one, _ in PICKERS])
def test_it_sends_what_was_picked(
    client: WebClient, anna: Driver, sent: list[dict[str, Any]], element: Json, chosen: Json
) -> None:
    client.views_publish(user_id="U0ANNA", view=home(beside(element)))
    assert anna.click_in_view("pick", **chosen).arrived
    ((key, value),) = chosen.items()
    picked = sent[0]["actions"][0][key]
    assert (picked["value"] if key == "selected_option" else picked) == value


@pytest.mark.parametrize(("element", "chosen"), INPUTS, ids=[one["type"] for one, _ in INPUTS])
def test_it_takes_the_same_in_a_form(
    slack: LocalSlack, client: WebClient, anna: Driver, element: Json, chosen: Json
) -> None:
    view = {"type": "modal", "title": plain("T"), "submit": plain("S"), "blocks": [entry(element, block_id="field")]}
    client.views_open(trigger_id=slack.triggers.issue("U0ANNA"), view=view)
    ((key, value),) = chosen.items()
    anna.fill({"Label": value})
    held = anna.values["field"]["a"][key]
    assert (held["value"] if key == "selected_option" else held) == value


REFUSED = [
    ({"type": "datepicker"}, {"selected_date": "2026-02-30"}, "no such day"),
    ({"type": "timepicker"}, {"selected_time": "25:00"}, "no such time"),
    ({"type": "users_select"}, {"selected_user": "U0NONE"}, "this person"),
    ({"type": "multi_users_select"}, {"selected_users": ["U0OLGA"]}, "this person"),
    ({"type": "channels_select"}, {"selected_channel": "C0NONE"}, "this conversation"),
    ({"type": "multi_users_select", "max_selected_items": 1}, {"selected_users": ["U0ANNA", "U0VERA"]}, "more than 1"),
]


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize(("element", "chosen", "why"), REFUSED)
def test_it_lets_nobody_pick_what_slack_does_not_list(
    client: WebClient, anna: Driver, element: Json, chosen: Json, why: str
) -> None:
    client.views_publish(user_id="U0ANNA", view=home(beside(element)))
    with pytest.raises(ActRefused, match=why):
        anna.click_in_view("pick", **chosen)


def test_it_picks_among_equal_labels_by_the_text_beside(
    client: WebClient, anna: Driver, sent: list[dict[str, Any]]
) -> None:
    rows = [beside({"type": "button", "text": plain("Open"), "value": name}, name) for name in ("NPS", "Churn")]
    client.views_publish(user_id="U0ANNA", view=home(*rows))
    anna.click_in_view("Open", section="Churn")
    assert sent[0]["actions"][0]["value"] == "Churn"
