"""A seed that is told, and runs of the bot in processes that can be killed."""

import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pytest

from bot.localslack import socket
from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack
from bot.objectives.plans.store import store_plan
from bot.objectives.plans.tree import read_tree
from storage.db import Database
from storage.people import adopt_workspace, people_of
from storage.schema import upgrade
from tests.faults.course import Course
from tests.faults.firm import ADMIN, Firm
from tests.faults.promises import counted
from tests.faults.replica import Start
from tests.faults.weather import Weather

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
ACK_SECONDS = 1.0


Count = Callable[[str, Course], None]


class Begin(Protocol):
    def __call__(
        self, url: str, firm: Firm, *, also: int = 0, share: float = 0, without: str = "", **course: Any
    ) -> Course:
        """`also` makes another run of the same seed, `share` is that of the calls that fail."""


@pytest.fixture
def seed() -> int:
    """Another one each time; OKRBOT_FAULT_SEED repeats a run."""
    found = int(os.environ.get("OKRBOT_FAULT_SEED") or random.SystemRandom().randrange(10**6))
    sys.stdout.write(f"OKRBOT_FAULT_SEED={found}\n")
    return found


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a migrated, empty file."""
    shutil.copy(sqlite_template, tmp_path / "okrbot.db")
    return f"sqlite:///{tmp_path / 'okrbot.db'}"


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Count:
    """Has what a run went through told at the end of all tests, under a title."""
    return lambda title, run: record_property("counted", [title, counted(run)])


@pytest.fixture
def begin(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Begin]:
    """A firm on an empty database, the evening before its first round."""
    monkeypatch.setattr(socket, "ACK_SECONDS", ACK_SECONDS)
    with ExitStack() as ends:
        yield partial(_begin, ends, tmp_path, seed)


def settings(slack: LocalSlack, url: str, folder: Path) -> dict[str, Any]:
    return {
        "slack_bot_token": slack.bot_token,
        "slack_app_token": slack.app_token,
        "slack_api_url": slack.api_url,
        "database_url": url,
        "okrbot_data_dir": folder,
        "okrbot_admins": (ADMIN,),
    }


def _begin(
    ends: ExitStack, folder: Path, seed: int, url: str, firm: Firm, *,
    also: int = 0, share: float = 0, without: str = "", **course: Any,
) -> Course:  # fmt: skip
    clock = Clock(firm.openings[0].at - timedelta(days=1))
    slack = ends.enter_context(LocalSlack(clock))
    slack.file_delay = 0
    slack.web.interposed = weather = Weather(seed + also, share, clock)
    database = Database(url)
    ends.callback(database.close)
    _settle(firm, slack, database)

    def starting(now: datetime) -> Start:
        return Start(settings(slack, url, folder), folder / "replica.log", now, without=without)

    return Course(firm, slack, database, weather, starting, random.Random(seed + also), **course)


def _settle(firm: Firm, slack: LocalSlack, database: Database) -> None:
    """The firm's people and channels at Slack, and its plan in the database."""
    for person, zone in firm.zones.items():
        slack.add_person(person, person.capitalize(), tz=zone, locale="en-US")
    for channel, people in firm.channels.items():
        slack.add_channel(channel, channel.lower(), members=people)
    upgrade(database.engine)
    with database.write() as session:
        workspace = adopt_workspace(session, slack.team_id, "en", "UTC")
        store_plan(session, workspace, read_tree(firm.plan), None, slack.clock())
        for row in people_of(session, workspace.id):
            row.name, row.timezone, row.language = row.slack_id, firm.zones[row.slack_id], "en"
            row.read_at, row.company_digest = slack.clock(), row.slack_id == ADMIN
            session.add(row)
