"""A socket that looks open and over which nothing comes: as a network leaves it that loses all packets."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode.builtin.connection import Connection

from bot import app
from bot.app import Okrbot
from bot.health.pulse import Pulse
from bot.health.watchdog import SILENCE, Watchdog
from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack
from bot.localslack.web import Answer, Effect
from bot.socket_mode import listening
from tests.health.conftest import Stopwatch
from tests.localslack.conftest import hang_up
from tests.scenarios.conftest import FRIDAY, settings


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(Clock(FRIDAY)) as local:
        local.add_person("U0ANNA", "Anna")
        yield local


@pytest.fixture
def bot(slack: LocalSlack, sqlite_template: Path, tmp_path: Path, pulse: Pulse) -> Iterator[Okrbot]:
    shutil.copy(sqlite_template, tmp_path / "okrbot.db")
    built = app.build(settings(slack, "", tmp_path), Clock(FRIDAY))
    yield replace(built, context=replace(built.context, pulse=pulse))
    built.context.database.close()


@pytest.fixture
def socket(bot: Okrbot, slack: LocalSlack) -> Iterator[SocketModeHandler]:
    with listening(bot) as handler:
        slack.wait(lambda: connection(handler).last_ping_pong_time)
        yield handler
        hang_up(slack, handler)


@pytest.fixture
def watchdog(socket: SocketModeHandler, pulse: Pulse) -> Watchdog:
    found = Watchdog(socket.client, pulse)
    found.look()
    return found


def connection(socket: SocketModeHandler) -> Connection:
    assert socket.client.current_session is not None
    return socket.client.current_session


def hears(slack: LocalSlack) -> bool:
    return slack.person("U0ANNA").slash("/okr").arrived


def test_it_connects_anew_when_the_socket_is_silent(
    slack: LocalSlack, socket: SocketModeHandler, watchdog: Watchdog, stopwatch: Stopwatch
) -> None:
    assert hears(slack)
    slack.silence_connections()
    assert socket.client.is_connected()  # so the client believes
    assert not hears(slack)
    stopwatch.wait(SILENCE + 1)
    watchdog.look()
    slack.wait(lambda: slack.socket.connections == 1)
    assert hears(slack)


def test_it_connects_anew_when_not_even_the_first_ping_was_answered(
    slack: LocalSlack, socket: SocketModeHandler, pulse: Pulse, stopwatch: Stopwatch
) -> None:
    slack.silence_connections()
    connection(socket).last_ping_pong_time = None
    connection(socket).check_state()
    assert socket.client.is_connected()  # the client never calls that stale
    watchdog = Watchdog(socket.client, pulse)
    stopwatch.wait(SILENCE + 1)
    watchdog.look()
    stopwatch.wait(SILENCE + 1)
    watchdog.look()
    slack.wait(lambda: slack.socket.connections == 1)
    assert hears(slack)


def test_it_leaves_a_socket_alone_that_answers(
    slack: LocalSlack, socket: SocketModeHandler, watchdog: Watchdog, stopwatch: Stopwatch
) -> None:
    before = socket.client.session_id()
    for _ in range(4):
        stopwatch.wait(SILENCE - 1)
        assert hears(slack)  # a message is a sign of life, a pong too
        watchdog.look()
    answered = connection(socket).last_ping_pong_time
    stopwatch.wait(SILENCE + 1)
    connection(socket).check_state()
    slack.wait(lambda: connection(socket).last_ping_pong_time != answered)
    watchdog.look()
    assert socket.client.session_id() == before


def test_it_gives_a_new_connection_time_to_answer(
    slack: LocalSlack, socket: SocketModeHandler, watchdog: Watchdog, stopwatch: Stopwatch
) -> None:
    before = socket.client.session_id()
    stopwatch.wait(SILENCE + 1)
    slack.refresh_connections()
    slack.wait(lambda: socket.client.session_id() != before)
    watchdog.look()
    after = socket.client.session_id()
    slack.silence_connections()
    stopwatch.wait(SILENCE - 1)
    watchdog.look()
    assert socket.client.session_id() == after


def test_it_goes_on_when_slack_cannot_be_reached(
    slack: LocalSlack, socket: SocketModeHandler, watchdog: Watchdog, stopwatch: Stopwatch
) -> None:
    async def away(_method: str, _args: object, _effect: Effect) -> Answer:
        return Answer({"ok": False, "error": "internal_error"})

    there, slack.web.interposed = slack.web.interposed, away
    slack.silence_connections()
    stopwatch.wait(SILENCE + 1)
    watchdog.look()
    assert not socket.client.is_connected()
    slack.web.interposed = there
    watchdog.look()  # leaves it to the client, which connects anew by itself
    socket.client.connect_to_new_endpoint()
    assert hears(slack)


def test_it_reads_the_new_connection_when_the_client_clings_to_the_old_one(
    slack: LocalSlack, socket: SocketModeHandler, watchdog: Watchdog
) -> None:
    former = socket.client.current_session_state
    slack.refresh_connections()
    slack.wait(lambda: socket.client.current_session_state is not former)
    former.terminated = False  # as the client does when it begins to read just as the connection closes
    watchdog.look()
    assert former.terminated
    assert hears(slack)


def test_it_tells_how_long_nothing_was_heard(
    slack: LocalSlack, watchdog: Watchdog, pulse: Pulse, stopwatch: Stopwatch
) -> None:
    slack.silence_connections()
    watchdog.look()
    before = pulse.socket_age
    stopwatch.wait(12)
    assert pulse.socket_age == before + 12
