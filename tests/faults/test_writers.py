"""Sixteen writers at once on one SQLite file, in one process and in two: nothing is lost, nobody is turned away."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from storage.db import Database
from storage.models import Workspace
from storage.people import new_workspace
from tests.faults.conftest import LONG
from tests.faults.forked import FORKED

WRITERS, TIMES = 16, 400 if LONG else 40
Record = Callable[[str, object], None]
Update = Callable[[str, int, int], int]


def count_up(session: Session) -> None:
    """Reads, then writes what it read and one more: the update that a second writer can lose."""
    session.exec(select(Workspace)).one().last_objective += 1


def ours(url: str, writers: int, times: int) -> int:
    """How often writers of one process were turned away."""
    database = Database(url)
    refused = in_threads(partial(through, database), writers, times)
    database.close()
    return refused


def through(database: Database) -> None:
    with database.write() as session:
        count_up(session)


def stock(url: str, writers: int, times: int) -> int:
    """The same with an engine as SQLAlchemy makes it."""
    engine = create_engine(url)
    refused = in_threads(partial(straight, engine), writers, times)
    engine.dispose()
    return refused


def straight(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        count_up(session)


def in_threads(update: Callable[[], None], writers: int, times: int) -> int:
    with ThreadPoolExecutor(writers) as pool:
        return sum(pool.map(lambda _: turned_away(update), range(writers * times)))


def turned_away(update: Callable[[], None]) -> bool:
    try:
        update()
    except OperationalError as locked:
        assert "locked" in str(locked)  # noqa: PT017 - anything else is no refusal
        return True
    return False


def all_at_once(update: Update, url: str, processes: int) -> tuple[int, int]:
    """How many updates were turned away, and how many lost."""
    each = [WRITERS // processes] * processes
    with ProcessPoolExecutor(processes, FORKED) as pool:
        refused = sum(pool.map(update, [url] * processes, each, [TIMES] * processes))
    database = Database(url)
    with database.read() as session:
        stored = session.exec(select(Workspace.last_objective)).one()
    database.close()
    return refused, WRITERS * TIMES - refused - stored


@pytest.fixture
def url(sqlite_template: Path, tmp_path: Path) -> str:
    file = tmp_path / "okrbot.db"
    file.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{file}")
    with database.write() as session:
        new_workspace(session, "en", "UTC", "T1")
    database.close()
    return f"sqlite:///{file}"


@pytest.mark.parametrize("processes", [1, 2])
def test_it_loses_no_update_and_turns_nobody_away(url: str, processes: int, record_property: Record) -> None:
    refused, lost = all_at_once(ours, url, processes)
    record_property("counted", ["writers", {"updates": WRITERS * TIMES, "locked": refused, "lost": lost}])
    assert (refused, lost) == (0, 0)


def test_it_finds_what_stock_connections_lose(url: str, record_property: Record) -> None:
    """The control."""
    refused, lost = all_at_once(stock, url, processes=1)
    record_property("counted", ["stock writers", {"updates": WRITERS * TIMES, "locked": refused, "lost": lost}])
    assert lost > 0
