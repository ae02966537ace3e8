"""Talking waits for the ack to leave, and only for that."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_bolt import Ack, App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.lazy import talk_after_ack
from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack
from tests.localslack.conftest import connect, hang_up
from tests.scenarios.conftest import FRIDAY

LONG_ENOUGH_TO_START = 0.1


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(Clock(FRIDAY)) as local:
        local.add_person("U0ANNA", "Anna")
        yield local


@pytest.fixture
def seen() -> list[str]:
    return []


@pytest.fixture
def handler(slack: LocalSlack, seen: list[str]) -> Iterator[SocketModeHandler]:
    with ThreadPoolExecutor() as talkers:
        client = WebClient(slack.bot_token, base_url=slack.api_url)
        app = App(client=client, process_before_response=True, listener_executor=talkers)
        app.command("/okr")(ack=_just_ack, lazy=[lambda: seen.append("talks")])
        connected = connect(slack, app)
        talk_after_ack(connected)
        yield connected
        hang_up(slack, connected)


def test_it_talks_once_the_ack_has_left(slack: LocalSlack, handler: SocketModeHandler, seen: list[str]) -> None:
    def just_acked(*_request: object) -> None:
        time.sleep(LONG_ENOUGH_TO_START)
        seen.append("has acked")

    handler.client.socket_mode_request_listeners.insert(2, just_acked)
    slack.person("U0ANNA").slash("/okr")
    slack.wait(lambda: len(seen) == 2)
    assert seen == ["has acked", "talks"]


def test_it_talks_at_every_command(slack: LocalSlack, handler: SocketModeHandler, seen: list[str]) -> None:
    assert handler.app
    for count in (1, 2, 3):
        slack.person("U0ANNA").slash("/okr")
        slack.wait(lambda count=count: len(seen) == count)  # type: ignore[misc]


def test_it_talks_at_once_where_no_socket_asked(slack: LocalSlack, handler: SocketModeHandler, seen: list[str]) -> None:
    body = {"command": "/okr", "team_id": slack.team_id, "user_id": "U0ANNA"}
    handler.app.dispatch(BoltRequest(mode="socket_mode", body=body))
    slack.wait(lambda: seen == ["talks"])


def _just_ack(ack: Ack) -> None:
    ack()
