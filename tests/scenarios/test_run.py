"""`okrbot run` as the operator starts it: a process of its own, against the local Slack."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from bot.cli.main import main
from bot.localslack.clock import Clock
from bot.localslack.errors import Json
from bot.localslack.server import LocalSlack
from bot.localslack.web import Answer, Effect
from storage.db import Database, sqlite_url
from storage.kinds import DeliveryState
from storage.models import Delivery, Workspace
from tests.faults.forked import FORKED

Okrbot = Callable[..., "subprocess.Popen[str]"]
Settings = Mapping[str, str | None]
STARTED, SECONDS = "okrbot is running", 30
PLAN = """
teams:
  - {name: Support, channel: C0SUPPORT, lead: U0ANNA, members: [U0ANNA], timezone: UTC}
cycles:
  - {name: always, from: 2020-01-01, to: 2090-12-31}
objectives:
  - {title: Customers recommend us, team: Support, owner: U0ANNA, cycle: always}
"""


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(Clock(datetime.now(UTC), running=True)) as local:
        local.add_person("U0ANNA", "Anna")
        local.add_channel("C0SUPPORT", "support", members=["U0ANNA"])
        yield local


def environment(folder: Path, slack: LocalSlack, settings: Settings) -> dict[str, str]:
    """Settings are given by name, and one that is none is not set."""
    known = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "OKRBOT_DATA_DIR": str(folder / "data"),
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK", "OKRBOT", "DATA"))}
    given = {name: value for name, value in {**known, **settings}.items() if value is not None}
    return {**inherited, **given}


@pytest.fixture
def okrbot(tmp_path: Path, slack: LocalSlack) -> Iterator[Okrbot]:
    """Starts `okrbot ...` in a folder of its own."""
    started: list[subprocess.Popen[str]] = []

    def start(*words: str, **settings: str | None) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *words], cwd=tmp_path, env=environment(tmp_path, slack, settings),
            text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def said(process: "subprocess.Popen[str]") -> str:
    """What it wrote to stderr by its end."""
    return process.communicate(timeout=SECONDS)[1]


def until_started(process: "subprocess.Popen[str]", sentence: str = STARTED) -> str:
    """What it wrote to stderr by the moment it was ready."""
    assert process.stderr is not None
    lines: list[str] = []
    for line in process.stderr:
        lines.append(line)
        if sentence in line:
            return "".join(lines)
    raise AssertionError(f"it never started: {''.join(lines)}")


@contextmanager
def running(okrbot: Okrbot, slack: LocalSlack, **settings: str | None) -> Iterator["subprocess.Popen[str]"]:
    process = okrbot("run", **settings)
    until_started(process)
    slack.wait(lambda: slack.socket.connections)
    yield process


def test_it_takes_over_what_was_imported_before_it_had_a_token(
    okrbot: Okrbot, slack: LocalSlack, tmp_path: Path
) -> None:
    (tmp_path / "okrs.yaml").write_text(PLAN)
    assert okrbot("okrs", "import", "okrs.yaml", SLACK_BOT_TOKEN=None).wait(SECONDS) == 0
    with running(okrbot, slack):
        anna = slack.person("U0ANNA")
        anna.slash("/okr")
        slack.wait(lambda: anna.dm)
        assert "Customers recommend us" in str(anna.dm[-1].blocks)
    database = Database(sqlite_url(tmp_path / "data"))
    with database.read() as session:
        assert [row.slack_id for row in session.exec(select(Workspace))] == [slack.team_id]
    database.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_it_is_told_to(okrbot: Okrbot, slack: LocalSlack, number: signal.Signals) -> None:
    with running(okrbot, slack) as process:
        told = time.monotonic()
        process.send_signal(number)
        assert process.wait(SECONDS) == 0
        assert time.monotonic() - told < 8
        assert "Traceback" not in said(process)


def test_it_finishes_what_is_under_way_before_it_ends(okrbot: Okrbot, slack: LocalSlack, tmp_path: Path) -> None:
    posting = threading.Event()

    async def slow(method: str, _args: Json, effect: Effect) -> Answer:
        if method == "chat.postMessage":
            posting.set()
            await asyncio.sleep(0.5)
        return effect()

    slack.web.interposed = slow
    with running(okrbot, slack) as process:
        slack.person("U0ANNA").say("48 I think")
        assert posting.wait(SECONDS)
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS) == 0
    database = Database(sqlite_url(tmp_path / "data"))
    with database.read() as session:
        assert [row.state for row in session.exec(select(Delivery))] == [DeliveryState.SENT]
    database.close()


def test_it_says_where_its_data_is_and_ends_when_it_is_told_to_right_away(okrbot: Okrbot, tmp_path: Path) -> None:
    process = okrbot("run")
    assert str(tmp_path / "data" / "okrbot.db") in until_started(process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(SECONDS) == 0


REFUSALS = [
    pytest.param({"SLACK_BOT_TOKEN": None, "SLACK_APP_TOKEN": None}, ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"], id="none"),
    pytest.param({"SLACK_APP_TOKEN": ""}, ["SLACK_APP_TOKEN", "manifest.yaml"], id="empty app token"),
    pytest.param({"SLACK_BOT_TOKEN": "xoxb-wrong"}, ["SLACK_BOT_TOKEN", "invalid_auth"], id="wrong bot token"),
    pytest.param({"SLACK_APP_TOKEN": "xapp-wrong"}, ["SLACK_APP_TOKEN", "invalid_auth"], id="wrong app token"),
    pytest.param(
        {"SLACK_BOT_TOKEN": "token", "OKRBOT_TIMEZONE": "Mars", "PORT": "door", "OKRBOT_LOG_LEVEL": "LOUD"},
        ["SLACK_BOT_TOKEN", "OKRBOT_TIMEZONE", "PORT", "OKRBOT_LOG_LEVEL", ".env.example"],
        id="malformed",
    ),
    pytest.param({"DATABASE_URL": "nonsense"}, ["DATABASE_URL"], id="malformed database"),
    pytest.param({"DATABASE_URL": "mysql://u:secret@h/d"}, ["DATABASE_URL"], id="other database"),
    pytest.param({"DATABASE_URL": "postgresql://u:secret@127.0.0.1:9/d"}, ["DATABASE_URL"], id="no database there"),
    pytest.param({"OKRBOT_DATA_DIR": "/proc/nowhere"}, ["OKRBOT_DATA_DIR"], id="no such folder"),
    pytest.param(
        {"SLACK_API_URL": "http://127.0.0.1:9/api/"}, ["http://127.0.0.1:9/api/", "network"], id="unreachable"
    ),
    pytest.param({"SLACK_API_URL": "http://127.0.0.1:9"}, ["SLACK_API_URL"], id="not an API address"),
]


def refused(folder: Path, slack: LocalSlack, settings: Settings) -> str:
    """What a process of its own writes to stderr that does not start, and ends by itself."""
    file = folder / "stderr"
    process = FORKED.Process(target=_run, args=(folder, environment(folder, slack, settings), file), daemon=True)
    process.start()
    process.join(SECONDS)
    assert process.exitcode == 1
    return file.read_text()


def _run(folder: Path, environment: Mapping[str, str], file: Path) -> None:
    """`okrbot run`, in a process that has imported everything."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["okrbot", "run"]
    with file.open("w") as sys.stderr:
        os.dup2(sys.stderr.fileno(), 2)
        main()


@pytest.mark.parametrize(("settings", "named"), REFUSALS)
def test_it_says_what_is_wrong_and_what_to_do(
    slack: LocalSlack, tmp_path: Path, settings: Settings, named: list[str]
) -> None:
    complaint = refused(tmp_path, slack, settings)
    assert all(name in complaint for name in named), complaint
    assert "Traceback" not in complaint
    assert "secret" not in complaint


def test_it_complains_in_russian(slack: LocalSlack, tmp_path: Path) -> None:
    complaint = refused(tmp_path, slack, {"SLACK_BOT_TOKEN": None, "SLACK_APP_TOKEN": None, "OKRBOT_LANGUAGE": "ru"})
    assert "SLACK_BOT_TOKEN, SLACK_APP_TOKEN" in complaint
    assert any("а" <= letter <= "я" for letter in complaint)


def test_it_starts_in_russian(okrbot: Okrbot, slack: LocalSlack) -> None:
    process = okrbot("run", OKRBOT_LANGUAGE="ru")
    until_started(process, "okrbot ")
    slack.wait(lambda: slack.socket.connections)


def test_it_says_that_slack_answers_nonsense(okrbot: Okrbot) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        deaf.listen()
        port = deaf.getsockname()[1]
        process = okrbot("run", SLACK_API_URL=f"http://127.0.0.1:{port}/api/")
        connection, _ = deaf.accept()
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello")
        connection.close()
        complaint = said(process)
    assert process.returncode == 1
    assert "Traceback" not in complaint
