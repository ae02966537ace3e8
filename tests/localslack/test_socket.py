import time
from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.localslack import socket
from bot.localslack.errors import ActRefused
from bot.localslack.server import LocalSlack
from tests.localslack.conftest import connect, hang_up
from tests.localslack.limits import Json, actions, button, entry, modal, option, plain, section, select

pytestmark = pytest.mark.usefixtures("connected")

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


@pytest.fixture
def replying(slack: LocalSlack, app: App, client: WebClient) -> Callable[..., None]:
    """Clicks Anna's button in #team, and answers through the response_url."""

    def reply(**answer: Any) -> None:
        @app.action("go")
        def go(ack: Ack, respond: Respond) -> None:
            ack()
            respond(**answer)

        client.chat_postMessage(channel="C0TEAM", text="Original", blocks=[actions(button())])
        anna = slack.person("U0ANNA")
        anna.click(anna.read("C0TEAM")[-1], "Go")

    return reply


def test_it_answers_a_response_url_to_the_person_alone(slack: LocalSlack, replying: Callable[..., None]) -> None:
    replying(text="Only you", replace_original=False)
    assert [one.text for one in slack.person("U0ANNA").ephemerals("C0TEAM")] == ["Only you"]
    assert [one.text for one in slack.messages("C0TEAM")] == ["Original"]


def test_it_replaces_the_original(slack: LocalSlack, replying: Callable[..., None]) -> None:
    replying(text="Replaced", replace_original=True)
    assert [one.text for one in slack.messages("C0TEAM")] == ["Replaced"]


def test_it_deletes_the_original(slack: LocalSlack, replying: Callable[..., None]) -> None:
    replying(delete_original=True)
    assert slack.messages("C0TEAM") == []


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
