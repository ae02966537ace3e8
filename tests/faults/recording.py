"""SQLite on a file system that writes down all that is done to the database's files, through SQLAlchemy.

`recorded_url` gives an URL for storage.db's own set-up: only the driver below it is another one.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import apsw
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

NAME = "recording"


@dataclass(frozen=True)
class Written:
    file: str
    offset: int
    data: bytes


@dataclass(frozen=True)
class Truncated:
    file: str
    size: int


@dataclass(frozen=True)
class Synced:
    """A completed sync: what came before is on the disk."""

    file: str


@dataclass(frozen=True)
class Deleted:
    """`durable` where the folder was synced too."""

    file: str
    durable: bool


Change = Written | Truncated | Synced | Deleted


@contextmanager
def recorded(database: Path) -> Iterator[tuple[str, list[Change]]]:
    """The URL of a database that is there already, and the list that its changes are added to."""
    changes: list[Change] = []
    files = _Files(changes)
    registry.register(f"sqlite.{NAME}", __name__, "Dialect")
    yield f"sqlite+{NAME}:///{database}", changes
    files.unregister()


class _Files(apsw.VFS):
    def __init__(self, changes: list[Change]) -> None:
        self.changes = changes
        super().__init__(NAME, "")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _File(name, flags, self.changes)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        super().xDelete(filename, syncdir)
        self.changes.append(Deleted(Path(filename).name, bool(syncdir)))


class _File(apsw.VFSFile):
    def __init__(self, name: str | apsw.URIFilename | None, flags: list[int], changes: list[Change]) -> None:
        super().__init__("", name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self.name, self.changes = Path(path or "temporary").name, changes

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self.changes.append(Written(self.name, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        self.changes.append(Truncated(self.name, newsize))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self.changes.append(Synced(self.name))


class _Cursor:
    """What SQLAlchemy asks of a cursor; rows are fetched at once."""

    arraysize = 1

    def __init__(self, raw: apsw.Connection) -> None:
        self._raw = raw
        self._rows: Iterator[Any] = iter(())
        self.description: Any = None
        self.rowcount, self.lastrowid = -1, 0

    def execute(self, sql: str, values: Sequence[Any] = ()) -> "_Cursor":
        cursor, before = self._raw.cursor(), self._raw.total_changes()
        self.description = None
        cursor.exec_trace = self._describe
        try:
            self._rows = iter(list(cursor.execute(sql, tuple(values))))
        except apsw.ConstraintError as refused:
            raise sqlite3.IntegrityError(str(refused)) from refused
        except apsw.Error as refused:
            raise sqlite3.OperationalError(str(refused)) from refused
        self.rowcount, self.lastrowid = self._raw.total_changes() - before, self._raw.last_insert_rowid()
        return self

    def executemany(self, sql: str, many: Sequence[Sequence[Any]]) -> None:
        counted = 0
        for values in many:
            counted += self.execute(sql, values).rowcount
        self.rowcount = counted

    def _describe(self, cursor: apsw.Cursor, _sql: str, _values: Any) -> bool:
        columns = cursor.get_description()
        self.description = [(name, None, None, None, None, None, None) for name, _ in columns] or None
        return True

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[Any]:
        return [row for _, row in zip(range(size), self._rows, strict=False)]

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def close(self) -> None:
        self._rows = iter(())


class _Connection:
    """What SQLAlchemy and storage.db ask of a connection."""

    isolation_level: str | None = ""

    def __init__(self, file: str, **_options: Any) -> None:
        self._raw = apsw.Connection(file, vfs=NAME)

    def cursor(self) -> _Cursor:
        return _Cursor(self._raw)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> _Cursor:
        return self.cursor().execute(sql, values)

    def create_function(self, name: str, count: int, function: Any, deterministic: bool = False) -> None:
        self._raw.create_scalar_function(name, function, count, deterministic=deterministic)

    def commit(self) -> None:
        if self._raw.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self._raw.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        self._raw.close()


DRIVER = SimpleNamespace(**{**vars(sqlite3), "connect": _Connection})


class Dialect(SQLiteDialect_pysqlite):
    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> Any:
        return DRIVER
