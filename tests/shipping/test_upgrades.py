"""Whatever release a database is from, nothing in it is lost on the way to this one."""

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, inspect, text

from bot.objectives.flow import standings
from bot.objectives.report import as_json, as_text
from bot.text import speak
from storage import schema
from storage.backup import back_up
from storage.db import Database
from storage.models import metadata
from tests.command import Run
from tests.faults import old
from tests.shipping.conftest import bare

REVISIONS = sorted(file.name[:4] for file in (schema.MIGRATIONS / "versions").glob("[0-9]*.py"))
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
CHANGES = ("CREATE", "ALTER", "DROP", "INSERT", "UPDATE")
UNVALIDATED = "SELECT count(*) FROM pg_constraint WHERE NOT convalidated"


@dataclass(frozen=True)
class Climbed:
    """A database that was of every release in turn: the rows added at each and, by file, the backup taken then."""

    database: Database
    added: Mapping[str, old.Rows]
    backups: Mapping[str, Path]


class Full(Exception):
    """There is no room left."""


@dataclass(frozen=True)
class Shape:
    revision: str | None
    columns: Mapping[str, list[str]]
    checks: Mapping[str, list[str]]
    rows: old.Rows


def numbers(revision: str) -> range:
    """Of the rows that are added at a revision."""
    return range(10 * int(revision), 10 * int(revision) + old.ROWS)


def number(row: Mapping[str, Any]) -> int:
    """Rows of a table that has no ids are told apart by their workspace."""
    found: int = row["id"] if "id" in row else row["workspace_id"]
    return found


def shape(engine: Engine) -> Shape:
    with engine.connect() as connection:
        known, revision = inspect(connection), schema.revision(connection)
        names = sorted(known.get_table_names())
        columns = {name: [str(column["name"]) for column in known.get_columns(name)] for name in names}
        checks = {name: sorted(str(one["sqltext"]) for one in known.get_check_constraints(name)) for name in names}
    return Shape(revision, columns, checks, old.rows(engine))


@contextmanager
def full_after(engine: Engine, changes: int) -> Iterator[None]:
    """As many statements that change something go through, and no more."""
    left = itertools.count(changes, -1)

    def execute(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.lstrip().startswith(CHANGES) and not next(left):
            raise Full

    event.listen(engine, "before_cursor_execute", execute)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", execute)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def climbed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Climbed]:
    folder = tmp_path_factory.mktemp("climbed")
    database = Database(bare(request.param, request, folder))
    added, backups = dict[str, old.Rows](), dict[str, Path]()
    for revision in REVISIONS:
        with schema.reshaping(database.engine) as connection:
            schema.migrate(connection, revision)
            added[revision] = old.add(connection, numbers(revision))
        if revision in (old.FIRST, "0005"):
            backups[revision] = folder / f"{revision}.gz"
            back_up(database.engine, backups[revision], NOW)
    yield Climbed(database, added, backups)
    database.close()


@pytest.fixture(scope="module")
def found(climbed: Climbed) -> old.Rows:
    """All that is there in the end."""
    return old.rows(climbed.database.engine)


@pytest.mark.parametrize("revision", REVISIONS)
def test_it_keeps_every_row_of_every_release(climbed: Climbed, found: old.Rows, revision: str) -> None:
    for table, rows in climbed.added[revision].items():
        kept = {number(row): row for row in found[table]}
        assert len(kept) == len(found[table])
        assert [{name: kept[number(row)][name] for name in row} for row in rows] == rows, table


def test_it_fills_every_table_there_is(climbed: Climbed) -> None:
    assert climbed.added[REVISIONS[-1]].keys() == metadata.tables.keys()
    assert schema.is_current(climbed.database.engine)


def test_it_leaves_no_row_without_what_it_belongs_to(climbed: Climbed) -> None:
    with climbed.database.engine.connect() as connection:
        if climbed.database.engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        else:
            assert connection.scalar(text(UNVALIDATED)) == 0


@pytest.mark.parametrize("revision", REVISIONS)
def test_objectives_of_every_release_are_shown(climbed: Climbed, revision: str) -> None:
    english = speak("en")
    for number in numbers(revision):
        with climbed.database.read() as session:
            shown = standings(session, number, NOW, numbers=[number])
        (objective,) = as_json(english, shown)["objectives"]
        (key_result,) = objective["key_results"]
        assert (objective["title"], key_result["id"]) == (f"{number} title", f"{number}.{number}")
        assert key_result["kind"] == ("change", "maintain", "milestone")[number % 10]
        assert key_result["owner"] == f"{number} slack_id"
        assert key_result["value"] is not None
        assert f"{number} title" in as_text(english, shown)


def test_an_upgrade_that_fails_half_way_leaves_the_database_as_it_was(bare_database: Database) -> None:
    engine = bare_database.engine
    old.build(engine)
    before = shape(engine)
    assert before.revision == old.FIRST
    for changes in (2, 40, 80):
        with full_after(engine, changes), pytest.raises(Full):
            schema.upgrade(engine)
        assert shape(engine) == before
    schema.upgrade(engine)  # there is room again
    assert schema.is_current(engine)
    assert old.rows(engine, before.rows) == before.rows


def test_it_says_that_the_database_is_of_a_later_version(run: Run, database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    result = run("okrs", "show")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "from a newer okrbot (schema 9999)" in result.stderr
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :newest"), {"newest": schema.newest()})
