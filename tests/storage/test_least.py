"""Event logs: several rows of one thing, of which the smallest value of a column counts."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import select

from storage.db import Database
from storage.facts import Ticket
from storage.people import new_workspace
from storage.staging import Stored, staging
from storage.verdicts import Least

START = datetime(2026, 10, 5, tzinfo=UTC)
COLUMNS = ("external_id", "created_at", "created_day", "solved_at", "resolution_seconds", "status")
Event = tuple[str, int, int | None, str]


def derived(row: Mapping[str, Any]) -> dict[str, Any]:
    end = row["solved_at"]
    seconds = None if end is None else round((end - row["created_at"]).total_seconds())
    return {"created_day": row["created_at"].date(), "resolution_seconds": seconds}


LEAST = Least("created_at", ("created_day", "resolution_seconds"), derived)


def event(key: str, at: int, status: str, solved: int | None = None) -> tuple[Any, ...]:
    """Hours after the start."""
    row = {
        "external_id": key,
        "created_at": START + timedelta(hours=at),
        "solved_at": None if solved is None else START + timedelta(hours=solved),
        "status": status,
    }
    row |= derived(row)
    return tuple(row[name] for name in COLUMNS)


LOG = [
    event("a", 1, "open"),
    event("b", 2, "open"),
    event("a", 30, "waiting"),
    event("a", 50, "closed", solved=49),
]


def imported(database: Database, log: list[tuple[Any, ...]], *, dry_run: bool = False) -> Stored:
    with staging(database, Ticket, "external_id", COLUMNS, least=LEAST) as stage:
        stage.extend(log)
        with stage.writing(dry_run=dry_run) as session:
            return stage.merge(session, {"workspace_id": 1})


def tickets(database: Database) -> list[tuple[Any, ...]]:
    with database.read() as session:
        rows = session.exec(select(Ticket).order_by(Ticket.external_id))
        return [tuple(getattr(row, name) for name in COLUMNS) for row in rows]


def test_it_takes_the_earliest_beginning_and_the_latest_rest(database: Database) -> None:
    with database.write() as session:
        new_workspace(session, "en", "UTC", "T1")
    expected = [event("a", 1, "closed", solved=49), event("b", 2, "open")]
    assert imported(database, LOG, dry_run=True) == Stored(imported=2, updated=2, duplicates=0)
    assert imported(database, LOG) == Stored(imported=2, updated=2, duplicates=0)
    assert tickets(database) == expected
    assert imported(database, LOG) == Stored(imported=0, updated=0, duplicates=4)
    assert tickets(database) == expected


def test_it_adds_only_what_a_grown_log_tells_anew(database: Database) -> None:
    with database.write() as session:
        new_workspace(session, "en", "UTC", "T1")
    imported(database, LOG)
    grown = [*LOG, event("b", 60, "closed", solved=60)]
    assert imported(database, grown) == Stored(imported=0, updated=1, duplicates=4)
    assert tickets(database)[1] == event("b", 2, "closed", solved=60)
    assert imported(database, grown[-1:]) == Stored(imported=0, updated=0, duplicates=1)


def test_it_learns_of_an_earlier_beginning_later(database: Database) -> None:
    with database.write() as session:
        new_workspace(session, "en", "UTC", "T1")
    imported(database, LOG[2:])
    assert imported(database, [event("a", 0, "closed", solved=49)]) == Stored(imported=0, updated=1, duplicates=0)
    assert tickets(database) == [event("a", 0, "closed", solved=49)]
