"""How a database grows: python -m tests.bench.load.growth [COMPANIES [PEOPLE]]. Weeks are written as the bot writes
them, without rows that are tidied away after two months."""

import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, text

from bot.context import Context
from bot.settings import Settings
from bot.tick import tick
from storage.db import Database
from storage.models import metadata
from storage.people import workspace_by_slack_id
from storage.schema import upgrade
from tests.bench.databases import postgres
from tests.bench.load.companies import Companies, settle, slack_id

WEEKS = (1, 52, 156)
OPENS = datetime(2026, 11, 30, 10, tzinfo=UTC)
TIMES = 100
SIZE = text("SELECT pg_table_size(:name ::regclass), pg_indexes_size(:name ::regclass)")


def main(asked: Sequence[str]) -> None:
    workspaces, people = (*map(int, asked), *(4, 250)[len(asked) :])
    for weeks in WEEKS:
        with postgres() as server:
            database = Database(server.fresh())
            upgrade(database.engine)
            with database.engine.begin() as connection:
                settle(connection, Companies(workspaces, people, OPENS, 6, weeks))
            with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE"))
                _say(f"{workspaces} companies of {people}, {weeks} weeks:")
                _sizes(connection, workspaces * people * weeks)
            _say(f"  a tick without work: {_tick(database):.2f} ms")
            database.close()


def _sizes(connection: Connection, person_weeks: int) -> None:
    """Megabytes of each table with its indexes, and bytes for a person and week."""
    found = {}
    for name in metadata.tables:
        table, indexes = connection.execute(SIZE, {"name": f'"{name}"'}).one()
        found[name] = table + indexes
    for name, size in sorted(found.items(), key=lambda one: -one[1])[:6]:
        _say(f"  {name:<12} {size / 1e6:>9.1f} MB {size / person_weeks:>8.0f} bytes")
    total = sum(found.values())
    _say(f"  {'all':<12} {total / 1e6:>9.1f} MB {total / person_weeks:>8.0f} bytes")


def _tick(database: Database) -> float:
    """The median of many, in milliseconds, once everything has been looked at."""
    now = OPENS.replace(day=24)
    context = Context(database, lambda: now, Settings(database_url="sqlite://"), wake=lambda: None)
    with database.read() as session:
        assert workspace_by_slack_id(session, slack_id(0)) is not None
    for _ in range(50):
        tick(context, now)
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        tick(context, now)
        taken.append(time.perf_counter() - began)
    return sorted(taken)[TIMES // 2] * 1000


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
