from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.localslack import socket
from bot.localslack.errors import ActRefused
from bot.localslack.server import LocalSlack

pytestmark = pytest.mark.usefixtures("connected")


@pytest.fixture
def heard(app: App) -> list[dict[str, Any]]:
    """The events the bot was told."""
    events: list[dict[str, Any]] = []

    def hear(body: dict[str, Any]) -> None:
        events.append(body["event"])

    for name in ("message", "app_home_opened", "user_change", "member_joined_channel"):
        app.event({"type": name, "subtype": None} if name == "message" else name)(hear)
    return events


def test_it_tells_of_a_message_in_the_dm(slack: LocalSlack, heard: list[dict[str, Any]]) -> None:
    slack.person("U0ANNA").say("2.1 48 & more")
    slack.wait(lambda: heard)
    event = heard[0]
    assert (event["type"], event["channel_type"], event["user"]) == ("message", "im", "U0ANNA")
    assert event["text"] == "2.1 48 &amp; more"


def test_it_tells_nothing_of_channels_the_app_has_not_subscribed_to(
    slack: LocalSlack, heard: list[dict[str, Any]]
) -> None:
    anna = slack.person("U0ANNA")
    anna.say("in the team", channel="C0TEAM")
    anna.say("in the DM")
    slack.wait(lambda: heard)
    assert [event["text"] for event in heard] == ["in the DM"]


def test_it_tells_who_opened_the_home_tab(slack: LocalSlack, heard: list[dict[str, Any]]) -> None:
    slack.person("U0ANNA").open_home()
    slack.wait(lambda: heard)
    assert (heard[0]["type"], heard[0]["user"], heard[0]["tab"]) == ("app_home_opened", "U0ANNA", "home")


def test_it_tells_of_a_changed_profile(slack: LocalSlack, heard: list[dict[str, Any]]) -> None:
    slack.change_person("U0ANNA", tz="America/Chicago")
    slack.wait(lambda: heard)
    assert (heard[0]["type"], heard[0]["user"]["tz"]) == ("user_change", "America/Chicago")


def test_it_tells_of_a_status(slack: LocalSlack, heard: list[dict[str, Any]]) -> None:
    slack.change_person("U0ANNA", status_text="Vacation", status_emoji=":palm_tree:", status_expiration=1_796_000_000)
    slack.wait(lambda: heard)
    profile = heard[0]["user"]["profile"]
    assert (profile["status_text"], profile["status_emoji"]) == ("Vacation", ":palm_tree:")
    assert profile["status_expiration"] == 1_796_000_000


def test_it_tells_of_those_who_leave(slack: LocalSlack, heard: list[dict[str, Any]]) -> None:
    slack.change_person("U0ANNA", deleted=True)
    slack.wait(lambda: heard)
    assert heard[0]["user"]["deleted"]
    with pytest.raises(ActRefused, match="deactivated"):
        slack.person("U0ANNA").say("hello")


def test_it_tells_of_a_new_member(slack: LocalSlack, heard: list[dict[str, Any]]) -> None:
    slack.add_member("C0OPEN", "U0BORIS")
    slack.wait(lambda: heard)
    assert (heard[0]["type"], heard[0]["channel"]) == ("member_joined_channel", "C0OPEN")


def test_it_sends_an_event_again_until_it_is_acked(
    slack: LocalSlack, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert slack.retry_pauses == (0, 60, 300)
    monkeypatch.setattr(socket, "ACK_SECONDS", 0.2)
    bodies: list[dict[str, Any]] = []
    attempts: list[Any] = []

    @app.event("app_home_opened")
    def opened(body: dict[str, Any], request: Any) -> None:
        bodies.append(body)
        attempts.append(request.headers["x-slack-retry-num"][0])
        if len(bodies) == 1:
            raise RuntimeError("the first time goes wrong")

    slack.person("U0ANNA").open_home()
    slack.wait(lambda: len(bodies) == 2)
    assert bodies[0]["event_id"] == bodies[1]["event_id"]
    assert attempts == ["0", "1"]


def test_it_shares_a_file_that_a_person_sends(slack: LocalSlack, app: App) -> None:
    events: list[dict[str, Any]] = []
    app.event({"type": "message", "subtype": "file_share"})(lambda event: events.append(event))
    slack.person("U0ANNA").upload("survey.csv", b"a,b\n1,2\n")
    slack.wait(lambda: events)
    held = events[0]["files"][0]
    assert (held["name"], held["mimetype"]) == ("survey.csv", "text/csv")


def test_it_tells_the_bot_of_changes_to_its_own_messages(
    slack: LocalSlack, connected: SocketModeHandler, client: WebClient
) -> None:
    events: list[dict[str, Any]] = []

    def hear(_client: Any, request: SocketModeRequest) -> None:
        events.append(request.payload["event"])

    # Bolt drops the bot's own events, so they are heard before it.
    connected.client.socket_mode_request_listeners.insert(0, hear)
    posted = client.chat_postMessage(channel="U0ANNA", text="old")
    client.chat_update(channel=posted["channel"], ts=posted["ts"], text="new")
    slack.wait(lambda: len(events) == 2)
    change = next(event for event in events if event.get("subtype") == "message_changed")
    assert (change["message"]["text"], change["previous_message"]["text"]) == ("new", "old")


def test_it_lets_nobody_act_who_has_left(slack: LocalSlack) -> None:
    with pytest.raises(ActRefused, match="deactivated"):
        slack.person("U0OLGA").say("hello")


def test_it_lets_nobody_speak_where_they_are_not(slack: LocalSlack) -> None:
    with pytest.raises(ActRefused, match="not in it"):
        slack.person("U0BORIS").say("hello", channel="C0SECRET")
