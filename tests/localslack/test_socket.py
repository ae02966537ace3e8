from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.localslack.server import LocalSlack

MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "ask",
    "title": {"type": "plain_text", "text": "Ask"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "value",
            "label": {"type": "plain_text", "text": "Value"},
            "element": {"type": "number_input", "action_id": "number", "is_decimal_allowed": False, "min_value": "0"},
        }
    ],
}


@pytest.mark.usefixtures("connected")
def test_it_answers_a_slash_command_to_its_author_only(slack: LocalSlack, app: App) -> None:
    @app.command("/okr")
    def okr(ack: Ack, command: dict[str, Any]) -> None:
        ack(text=f"you said {command['text']}")

    anna = slack.person("U0ANNA")
    ack = anna.slash("/okr", "show 2.1", channel="C0TEAM")
    assert ack.arrived
    assert [message.text for message in anna.ephemerals("C0TEAM")] == ["you said show 2.1"]
    assert slack.person("U0BORIS").read("C0TEAM") == []


@pytest.mark.usefixtures("connected")
def test_it_opens_fills_and_submits_a_modal(slack: LocalSlack, app: App) -> None:
    got: list[Any] = []

    @app.command("/okr")
    def okr(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("ask")
    def send(ack: Ack, view: dict[str, Any]) -> None:
        got.append(view["state"]["values"]["value"]["number"])
        ack()

    anna = slack.person("U0ANNA")
    anna.slash("/okr")
    slack.wait(lambda: anna.modal)
    anna.fill({"Value": "48"})
    anna.submit()
    assert got == [{"type": "number_input", "value": "48"}]
    assert anna.modal is None
