"""`okrbot run` with its health pages, and what its process logs."""

import json
import signal
import socket

from bot.localslack.server import LocalSlack
from tests.health.test_server import get
from tests.scenarios.test_run import SECONDS, Okrbot, okrbot, running, said, slack

__all__ = ["okrbot", "slack"]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def test_it_serves_the_pages_when_asked(okrbot: Okrbot, slack: LocalSlack) -> None:
    port = free_port()
    with running(okrbot, slack, OKRBOT_HEALTH_PORT=str(port), OKRBOT_LOG_LEVEL="DEBUG") as process:
        status, told = get(port, "/healthz")
        assert (status, json.loads(told)["ok"]) == (200, True)
        slack.person("U0ANNA").slash("/okr")
        slack.wait(lambda: 'handler="/okr mine"' in get(port, "/metrics")[1])
        process.send_signal(signal.SIGTERM)
        logged = said(process)
        assert process.returncode == 0
    lines = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]
    assert {"event", "level", "logger", "timestamp"} <= set(lines[0])
    assert slack.bot_token not in logged
    assert slack.app_token not in logged


def test_it_says_that_the_port_is_taken(okrbot: Okrbot) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = okrbot("run", OKRBOT_HEALTH_PORT=str(taken.getsockname()[1]))
        assert process.wait(SECONDS) == 1
    assert "OKRBOT_HEALTH_PORT" in said(process)
