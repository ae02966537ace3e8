"""Databases of earlier releases, with rows in every table."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    LargeBinary,
    MetaData,
    Numeric,
    Table,
    Time,
    inspect,
    select,
)  # fmt: skip

from storage.schema import migrate, reshaping

ROWS, SHORT = 3, 16
FIRST = "0001"
CHOSEN: Mapping[str, Any] = {
    "archived_at": None,
    "change.field": "title",
    "check_in.withdrawn": False,
    "draft.typed": {"value": "48"},
    "dropped_file.choices": {},
    "dropped_file.told": {},
    "grade_draft.typed": {"grade": "0.7"},
    "hook.places": {},
    "hook.reading": {},
    "key_result.grade": 0.5,
    "key_result.target": 99.0,
    "kpi.filter": {},
    "kpi.options": {},
    "reply.told": {},
    "survey.high": 1000,
    "team.every": 1,
    "team.weekday": 4,
    "language": "en",
    "timezone": "Europe/Berlin",
    "confidence": 7,
    "remind_from": 9,
    "remind_to": 18,
}
"""What is not left to a column's type and its CHECK: of a table's column, or of every column of a name."""
ONE_OF = re.compile(r"^\W*(\w+)\W+(?:::text\W+)?(?:text\W+)?(?:IN|= ANY)\b", re.IGNORECASE)
WORD = re.compile(r"'(\w[\w-]*)'")
Rows = dict[str, list[dict[str, Any]]]


def build(engine: Engine, revision: str = FIRST) -> None:
    """At a revision, rows 1 to ROWS in every table; each has the number of the rows that it belongs to."""
    with reshaping(engine) as connection:
        migrate(connection, revision)
        add(connection, range(1, ROWS + 1))


def add(connection: Connection, numbers: range) -> Rows:
    """Rows of these numbers in every table there is; what was added, by table."""
    known = inspect(connection)
    added: Rows = {}
    for table in tables(connection):
        choices = _choices(known.get_check_constraints(table.name))
        added[table.name] = [_row(table, choices, number, place) for place, number in enumerate(numbers)]
        connection.execute(table.insert(), added[table.name])
    return added


def rows(engine: Engine, only: Rows | None = None) -> Rows:
    """All rows by table, or those columns of them that `only` has."""
    with engine.connect() as connection:
        return {
            table.name: _read(connection, table, only[table.name][0] if only else None)
            for table in tables(connection)
            if only is None or table.name in only
        }


def tables(connection: Connection) -> Iterator[Table]:
    """Parents before children."""
    known = MetaData()
    known.reflect(connection)
    return (table for table in known.sorted_tables if table.name != "alembic_version")


def _read(connection: Connection, table: Table, columns: dict[str, Any] | None) -> list[dict[str, Any]]:
    chosen = [table.c[name] for name in columns] if columns else list(table.c)
    return [dict(row) for row in connection.execute(select(*chosen).order_by(*table.primary_key)).mappings()]


def _choices(checks: Any) -> Mapping[str, list[str]]:
    """The words that a CHECK allows, by column."""
    rules = [str(check["sqltext"]) for check in checks]
    return {found[1]: words for rule in rules if (found := ONE_OF.match(rule)) and (words := WORD.findall(rule))}


def _row(table: Table, choices: Mapping[str, list[str]], number: int, place: int) -> dict[str, Any]:
    return {column.name: _value(table, column, choices, number, place) for column in table.c}


def _value(table: Table, column: Column[Any], choices: Mapping[str, list[str]], number: int, place: int) -> Any:
    """The last row of all leaves out what may be left out."""
    if column.foreign_keys and any(key.column.table is table for key in column.foreign_keys):
        return None
    if column.foreign_keys or column.primary_key:
        return number
    if column.nullable and place == ROWS - 1:
        return None
    if words := choices.get(column.name):
        return words[place % len(words)]
    for name in (f"{table.name}.{column.name}", str(column.name)):
        if name in CHOSEN:
            return CHOSEN[name]
    return _typed(column, number)


def _typed(column: Column[Any], number: int) -> Any:
    match column.type:
        case DateTime(timezone=zoned):
            return datetime(2026, 10, 1 + number % 28, 9, tzinfo=UTC if zoned else None)
        case Date():
            return date(2026, 10, 1 + number % 28)
        case Time():
            return time(9, number % 60)
        case JSON():
            return [number]
        case Boolean():
            return True
        case LargeBinary():
            return bytes([number])
        case _ if column.type.python_type in (int, float) or isinstance(column.type, Numeric):
            return number
    return f"{number} {column.name}"[: min(getattr(column.type, "length", None) or SHORT, SHORT)]
