"""Inserts that a unique key turns into "at most once", whoever tries at the same time."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def add_once(session: Session, model: type[SQLModel], **values: Any) -> bool:
    """Adds a row unless one with the same unique key is there; tells whether it was added."""
    row = model(**values)
    table: Table = model.__table__  # type: ignore[attr-defined]
    columns = {column.name: getattr(row, column.name) for column in table.columns if column.name != "id"}
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(columns).on_conflict_do_nothing().returning(table.c.id)
    return session.execute(statement).first() is not None
