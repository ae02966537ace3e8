"""Shortcuts, as Slack sends them."""

from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.localslack.driver import Driver
from bot.localslack.errors import ActRefused
from bot.localslack.server import LocalSlack
from tests.localslack.limits import modal

CHANNEL = "C0TEAM"


@pytest.fixture
def picked(app: App) -> list[dict[str, Any]]:
    """What the bot was sent; it opens a modal for each."""
    sent: list[dict[str, Any]] = []

    def take(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        sent.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=modal())
        ack()

    app.shortcut("check_in")(take)
    app.shortcut("add_blocker")(take)
    return sent


@pytest.fixture
def anna(slack: LocalSlack) -> Driver:
    return slack.person("U0ANNA")


@pytest.mark.parametrize("name", ["Check in", "check_in"])
def test_it_sends_a_global_shortcut_without_a_place(anna: Driver, picked: list[dict[str, Any]], name: str) -> None:
    assert anna.shortcut(name).arrived
    (body,) = picked
    assert body["user"]["id"] == "U0ANNA"
    assert {"type", "token", "action_ts", "team", "user", "callback_id", "trigger_id"} <= body.keys()
    assert (body["type"], body["callback_id"]) == ("shortcut", "check_in")
    assert not {"channel", "message", "response_url", "container", "actions"} & body.keys()
    assert anna.modal


def test_it_sends_the_message_of_a_message_shortcut(anna: Driver, picked: list[dict[str, Any]]) -> None:
    said = anna.say("The vendor is late", channel=CHANNEL)
    assert anna.message_shortcut(said, "Add as blocker").arrived
    (body,) = picked
    assert (body["type"], body["callback_id"]) == ("message_action", "add_blocker")
    assert (body["channel"], body["message_ts"]) == ({"id": CHANNEL, "name": "team"}, said.ts)
    assert (body["message"]["text"], body["message"]["user"]) == ("The vendor is late", "U0ANNA")
    assert anna.modal


def test_it_shows_what_answers_a_message_shortcut_to_one_person_only(
    slack: LocalSlack, anna: Driver, picked: list[dict[str, Any]]
) -> None:
    said = anna.say("The vendor is late", channel=CHANNEL)
    anna.message_shortcut(said, "add_blocker")
    WebhookClient(picked[0]["response_url"]).send(text="Noted", response_type="ephemeral")
    assert [one.text for one in anna.ephemerals(CHANNEL)] == ["Noted"]
    assert slack.person("U0BORIS").ephemerals(CHANNEL) == []


def test_it_knows_the_shortcuts_of_the_app_only(anna: Driver) -> None:
    with pytest.raises(ActRefused, match="no shortcut “Dance”"):
        anna.shortcut("Dance")


def test_it_keeps_the_two_kinds_apart(anna: Driver) -> None:
    with pytest.raises(ActRefused, match="no shortcut"):
        anna.shortcut("Add as blocker")
    with pytest.raises(ActRefused, match="no shortcut"):
        anna.message_shortcut(anna.say("x", channel=CHANNEL), "Check in")


def test_it_offers_none_on_what_only_one_person_sees(anna: Driver, client: WebClient) -> None:
    client.chat_postEphemeral(channel=CHANNEL, user="U0ANNA", text="Psst")
    with pytest.raises(ActRefused, match="only you see"):
        anna.message_shortcut(anna.ephemerals(CHANNEL)[0], "Add as blocker")


def test_it_says_when_nobody_answers(slack: LocalSlack) -> None:
    ack = slack.person("U0ANNA").shortcut("Check in")
    assert not ack.arrived
    assert "trouble connecting" in str(ack.problem)
