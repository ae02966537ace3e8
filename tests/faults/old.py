"""A database of the first release, with rows in every table."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import JSON, Boolean, Column, Connection, Date, DateTime, Engine, MetaData, Numeric, Table, Time, select

from storage.schema import MIGRATIONS

ROWS = 3
FIRST = "0001"
CHOSEN: dict[tuple[str, str], Any] = {
    ("change", "field"): "title",
    ("check_in", "source"): "modal",
    ("delivery", "kind"): "prompt",
    ("delivery", "state"): "sent",
    ("key_result", "kind"): "change",
    ("key_result", "target"): 9.0,
    ("kpi", "direction"): "up",
    ("kpi", "formula"): "nps",
    ("objective", "level"): "team",
    ("objective", "visibility"): "open",
    ("part", "state"): "pending",
    ("survey", "high"): 10,
    ("team", "digest_when"): "early",
    ("team", "every"): 1,
    ("team", "zone"): "person",
}
"""What is not left to a column's type."""
Rows = dict[str, list[dict[str, Any]]]


def build(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, FIRST)
        for table in _tables(connection):
            connection.execute(table.insert(), [_row(table, number) for number in range(1, ROWS + 1)])


def rows(engine: Engine, only: Rows | None = None) -> Rows:
    """All rows by table, or those columns of them that `only` has."""
    with engine.connect() as connection:
        return {
            table.name: _read(connection, table, only[table.name][0] if only else None)
            for table in _tables(connection)
            if only is None or table.name in only
        }


def _tables(connection: Connection) -> Iterator[Table]:
    """Parents before children."""
    known = MetaData()
    known.reflect(connection)
    return (table for table in known.sorted_tables if table.name != "alembic_version")


def _read(connection: Connection, table: Table, columns: dict[str, Any] | None) -> list[dict[str, Any]]:
    chosen = [table.c[name] for name in columns] if columns else list(table.c)
    return [dict(row) for row in connection.execute(select(*chosen).order_by(*table.primary_key)).mappings()]


def _row(table: Table, number: int) -> dict[str, Any]:
    return {column.name: _value(table.name, column, number) for column in table.c}


def _value(table: str, column: Column[Any], number: int) -> Any:
    if (table, column.name) in CHOSEN:
        return CHOSEN[(table, column.name)]
    if column.foreign_keys or column.primary_key:
        return number if not column.nullable else None
    return _typed(column, number)


def _typed(column: Column[Any], number: int) -> Any:
    match column.type:
        case DateTime():
            return datetime(2026, 10, number, 9, tzinfo=UTC)
        case Date():
            return date(2026, 10, number)
        case Time():
            return time(9, number)
        case JSON():
            return [number]
        case Boolean():
            return True
        case _ if column.type.python_type in (int, float) or isinstance(column.type, Numeric):
            return number
    return "open" if column.name == "state" else f"{number} {column.name}"[:8]
