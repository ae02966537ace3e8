"""What is stored as ciphertext only: columns marked as secret. Who asks has the keys, which all workspaces share."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Column, Table, update
from sqlalchemy import select as rows_of
from sqlmodel import Session

from storage.models import metadata


def is_secret(column: Column[Any]) -> bool:
    return bool(column.info.get("secret"))


def secrets() -> Iterator[tuple[Table, list[str]]]:
    """Tables with what in them is secret."""
    for table in metadata.sorted_tables:
        if names := [column.name for column in table.columns if is_secret(column)]:
            yield table, names


def ciphertexts(session: Session) -> Iterator[str]:
    """Every one there is, of all workspaces."""
    for table, names in secrets():
        for row in session.execute(rows_of(*(table.c[name] for name in names))):
            yield from (value for value in row if value)


def reseal(session: Session, again: Callable[[str], str]) -> int:
    """Every ciphertext as `again` writes it; how many there were."""
    count = 0
    for table, names in secrets():
        for row in session.execute(rows_of(table.c.id, *(table.c[name] for name in names))).mappings().all():
            fresh = {name: again(row[name]) for name in names if row[name]}
            if fresh:
                session.execute(update(table).where(table.c.id == row["id"]).values(fresh))
            count += len(fresh)
    return count
