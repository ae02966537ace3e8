"""Ten replicas start at once on the first release's schema: all come up, one migrates, and every row stays."""

import contextlib
import logging
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from bot import app
from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack
from bot.settings import Mode, Settings
from bot.socket_mode import listening
from bot.web.server import serving
from storage import schema
from storage.db import Database
from tests.faults import old
from tests.faults.forked import FORKED

REPLICAS, SECONDS = 10, 60
NOW = datetime(2026, 11, 27, 8, 55, tzinfo=UTC)
UP = ""


class Steps(logging.Handler):
    """Counts the steps of a migration that this process takes."""

    taken = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.taken += record.getMessage().startswith("Running upgrade")


def replica(
    settings: Mapping[str, Any], locked: bool, gate: Barrier, end: Event, told: "Queue[tuple[str, int, str]]"
) -> None:
    """Tells why it did not come up, or nothing, how many steps of the migration it took, and where it is reached."""
    steps, log = Steps(), logging.getLogger("alembic.runtime.migration")
    log.setLevel(logging.INFO)
    log.addHandler(steps)
    if not locked:
        schema.ADVISORY_LOCK = os.getpid()  # a lock that nobody else wants
    gate.wait(SECONDS)
    try:
        bot = app.build(Settings(_env_file=None, **settings), lambda: NOW)
        way = serving if bot.context.settings.mode is Mode.HTTP else listening
        with way(bot) as reached:
            told.put((UP, steps.taken, str(reached)))
            end.wait(SECONDS)
    except Exception as failed:
        told.put((repr(failed), steps.taken, ""))


def started(
    url: str, folder: Path, *, locked: bool = True, mode: Mode = Mode.SOCKET
) -> tuple[list[tuple[str, int]], int]:
    """What each replica told, and how many Slack reached in the end."""
    gate, end, told = FORKED.Barrier(REPLICAS), FORKED.Event(), FORKED.Queue()
    with LocalSlack(Clock(NOW)) as slack, contextlib.ExitStack() as ends:
        settings = {
            "slack_bot_token": slack.bot_token,
            "slack_app_token": slack.app_token,
            "slack_api_url": slack.api_url,
            "database_url": url,
            "okrbot_data_dir": folder,
            "slack_signing_secret": slack.signing_secret if mode is Mode.HTTP else "",
            "port": 0,
        }
        for _ in range(REPLICAS):
            process = FORKED.Process(target=replica, args=(settings, locked, gate, end, told), daemon=True)
            process.start()
            ends.callback(process.join, SECONDS)
        ends.callback(end.set)
        found = [told.get(timeout=SECONDS) for _ in range(REPLICAS)]
        return [(why, steps) for why, steps, _ in found], _reached(slack, [address for *_, address in found], mode)


def _reached(slack: LocalSlack, addresses: Sequence[str], mode: Mode) -> int:
    if mode is Mode.SOCKET:
        return slack.socket.connections
    for one in set(addresses):
        slack.deliver_to(f"{one}/slack/events")
    return len(set(addresses))


def emptied(database: Database) -> Engine:
    """Without a schema, as it was before the first start."""
    if database.engine.dialect.name == "postgresql":
        with database.engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    return database.engine


@pytest.fixture(params=["sqlite", "postgresql"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'okrbot.db'}"
    return url if request.param == "sqlite" else str(request.getfixturevalue("postgres_database"))


@pytest.mark.parametrize(
    ("old_url", "mode"),
    [("sqlite", Mode.SOCKET), ("postgresql", Mode.SOCKET), ("postgresql", Mode.HTTP)],
    indirect=["old_url"],
)
def test_it_comes_up_ten_times_and_migrates_once(old_url: str, mode: Mode, tmp_path: Path) -> None:
    database = Database(old_url)
    old.build(emptied(database))
    before = old.rows(database.engine)
    assert all(len(found) == old.ROWS for found in before.values())
    told, connected = started(old_url, tmp_path, mode=mode)
    assert ([why for why, _ in told], connected) == ([UP] * REPLICAS, REPLICAS)
    assert sorted(steps > 0 for _, steps in told) == [False] * (REPLICAS - 1) + [True]
    assert schema.is_current(database.engine)
    assert old.rows(database.engine, before) == before
    database.close()


@pytest.mark.parametrize("old_url", ["postgresql"], indirect=True)
def test_it_finds_what_fails_without_the_lock(old_url: str, tmp_path: Path) -> None:
    """The control."""
    database = Database(old_url)
    old.build(emptied(database))
    told, _ = started(old_url, tmp_path, locked=False)
    assert any(why != UP for why, _ in told)
    database.close()
