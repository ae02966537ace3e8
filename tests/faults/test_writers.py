"""Sixteen writers at once on one SQLite file, in threads and in processes: nothing is lost, nobody is turned away."""

import os
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from storage.db import Database
from storage.models import Workspace
from storage.people import new_workspace
from tests.faults.forked import FORKED

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
WRITERS, EACH = 16, 200 if LONG else 40
Update = Callable[[str, int], int]


def count_up(session: Session) -> None:
    """Reads, then writes what it read and one more: the update that a second writer can lose."""
    session.exec(select(Workspace)).one().last_objective += 1


def ours(url: str, times: int) -> int:
    """How often one writer was turned away; each has a connection of its own."""
    database = Database(url)
    refused = sum(turned_away(partial(through, database)) for _ in range(times))
    database.close()
    return refused


def through(database: Database) -> None:
    with database.write() as session:
        count_up(session)


def stock(url: str, times: int) -> int:
    """The same with an engine as SQLAlchemy makes it."""
    engine = create_engine(url)
    refused = sum(turned_away(partial(straight, engine)) for _ in range(times))
    engine.dispose()
    return refused


def straight(engine: object) -> None:
    with Session(engine) as session, session.begin():  # type: ignore[arg-type]
        count_up(session)


def turned_away(update: Callable[[], None]) -> bool:
    try:
        update()
    except OperationalError as locked:
        assert "locked" in str(locked)  # noqa: PT017 - anything else is no refusal
        return True
    return False


def threads() -> Executor:
    return ThreadPoolExecutor(WRITERS)


def processes() -> Executor:
    return ProcessPoolExecutor(WRITERS, FORKED)


def all_at_once(pool: Callable[[], Executor], update: Update, url: str) -> tuple[int, int]:
    """How many updates were turned away, and how many lost."""
    with pool() as executor:
        refused = sum(executor.map(update, [url] * WRITERS, [EACH] * WRITERS))
    database = Database(url)
    with database.read() as session:
        stored = session.exec(select(Workspace.last_objective)).one()
    database.close()
    return refused, WRITERS * EACH - refused - stored


@pytest.fixture
def url(sqlite_template: Path, tmp_path: Path) -> str:
    file = tmp_path / "okrbot.db"
    file.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{file}")
    with database.write() as session:
        new_workspace(session, "en", "UTC", "T1")
    database.close()
    return f"sqlite:///{file}"


@pytest.mark.parametrize("pool", [threads, processes])
def test_it_loses_no_update_and_turns_nobody_away(pool: Callable[[], Executor], url: str) -> None:
    assert all_at_once(pool, ours, url) == (0, 0)


def test_it_finds_what_stock_connections_lose(url: str) -> None:
    """The control."""
    _, lost = all_at_once(threads, stock, url)
    assert lost > 0
