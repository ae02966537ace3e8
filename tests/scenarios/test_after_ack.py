"""Talking waits for the ack to leave, and only for that."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import Ack, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode.response import SocketModeResponse

from bot import app
from bot.app import Okrbot
from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack
from bot.localslack.workspace import Command
from bot.socket_mode import listening
from tests.localslack.conftest import hang_up
from tests.scenarios.conftest import FRIDAY, settings

LONG_ENOUGH_TO_START = 0.1


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(Clock(FRIDAY)) as local:
        local.add_person("U0ANNA", "Anna")
        local.commands = [Command("/talk")]
        yield local


@pytest.fixture
def seen() -> list[str]:
    return []


@pytest.fixture
def bot(slack: LocalSlack, sqlite_database: str, tmp_path: Path, seen: list[str]) -> Iterator[Okrbot]:
    built = app.build(settings(slack, sqlite_database, tmp_path), Clock(FRIDAY))
    built.app.command("/talk")(ack=_just_ack, lazy=[lambda: seen.append("talks")])
    yield built
    built.context.database.close()


@pytest.fixture
def socket(bot: Okrbot, slack: LocalSlack) -> Iterator[SocketModeHandler]:
    with listening(bot) as connected:
        yield connected
        hang_up(slack, connected)


def test_it_talks_once_the_ack_has_left(
    slack: LocalSlack, socket: SocketModeHandler, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    send: Any = socket.client.send_socket_mode_response

    def acking(response: SocketModeResponse) -> None:
        send(response)
        time.sleep(LONG_ENOUGH_TO_START)
        seen.append("has acked")

    monkeypatch.setattr(socket.client, "send_socket_mode_response", acking)
    slack.person("U0ANNA").slash("/talk")
    slack.wait(lambda: len(seen) == 2)
    assert seen == ["has acked", "talks"]


def test_it_talks_where_the_ack_could_not_leave(
    slack: LocalSlack, socket: SocketModeHandler, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_response: SocketModeResponse) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(socket.client, "send_socket_mode_response", broken)
    monkeypatch.setattr("bot.localslack.socket.ACK_SECONDS", 0.1)
    assert not slack.person("U0ANNA").slash("/talk").arrived
    slack.wait(lambda: seen == ["talks"])


def test_it_talks_at_every_command(slack: LocalSlack, socket: SocketModeHandler, seen: list[str]) -> None:
    assert socket.client.is_connected()
    for count in (1, 2, 3):
        slack.person("U0ANNA").slash("/talk")
        slack.wait(lambda count=count: len(seen) == count)  # type: ignore[misc]


def test_it_talks_at_once_where_nobody_waits_for_an_ack(slack: LocalSlack, bot: Okrbot, seen: list[str]) -> None:
    body = {"command": "/talk", "team_id": slack.team_id, "user_id": "U0ANNA"}
    bot.reception()  # holds back only what it dispatches itself
    bot.app.dispatch(BoltRequest(mode="socket_mode", body=body))
    slack.wait(lambda: seen == ["talks"])


def _just_ack(ack: Ack) -> None:
    ack()
