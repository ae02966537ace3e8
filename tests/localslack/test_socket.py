import time
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.localslack import socket
from bot.localslack.errors import ActRefused
from bot.localslack.server import LocalSlack
from tests.localslack.conftest import connect, hang_up
from tests.localslack.limits import Json, actions, option, plain, section, select

pytestmark = pytest.mark.usefixtures("connected")


def test_it_answers_a_slash_command_to_its_author_only(slack: LocalSlack, app: App) -> None:
    got: list[Json] = []

    @app.command("/okr")
    def okr(ack: Ack, command: Json) -> None:
        got.append(command)
        ack(text=f"you said {command['text']}")

    anna = slack.person("U0ANNA")
    assert anna.slash("/okr", "show 2.1", channel="C0TEAM").arrived
    assert [message.text for message in anna.ephemerals("C0TEAM")] == ["you said show 2.1"]
    assert slack.person("U0BORIS").read("C0TEAM") == []
    assert (got[0]["channel_name"], got[0]["user_id"], got[0]["is_enterprise_install"]) == ("team", "U0ANNA", "false")


def test_it_escapes_what_people_type_but_leaves_mentions(slack: LocalSlack, app: App) -> None:
    got: list[str] = []

    @app.command("/okr")
    def okr(ack: Ack, command: Json) -> None:
        got.append(command["text"])
        ack()

    slack.person("U0ANNA").slash("/okr", "R&D <!channel> <@U0BORIS>")
    assert got == ["R&amp;D &lt;!channel&gt; <@U0BORIS>"]


def test_it_shows_slacks_error_when_nobody_acks_in_time(
    slack: LocalSlack, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert socket.ACK_SECONDS == 3.0
    monkeypatch.setattr(socket, "ACK_SECONDS", 0.05)

    @app.command("/okr")
    def okr(ack: Ack) -> None:
        time.sleep(0.1)
        ack()

    ack = slack.person("U0ANNA").slash("/okr")
    assert not ack.arrived
    assert ack.problem == '/okr failed with the error "operation_timeout"'


def test_it_knows_only_the_commands_of_the_app(slack: LocalSlack) -> None:
    with pytest.raises(ActRefused, match="/okrs is not a valid command"):
        slack.person("U0ANNA").slash("/okrs")


def test_it_hands_on_what_a_person_chose(slack: LocalSlack, app: App, client: WebClient) -> None:
    got: list[Json] = []

    @app.action("pick")
    def pick(ack: Ack, action: Json) -> None:
        got.append(action)
        ack()

    options = [option("Low", "l"), option("High", "h")]
    accessory = select(options=options)
    client.chat_postMessage(channel="U0ANNA", text="x", blocks=[section(text=plain("x"), accessory=accessory)])
    anna = slack.person("U0ANNA")
    anna.click(anna.dm[-1], "pick", selected_option="High")
    assert got[0]["selected_option"] == options[1]
    with pytest.raises(ActRefused, match="option is gone"):
        anna.click(anna.dm[-1], "pick", selected_option=option("Forged", "f"))


def test_it_goes_on_after_the_connection_was_refreshed(
    slack: LocalSlack, app: App, connected: SocketModeHandler
) -> None:
    @app.command("/okr")
    def okr(ack: Ack) -> None:
        ack()

    before = connected.client.session_id()
    slack.refresh_connections()
    slack.wait(lambda: slack.socket.connections == 1)
    slack.wait(lambda: connected.client.session_id() != before)
    assert slack.person("U0ANNA").slash("/okr").arrived


def test_it_sends_each_envelope_over_one_connection(slack: LocalSlack, app: App, connected: SocketModeHandler) -> None:
    got: list[str] = []

    def hear(_client: Any, request: SocketModeRequest) -> None:
        got.append(request.envelope_id)

    @app.command("/okr")
    def okr(ack: Ack) -> None:
        ack()

    second = connect(slack, app)
    for handler in (connected, second):
        handler.client.socket_mode_request_listeners.insert(0, hear)
    for _ in range(4):
        assert slack.person("U0ANNA").slash("/okr").arrived
    hang_up(slack, second, connected)
    assert len(got) == len(set(got)) == 4


def test_it_sends_the_state_of_a_message_as_it_is_after_an_update(
    slack: LocalSlack, app: App, client: WebClient
) -> None:
    states: list[Json] = []

    @app.action("pick")
    def pick(ack: Ack, body: Json) -> None:
        states.append(body["state"]["values"])
        ack()

    posted = client.chat_postMessage(channel="U0ANNA", text="x", blocks=[{**actions(select()), "block_id": "old"}])
    anna = slack.person("U0ANNA")
    anna.click(anna.dm[-1], "pick", selected_option="option 0")
    new = [{**actions(select()), "block_id": "new"}]
    client.chat_update(channel=posted["channel"], ts=posted["ts"], text="x", blocks=new)
    anna.click(anna.dm[-1], "pick", selected_option="option 0")
    assert [list(state) for state in states] == [["old"], ["new"]]
