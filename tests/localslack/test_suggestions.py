"""An external select: the app is asked while a person types."""

from typing import Any

import pytest
from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.localslack import acts
from bot.localslack.driver import Driver
from bot.localslack.errors import ActRefused
from bot.localslack.server import LocalSlack
from tests.localslack.limits import Json, entry, modal, option, plain, section

OBJECTIVES = ("Customers recommend us", "Customers stay", "Answers are quick")


@pytest.fixture
def anna(slack: LocalSlack) -> Driver:
    return slack.person("U0ANNA")


@pytest.fixture
def asked(app: App) -> list[dict[str, Any]]:
    """What the app was asked; it finds objectives that begin with what is typed."""
    bodies: list[dict[str, Any]] = []

    def find(ack: Ack, body: dict[str, Any]) -> None:
        bodies.append(body)
        ack(options=[named(name) for name in OBJECTIVES if name.startswith(body["value"])])

    app.options("parent")(find)
    return bodies


def named(name: str) -> Json:
    return option(name, name)


def select(**fields: Any) -> Json:
    return {"type": "external_select", "action_id": "parent", "min_query_length": 0, **fields}


@pytest.fixture
def form(slack: LocalSlack, client: WebClient) -> Json:
    view: Json = client.views_open(
        trigger_id=slack.triggers.issue("U0ANNA"), view=modal(entry(select(), block_id="field"))
    )["view"]
    return view


def test_it_asks_the_app_with_what_is_typed(anna: Driver, form: Json, asked: list[dict[str, Any]]) -> None:
    found = anna.suggest("Label", "Cust").found
    assert [one["value"] for one in found["options"]] == list(OBJECTIVES[:2])
    (body,) = asked
    assert (body["type"], body["value"]) == ("block_suggestion", "Cust")
    assert (body["block_id"], body["action_id"]) == ("field", "parent")
    assert (body["view"]["id"], body["user"]["id"], body["team"]["id"]) == (form["id"], "U0ANNA", "T0LOCAL")
    assert body["container"] == {"type": "view", "view_id": form["id"]}
    assert not {"trigger_id", "response_url", "actions"} & body.keys()


@pytest.mark.usefixtures("asked", "form")
@pytest.mark.parametrize(
    ("entered", "chosen"),
    [("Answers", OBJECTIVES[2]), (OBJECTIVES[0], OBJECTIVES[0]), (("Cust", OBJECTIVES[1]), OBJECTIVES[1])],
)
def test_it_fills_in_what_was_found(anna: Driver, entered: Any, chosen: str) -> None:
    anna.fill({"Label": entered})
    assert anna.values["field"]["parent"]["selected_option"] == named(chosen)


@pytest.mark.usefixtures("asked", "form")
def test_it_chooses_only_what_was_found(slack: LocalSlack, anna: Driver) -> None:
    with pytest.raises(AssertionError, match="no option 'Answers'"):
        anna.fill({"Label": ("Cust", "Answers")})
    assert anna.modal
    made_up = {"type": "external_select", "selected_option": named("Made up")}
    with pytest.raises(ActRefused, match="gone"):
        slack.run(acts.click_in_view(slack, "U0ANNA", anna.modal["id"], ("field", "parent"), made_up))


def test_it_works_in_home_and_in_messages(
    client: WebClient, app: App, anna: Driver, asked: list[dict[str, Any]]
) -> None:
    picked: list[str] = []

    def take(ack: Ack, body: dict[str, Any]) -> None:
        picked.append(body["actions"][0]["selected_option"]["value"])
        ack()

    app.action("parent")(take)
    blocks = [section(text=plain("Parent"), accessory=select())]
    client.views_publish(user_id="U0ANNA", view={"type": "home", "blocks": blocks})
    client.chat_postMessage(channel="U0ANNA", text="Parent?", blocks=blocks)
    anna.click_in_view("parent", selected_option="Answers")
    anna.click(anna.dm[0], "parent", selected_option="Answers")
    assert picked == [OBJECTIVES[2]] * 2
    assert [body["container"]["type"] for body in asked] == ["view", "message"]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(("fields", "typed"), [({"min_query_length": 4}, "Cus"), ({}, "Cu")])
def test_it_waits_until_enough_is_typed(
    slack: LocalSlack, client: WebClient, anna: Driver, fields: Json, typed: str
) -> None:
    element = {"type": "external_select", "action_id": "parent", **fields}
    client.views_open(trigger_id=slack.triggers.issue("U0ANNA"), view=modal(entry(element, block_id="field")))
    with pytest.raises(ActRefused, match="more is typed"):
        anna.suggest("Label", typed)


ANSWERS = [
    ({"options": [option("x")] * 101}, "no more than 100"),
    ({"options": [{"text": plain("x" * 76), "value": "x"}]}, "less than 76"),
    ({"option_groups": [{"label": plain("x"), "options": []}]}, "at least 1"),
    ({"text": "found"}, "additional property"),
    ({}, "exactly one of"),
]


@pytest.mark.usefixtures("form")
@pytest.mark.parametrize(("answer", "why"), ANSWERS)
def test_it_takes_no_answer_that_slack_does_not(app: App, anna: Driver, answer: Json, why: str) -> None:
    app.options("parent")(lambda: BoltResponse(status=200, body=answer))
    suggested = anna.suggest("Label", "x")
    assert suggested.found == {}
    assert why in str(suggested.ack.problem)


@pytest.mark.usefixtures("form")
def test_it_takes_groups_and_none(app: App, anna: Driver) -> None:
    def find(ack: Ack, body: dict[str, Any]) -> None:
        group = {"label": plain("Team"), "options": [named("Churn")]}
        ack(option_groups=[group]) if body["value"] == "Ch" else ack(options=[])

    app.options("parent")(find)
    assert anna.suggest("Label", "none").found == {"options": []}
    anna.fill({"Label": "Ch"})
    assert anna.values["field"]["parent"]["selected_option"]["value"] == "Churn"
