"""The power goes: every answer that was acknowledged is there, and the database is whole."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from bot.checkins.flow import Answer, record
from bot.context import Context
from bot.objectives.plans.store import store_plan
from bot.objectives.plans.tree import read_tree
from bot.prompts.flow import prompt_of
from bot.settings import Settings
from bot.tick import tick
from storage import db
from storage.db import Database
from storage.deliveries import deliveries_of
from storage.kinds import DeliveryKind
from storage.models import Workspace
from storage.people import find_workspaces, new_workspace
from tests.faults.conftest import LONG
from tests.faults.disk import Disk
from tests.faults.recording import Change, recorded

ANSWERS, CUTS, CONTROLS = (400, 6000, 600) if LONG else (50, 120, 60)
SEED = 6
FRIDAY = datetime(2026, 10, 2, 10, tzinfo=UTC)
PLAN = """
teams: [{name: Support, lead: U0ANNA, members: [U0ANNA, U0BORIS], timezone: UTC}]
cycles: [{name: 2026-Q4, from: 2026-10-01, to: 2026-12-31}]
objectives:
  - title: Customers recommend us
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
    key_results:
      - {title: NPS from 40 to 60, owner: U0ANNA, start: 40, target: 60}
      - {title: First response in 2 hours, owner: U0BORIS, start: 6, target: 2}
"""


Record = Callable[[str, object], None]


@dataclass
class Remains:
    """What was found after all cuts."""

    cuts: int = 0
    corrupt: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {"cuts": self.cuts, "corrupt": len(self.corrupt), "with an answer lost": len(self.lost)}


@dataclass(frozen=True)
class Story:
    """The disk before, what was done to it since, and for each answer how much of that was done at its ack."""

    disk: Disk
    changes: list[Change]
    acks: list[int]


def told(folder: Path, template: Path) -> Story:
    """A workload of answers, acknowledged one by one, the way the bot stores them."""
    folder.mkdir()
    (folder / "okrbot.db").write_bytes(template.read_bytes())
    disk = Disk.of(folder)
    with recorded(folder / "okrbot.db") as (url, changes):
        database = Database(url)
        event.listen(database.engine, "connect", _checkpoint_often)
        acks = [len(changes) for _ in answers(database)]
        database.close()
    return Story(disk, changes, acks)


def _checkpoint_often(connection: Any, _record: object) -> None:
    """Every 60 pages instead of 1,000: many cuts are to meet a checkpoint."""
    connection.execute("PRAGMA wal_autocheckpoint=60")


def answers(database: Database) -> Iterator[None]:
    """Stops after each answer that was committed; its value is its number, from 0."""
    context = Context(database, lambda: FRIDAY, Settings(_env_file=None), wake=lambda: None)
    with database.write() as session:
        store_plan(session, new_workspace(session, "en", "UTC", "T1"), read_tree(PLAN), None, FRIDAY)
    for number in range(ANSWERS):
        now = FRIDAY + timedelta(weeks=number * 12 // ANSWERS, minutes=number % 60)
        tick(context, now)
        with database.write() as session:
            (workspace,) = find_workspaces(session)
            answer_newest(session, workspace, number, now)
        yield


def answer_newest(session: Session, workspace: Workspace, number: int, now: datetime) -> None:
    """To the newest prompt of Anna's: a first answer, then edits of it."""
    hers = [row for row in deliveries_of(session, workspace.id) if row.target == "U0ANNA"]
    newest = [row for row in hers if row.kind is DeliveryKind.PROMPT][-1]
    prompt = prompt_of(session, workspace, newest.id, now)
    assert prompt is not None
    saved = record(session, now, prompt, [Answer(prompt.asked[0].key_result.id, number, 7, note="n" * 500)])
    assert saved.stored == 1


def after_cuts(story: Story, folder: Path, cuts: int) -> Remains:
    chance, remains, done = random.Random(SEED), Remains(), 0
    for number, at in enumerate(sorted(chance.choices(range(1, len(story.changes) + 1), k=cuts))):
        story.disk.take(story.changes[done:at])
        done = at
        with TemporaryDirectory(dir=folder) as there:
            story.disk.cut(Path(there), chance)
            acknowledged = sum(ack <= at for ack in story.acks)
            judge(remains, Path(there, "okrbot.db"), acknowledged, f"cut {number} of seed {SEED}")
    return remains


def judge(remains: Remains, file: Path, acknowledged: int, name: str) -> None:
    remains.cuts += 1
    try:
        check, stored = found(file)
    except sqlite3.DatabaseError as broken:
        check, stored = str(broken), list[float]()
    if check != "ok" or stored != list(range(len(stored))):
        remains.corrupt.append(f"{name}: {check}, {stored}")
    elif len(stored) < acknowledged:
        remains.lost.append(f"{name}: {len(stored)} of {acknowledged}")


def found(file: Path) -> tuple[str, list[float]]:
    """What SQLite says of the file, and the numbers of the answers in it."""
    connection = sqlite3.connect(file)
    try:
        (check,) = connection.execute("PRAGMA integrity_check").fetchone()
        rows = connection.execute("SELECT value FROM check_in ORDER BY id").fetchall()
    finally:
        connection.close()
    return check, [value for (value,) in rows]


def with_synchronous(monkeypatch: pytest.MonkeyPatch, level: str) -> None:
    ours = tuple(f"synchronous={level}" if one.startswith("synchronous") else one for one in db.PRAGMAS)
    assert ours != db.PRAGMAS
    monkeypatch.setattr(db, "PRAGMAS", ours)


@pytest.mark.timeout(600)
def test_it_keeps_every_acknowledged_answer_through_power_cuts(
    tmp_path: Path, sqlite_template: Path, record_property: Record
) -> None:
    story = told(tmp_path / "story", sqlite_template)
    assert len(story.acks) == ANSWERS
    remains = after_cuts(story, tmp_path, CUTS)
    record_property("counted", ["power cuts", remains.counts])
    assert (remains.cuts, remains.corrupt, remains.lost) == (CUTS, [], [])


@pytest.mark.timeout(600)
@pytest.mark.parametrize("level", ["NORMAL", "OFF"])
def test_it_finds_what_a_laxer_setting_loses(
    tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch, level: str, record_property: Record
) -> None:
    """The control: NORMAL loses acknowledged answers, OFF breaks the file too."""
    with_synchronous(monkeypatch, level)
    remains = after_cuts(told(tmp_path / "story", sqlite_template), tmp_path, CONTROLS)
    record_property("counted", [f"power cuts with synchronous={level}", remains.counts])
    assert remains.lost
    assert bool(remains.corrupt) is (level == "OFF")
