"""A person changes or deletes what they wrote: the app hears of it in Slack's shapes."""

from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.localslack.driver import Driver
from bot.localslack.errors import ActRefused
from bot.localslack.server import LocalSlack
from bot.people.flow import identity

DM = "D0ANNA"


@pytest.fixture
def heard(app: App) -> list[dict[str, Any]]:
    """The bodies of the events about messages that changed."""
    bodies: list[dict[str, Any]] = []

    def hear(body: dict[str, Any]) -> None:
        bodies.append(body)

    app.event({"type": "message", "subtype": "message_changed"})(hear)
    app.event({"type": "message", "subtype": "message_deleted"})(hear)
    return bodies


@pytest.fixture
def anna(slack: LocalSlack) -> Driver:
    return slack.person("U0ANNA")


def test_it_tells_of_an_edit(slack: LocalSlack, anna: Driver, heard: list[dict[str, Any]]) -> None:
    said = anna.say("2.1 48")
    edited = anna.edit(said, "2.1 49 & rising")
    slack.wait(lambda: heard)
    event = heard[0]["event"]
    assert (event["type"], event["subtype"], event["hidden"]) == ("message", "message_changed", True)
    assert (event["channel"], event["channel_type"]) == (DM, "im")
    assert event["ts"] == event["event_ts"] != said.ts
    assert "user" not in event
    assert "text" not in event
    assert event["message"] == {
        "type": "message",
        "user": "U0ANNA",
        "team": "T0LOCAL",
        "text": "2.1 49 &amp; rising",
        "ts": said.ts,
        "edited": {"user": "U0ANNA", "ts": edited.edited_ts},
    }
    assert (event["previous_message"]["text"], event["previous_message"]["ts"]) == ("2.1 48", said.ts)
    assert "edited" not in event["previous_message"]


def test_it_tells_of_an_edit_in_a_thread(slack: LocalSlack, anna: Driver, heard: list[dict[str, Any]]) -> None:
    root = anna.say("first")
    anna.edit(anna.say("48", thread_ts=root.ts), "49")
    slack.wait(lambda: heard)
    assert heard[0]["event"]["message"]["thread_ts"] == root.ts
    assert "thread_ts" not in heard[0]["event"]


def test_it_tells_of_a_deletion(slack: LocalSlack, anna: Driver, heard: list[dict[str, Any]]) -> None:
    said = anna.say("2.1 48")
    anna.delete(said)
    slack.wait(lambda: heard)
    event = heard[0]["event"]
    assert (event["subtype"], event["deleted_ts"], event["hidden"]) == ("message_deleted", said.ts, True)
    assert (event["previous_message"]["user"], event["previous_message"]["text"]) == ("U0ANNA", "2.1 48")
    assert anna.dm == []


def test_it_leaves_a_tombstone_where_a_thread_hangs(
    slack: LocalSlack, anna: Driver, heard: list[dict[str, Any]], client: WebClient
) -> None:
    said = anna.say("2.1 48")
    client.chat_postMessage(channel=DM, thread_ts=said.ts, text="Saved")
    anna.delete(said)
    slack.wait(lambda: heard)
    event = heard[0]["event"]
    assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")
    assert (event["message"]["user"], event["message"]["text"]) == ("USLACKBOT", "This message was deleted.")
    assert identity(heard[0]) == ("T0LOCAL", "U0ANNA")
    assert [one.text for one in anna.thread(DM, said.ts)] == ["Saved"]


def test_the_bot_knows_whose_message_it_was(slack: LocalSlack, anna: Driver, heard: list[dict[str, Any]]) -> None:
    said = anna.say("2.1 48")
    anna.edit(said, "2.1 49")
    anna.delete(said)
    slack.wait(lambda: len(heard) == 2)
    assert [identity(body) for body in heard] == [("T0LOCAL", "U0ANNA")] * 2


def test_it_sends_nothing_where_nothing_changed(slack: LocalSlack, anna: Driver, heard: list[dict[str, Any]]) -> None:
    said = anna.say("2.1 48")
    assert anna.edit(said, "2.1 48").edited_ts is None
    anna.delete(said)
    slack.wait(lambda: heard)
    assert [body["event"]["subtype"] for body in heard] == ["message_deleted"]


@pytest.mark.usefixtures("connected")
def test_it_lets_nobody_touch_the_words_of_others(slack: LocalSlack, anna: Driver, client: WebClient) -> None:
    client.chat_postMessage(channel=DM, text="Due")
    with pytest.raises(ActRefused, match="Only who wrote"):
        anna.edit(anna.dm[0], "Not due")
    with pytest.raises(ActRefused, match="Only who wrote"):
        slack.person("U0BORIS").delete(anna.say("mine", channel="C0TEAM"))


def test_it_saves_no_empty_message(anna: Driver) -> None:
    with pytest.raises(ActRefused, match="delete the message"):
        anna.edit(anna.say("48", channel="C0TEAM"), " ")
