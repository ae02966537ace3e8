import time
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.localslack import triggers
from bot.localslack.driver import Driver
from bot.localslack.server import LocalSlack
from tests.localslack.limits import Json, entry, modal, plain, section

Open = Callable[[Json], Json]

VALUE = entry({"type": "plain_text_input", "action_id": "text"}, block_id="value", optional=True)


def trigger(slack: LocalSlack) -> str:
    return slack.triggers.issue("U0ANNA")


@pytest.fixture
def anna(slack: LocalSlack) -> Driver:
    return slack.person("U0ANNA")


@pytest.fixture
def shown(slack: LocalSlack, client: WebClient) -> Json:
    """A modal that Anna has open, with one text field."""
    view: Json = client.views_open(trigger_id=trigger(slack), view=modal(VALUE))["view"]
    return view


def test_it_opens_a_view_with_everything_slack_adds(slack: LocalSlack, shown: Json) -> None:
    assert shown["root_view_id"] == shown["id"]
    assert shown["previous_view_id"] is None
    assert shown["state"] == {"values": {"value": {"text": {"type": "plain_text_input", "value": None}}}}
    assert shown["bot_id"] == slack.bot_id


def test_it_takes_a_trigger_once(slack: LocalSlack, client: WebClient) -> None:
    trigger_id = trigger(slack)
    client.views_open(trigger_id=trigger_id, view=modal())
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        client.views_open(trigger_id=trigger_id, view=modal())


def test_it_takes_a_trigger_for_three_seconds_of_real_time(
    slack: LocalSlack, client: WebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert triggers.LIFETIME == 3.0
    monkeypatch.setattr(triggers, "LIFETIME", 0.05)
    trigger_id = trigger(slack)
    time.sleep(0.1)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        client.views_open(trigger_id=trigger_id, view=modal())


def test_it_takes_no_invented_trigger(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        client.views_open(trigger_id="1.2", view=modal())
    assert caught.value.response["response_metadata"]["messages"] == [
        "[ERROR] invalid `trigger_id` [json-pointer:/trigger_id]"
    ]


def test_it_stacks_three_modals_and_no_fourth(slack: LocalSlack, client: WebClient, shown: Json) -> None:
    second = client.views_push(trigger_id=trigger(slack), view=modal())["view"]
    assert (second["previous_view_id"], second["root_view_id"]) == (shown["id"], shown["id"])
    client.views_push(trigger_id=trigger(slack), view=modal())
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        client.views_push(trigger_id=trigger(slack), view=modal())


def test_it_updates_only_what_is_still_as_the_hash_says(client: WebClient, shown: Json) -> None:
    updated = client.views_update(view_id=shown["id"], view=modal(VALUE), hash=shown["hash"])["view"]
    assert updated["hash"] != shown["hash"]
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_update(view_id=shown["id"], view=modal(VALUE), hash=shown["hash"])


def test_it_updates_no_view_that_was_closed(client: WebClient, anna: Driver, shown: Json) -> None:
    anna.close()
    with pytest.raises(SlackApiError, match="not_found"):
        client.views_update(view_id=shown["id"], view=modal())


def test_it_finds_a_view_by_its_external_id(slack: LocalSlack, client: WebClient, anna: Driver) -> None:
    client.views_open(trigger_id=trigger(slack), view=modal(external_id="mine"))
    client.views_update(external_id="mine", view=modal(title=plain("New"), external_id="mine"))
    assert anna.modal is not None
    assert anna.modal["title"]["text"] == "New"


def test_it_refuses_a_view_of_more_than_a_quarter_megabyte(slack: LocalSlack, client: WebClient) -> None:
    big = modal(*[section(text=plain("x" * 2900))] * 90)
    with pytest.raises(SlackApiError, match="view_too_large"):
        client.views_open(trigger_id=trigger(slack), view=big)


def test_it_answers_a_wrong_view_in_slacks_shape(slack: LocalSlack, client: WebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        client.views_open(trigger_id=trigger(slack), view=modal(title=plain("x" * 25)))
    assert caught.value.response["error"] == "invalid_arguments"
    assert caught.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]


@pytest.mark.usefixtures("shown")
def test_it_keeps_what_was_entered_while_the_ids_stay(client: WebClient, anna: Driver) -> None:
    anna.fill({"Label": "kept"})
    assert anna.modal is not None
    started = entry({"type": "plain_text_input", "action_id": "text", "initial_value": "new"}, block_id="value")
    client.views_update(view_id=anna.modal["id"], view=modal(section(text=plain("more")), started))
    assert anna.values["value"]["text"]["value"] == "kept"
    renamed = {**started, "block_id": "other"}
    client.views_update(view_id=anna.modal["id"], view=modal(renamed))
    assert anna.values == {"other": {"text": {"type": "plain_text_input", "value": "new"}}}


def test_it_publishes_one_home_tab_for_each_person(client: WebClient, anna: Driver, slack: LocalSlack) -> None:
    home = {"type": "home", "blocks": [section(text=plain("one"))]}
    first = client.views_publish(user_id="U0ANNA", view=home)["view"]
    second = client.views_publish(user_id="U0ANNA", view=home, hash=first["hash"])["view"]
    assert first["id"] == second["id"]
    assert anna.home is not None
    assert slack.person("U0BORIS").home is None
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_publish(user_id="U0ANNA", view=home, hash=first["hash"])


FIELDS: list[tuple[str, Json, str, str]] = [
    ("nothing", {"type": "plain_text_input"}, "", "Please complete this required field."),
    ("words", {"type": "number_input", "is_decimal_allowed": True}, "many", "Enter a number."),
    ("not a number", {"type": "number_input", "is_decimal_allowed": True}, "NaN", "Enter a number."),
    ("decimals", {"type": "number_input", "is_decimal_allowed": False}, "4.5", "Enter a whole number."),
    (
        "too little",
        {"type": "number_input", "is_decimal_allowed": False, "min_value": "0"},
        "-1",
        "Enter a number that is at least 0.",
    ),
    (
        "too much",
        {"type": "number_input", "is_decimal_allowed": True, "max_value": "10"},
        "10.1",
        "Enter a number that is at most 10.",
    ),
    ("too short", {"type": "plain_text_input", "min_length": 3}, "ab", "Enter at least 3 characters."),
    ("too long", {"type": "plain_text_input", "max_length": 3}, "abcd", "Enter at most 3 characters."),
]


@pytest.mark.parametrize(("element", "typed", "error"), [one[1:] for one in FIELDS], ids=[one[0] for one in FIELDS])
def test_it_refuses_at_the_field_without_asking_the_bot(
    slack: LocalSlack, client: WebClient, anna: Driver, element: Json, typed: str, error: str
) -> None:
    client.views_open(trigger_id=trigger(slack), view=modal(entry(element, block_id="field")))
    anna.fill({"Label": typed})
    ack = anna.submit()
    assert not ack.arrived
    assert anna.errors == {"Label": error}
    assert anna.errors_by_block == {"field": error}


def test_it_picks_among_equal_labels_by_the_section_above(slack: LocalSlack, client: WebClient, anna: Driver) -> None:
    one, two = (entry({"type": "plain_text_input"}, block_id=name) for name in ("one", "two"))
    blocks = [section(text=plain("NPS")), one, section(text=plain("Churn")), two]
    client.views_open(trigger_id=trigger(slack), view=modal(*blocks))
    anna.fill({"Label": "48"}, section="Churn")
    assert (anna.values["one"]["a"]["value"], anna.values["two"]["a"]["value"]) == (None, "48")


def test_it_chooses_an_option_by_its_text(slack: LocalSlack, client: WebClient, anna: Driver) -> None:
    options: list[Any] = [{"text": plain(word), "value": word[0]} for word in ("Low", "High")]
    element = {"type": "static_select", "options": options}
    client.views_open(trigger_id=trigger(slack), view=modal(entry(element, block_id="pick")))
    anna.fill({"Label": "High"})
    assert anna.values["pick"]["a"] == {"type": "static_select", "selected_option": options[1]}
