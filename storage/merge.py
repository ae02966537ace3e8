"""Bulk inserts of rows with a key of their own: what is known is left alone, what differs brought up to date."""

from collections import Counter
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
    """The rows that are new, how many changed what was there before them, and how many said nothing new."""

    new: list[Row]
    updated: int
    known: int


def merge(session: Session, model: type[SQLModel], scope: Mapping[str, Any], key: str, rows: Iterable[Row]) -> Merged:
    """Stores rows under `scope` (columns that all of them share) and their `key`; of equal keys the last row wins.

    The last ones are found before any is stored: the same rows again change nothing.
    """
    table: Table = model.__table__  # type: ignore[attr-defined]
    last, turns, n = _last(rows, key)
    new: list[Row] = []
    updated = 0
    for batch in _batches(last.values()):
        stored = _stored(session, table, scope, key, batch)
        added = [row for row in batch if row[key] not in stored]
        changed = [row for row in batch if row[key] in stored and stored[row[key]] != row]
        if added:
            session.execute(insert(table), [{**scope, **row} for row in added])
        if changed:
            _rewrite(session, table, scope, key, changed)
        new += added
        updated += len(changed) + sum(turns[row[key]] for row in (*added, *changed))
    return Merged(new, updated, n - len(new) - updated)


def _last(rows: Iterable[Row], key: str) -> tuple[dict[str, Row], Counter[str], int]:
    """The last row of each key, how often a key's row differed from the one before it, and how many rows there are."""
    last: dict[str, Row] = {}
    turns: Counter[str] = Counter()
    n = 0
    for row in rows:
        n += 1
        if last.setdefault(row[key], row) != row:
            turns[row[key]] += 1
            last[row[key]] = row
    return last, turns, n


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield batch


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
