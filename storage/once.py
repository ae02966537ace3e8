"""Inserts that a unique key turns into "at most once", whoever tries at the same time."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

Insert = sqlite.Insert | postgresql.Insert


def add_once(session: Session, model: type[SQLModel], **values: Any) -> bool:
    """Adds a row unless one with the same unique key is there; tells whether it was added."""
    table = table_of(model)
    statement = insertion(session, model).values(_row(model, values)).on_conflict_do_nothing().returning(table.c.id)
    return session.execute(statement).first() is not None


def add_all_once(session: Session, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """The same for many at a time; all rows give the same columns."""
    if rows:
        blank = _row(model, rows[0])
        session.execute(insertion(session, model).on_conflict_do_nothing(), [{**blank, **row} for row in rows])


def insertion(session: Session, model: type[SQLModel]) -> Insert:
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    return sqlite.insert(table_of(model)) if on_sqlite else postgresql.insert(table_of(model))


def table_of(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


def _row(model: type[SQLModel], values: Mapping[str, Any]) -> dict[str, Any]:
    """All columns of a new row."""
    row = model(**values)
    return {column.name: getattr(row, column.name) for column in table_of(model).columns if column.name != "id"}
