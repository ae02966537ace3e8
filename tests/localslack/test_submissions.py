from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.localslack.server import LocalSlack
from tests.localslack.limits import Json, actions, button, entry, modal, plain

FORM = modal(
    entry({"type": "number_input", "action_id": "number", "is_decimal_allowed": False}, block_id="value"),
    callback_id="ask",
    notify_on_close=True,
)
ASK = [actions(button(action_id="ask", value="round 7"))]


@pytest.fixture
def asked(slack: LocalSlack, app: App, client: WebClient) -> list[Any]:
    """Anna has the form open from a button in her DM; what the bot was sent is in the list."""
    received: list[Any] = []

    @app.action("ask")
    def ask(ack: Ack, body: Json, client: WebClient) -> None:
        received.append(body)
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=FORM)

    client.chat_postMessage(channel="U0ANNA", text="How is it going?", blocks=ASK)
    anna = slack.person("U0ANNA")
    anna.click(anna.dm[-1], "Go")
    slack.wait(lambda: anna.modal)
    return received


def test_it_sends_a_click_as_slack_does(slack: LocalSlack, asked: list[Any]) -> None:
    body = asked[0]
    assert body["user"] == {"id": "U0ANNA", "username": "anna.lind", "name": "anna.lind", "team_id": "T0LOCAL"}
    assert body["container"]["message_ts"] == body["message"]["ts"]
    assert body["channel"]["id"] == slack.dm_of("U0ANNA").id
    action = body["actions"][0]
    assert (action["action_id"], action["value"], action["type"]) == ("ask", "round 7", "button")
    assert action["block_id"] == body["message"]["blocks"][0]["block_id"]


def test_it_hands_the_form_to_the_bot_and_closes_it(slack: LocalSlack, app: App, asked: list[Any]) -> None:
    @app.view("ask")
    def send(ack: Ack, view: Json) -> None:
        asked.append(view["state"]["values"]["value"]["number"])
        ack()

    anna = slack.person("U0ANNA")
    anna.fill({"Label": 48})
    assert anna.submit().arrived
    assert asked[-1] == {"type": "number_input", "value": "48"}
    assert anna.modal is None


@pytest.mark.usefixtures("asked")
def test_it_shows_the_errors_a_bot_answers(slack: LocalSlack, app: App) -> None:
    @app.view("ask")
    def send(ack: Ack) -> None:
        ack(response_action="errors", errors={"value": "Too high."})

    anna = slack.person("U0ANNA")
    anna.fill({"Label": 48})
    anna.submit()
    assert anna.errors == {"Label": "Too high."}
    assert anna.modal is not None


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "Too high."}},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "dance"},
    ],
    ids=lambda answer: answer["response_action"],
)
def test_it_shows_trouble_for_an_answer_slack_would_not_take(slack: LocalSlack, app: App, answer: Json) -> None:
    @app.view("ask")
    def send(ack: Ack) -> None:
        ack(**answer)

    anna = slack.person("U0ANNA")
    anna.fill({"Label": 48})
    assert "trouble connecting" in str(anna.submit().problem)
    assert anna.modal is not None


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(("answer", "depth"), [("update", 1), ("push", 2), ("clear", 0)])
def test_it_changes_the_stack_as_the_answer_says(slack: LocalSlack, app: App, answer: str, depth: int) -> None:
    @app.view("ask")
    def send(ack: Ack) -> None:
        if answer == "clear":
            ack(response_action="clear")
        else:
            ack(response_action=answer, view=modal(title=plain("Next")))

    anna = slack.person("U0ANNA")
    anna.fill({"Label": 48})
    anna.submit()
    assert len(slack.screens.stack("U0ANNA")) == depth
    assert (anna.modal or {}).get("title") == (plain("Next") if depth else None)


def test_it_sends_what_the_client_would_refuse_when_forced(slack: LocalSlack, app: App, asked: list[Any]) -> None:
    @app.view("ask")
    def send(ack: Ack, view: Json) -> None:
        asked.append(view["state"]["values"]["value"]["number"]["value"])
        ack()

    anna = slack.person("U0ANNA")
    anna.fill({"Label": "many"})
    anna.submit(force=True)
    assert asked[-1] == "many"


def test_it_tells_of_a_closed_form(slack: LocalSlack, app: App, asked: list[Any]) -> None:
    @app.view_closed("ask")
    def closed(ack: Ack, body: Json) -> None:
        asked.append(body)
        ack()

    slack.person("U0ANNA").close()
    assert (asked[-1]["type"], asked[-1]["is_cleared"]) == ("view_closed", False)
