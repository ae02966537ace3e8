"""Bulk inserts of rows with a key of their own: what is known is left alone, what differs brought up to date."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Table, bindparam, insert, select, update
from sqlmodel import Session, SQLModel

BATCH = 500
Row = dict[str, Any]


@dataclass(frozen=True)
class Merged:
    """What became of a batch: the rows that are new, and how many changed or were known already."""

    new: list[Row]
    updated: int
    known: int


def merge(
    session: Session, model: type[SQLModel], scope: Mapping[str, Any], key: str, rows: Iterable[Row]
) -> Iterator[Merged]:
    """Stores rows under `scope` (columns that all of them share) and their `key`; of equal keys the last row wins."""
    table: Table = model.__table__  # type: ignore[attr-defined]
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield _merge(session, table, scope, key, batch)


def _merge(session: Session, table: Table, scope: Mapping[str, Any], key: str, batch: list[Row]) -> Merged:
    stored = _stored(session, table, scope, key, batch)
    latest, updated = dict(stored), 0
    for row in batch:
        updated += row[key] in latest and latest[row[key]] != row
        latest[row[key]] = row
    new = [row for name, row in latest.items() if name not in stored]
    changed = [row for name, row in latest.items() if name in stored and stored[name] != row]
    if new:
        session.execute(insert(table), [dict(scope) | row for row in new])
    if changed:
        _rewrite(session, table, scope, key, changed)
    return Merged(new, updated, len(batch) - len(new) - updated)


def _stored(session: Session, table: Table, scope: Mapping[str, Any], key: str, batch: list[Row]) -> dict[str, Row]:
    columns = [table.c[name] for name in batch[0]]
    query = select(*columns).where(*_within(table, scope), table.c[key].in_([row[key] for row in batch]))
    return {row[key]: dict(row) for row in session.execute(query).mappings()}


def _rewrite(session: Session, table: Table, scope: Mapping[str, Any], key: str, changed: list[Row]) -> None:
    one = update(table).where(*_within(table, scope), table.c[key] == bindparam("known"))
    fields: dict[str, Any] = {name: bindparam(name) for name in changed[0] if name != key}
    session.connection().execute(one.values(fields), [row | {"known": row[key]} for row in changed])


def _within(table: Table, scope: Mapping[str, Any]) -> list[Any]:
    return [table.c[name] == value for name, value in scope.items()]
