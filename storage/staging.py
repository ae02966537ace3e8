"""Rows of a file on their way into a table: laid down beside it first, then taken over at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, SQLModel

from storage.db import Database
from storage.merge import merge


@dataclass(frozen=True)
class Stored:
    """What became of rows: new, changed what was there before, or known already."""

    imported: int
    updated: int
    duplicates: int


class Stage:
    """Rows that wait for their table: tuples in the order of `columns`."""

    def __init__(self, database: Database, model: type[SQLModel], key: str, columns: Sequence[str]) -> None:
        self._database, self._model, self._key, self._columns = database, model, key, tuple(columns)
        self._rows: list[tuple[Any, ...]] = []

    def extend(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._rows.extend(rows)

    @contextmanager
    def writing(self, *, dry_run: bool) -> Iterator[Session]:
        """A transaction that commits at the end; of a trial run nothing stays."""
        with self._database.read() if dry_run else self._database.write() as session:
            yield session

    def merge(self, session: Session, scope: Mapping[str, Any]) -> Stored:
        """Stores the rows under `scope`, columns that all share; of equal keys the last row wins."""
        rows = (dict(zip(self._columns, row, strict=True)) for row in self._rows)
        merged = merge(session, self._model, scope, self._key, rows)
        return Stored(len(merged.new), merged.updated, merged.known)


@contextmanager
def staging(database: Database, model: type[SQLModel], key: str, columns: Sequence[str]) -> Iterator[Stage]:
    yield Stage(database, model, key, columns)
