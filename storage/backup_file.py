"""The file of a backup: gzip around lines of JSON, the same whatever database they come from.

First the schema, then each table's name and columns with its rows as arrays below; at last how many rows each table
has, and the SHA-256 of all lines before. Instants are ISO 8601 in UTC, what a column holds as JSON is its text, bytes
are in base 64. Who has no okrbot any more reads it with zcat.
"""

import gzip
import hashlib
import json
import zlib
from base64 import b64encode
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import IO, Any

FORMAT = 1
LEVEL = 1
"""Of gzip: a third of the time for a file that is a fifth larger."""
UNREADABLE = (OSError, EOFError, zlib.error)
Row = list[Any]
Rows = dict[str, int]
"""How many of each table."""


class Why(StrEnum):
    """Why a backup is not written, or not brought back. Nothing was changed."""

    NO_SCHEMA = "no_schema"
    EXISTS = "exists"
    NOT_WRITTEN = "not_written"
    NOT_READ = "not_read"
    NO_BACKUP = "no_backup"
    DAMAGED = "damaged"
    NEWER = "newer"
    NOT_EMPTY = "not_empty"
    REFUSED = "refused"
    """By the database: PostgreSQL has limits for texts that SQLite has not."""


class Unusable(Exception):
    def __init__(self, why: Why, **values: object) -> None:
        super().__init__(why, values)
        self.why, self.values = why, values


@dataclass(frozen=True)
class Header:
    schema: str
    made_at: str
    okrbot: int = FORMAT


class Writer:
    """Writes into an open file, which is whole after `end`."""

    def __init__(self, file: IO[bytes], header: Header) -> None:
        self.rows: Rows = {}
        self._packed = gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=LEVEL, mtime=0)
        self._sum = hashlib.sha256()
        self._put(asdict(header))

    def begin(self, table: str, columns: Sequence[str]) -> None:
        self._table, self.rows[table] = table, 0
        self._put({"table": table, "columns": list(columns)})

    def extend(self, rows: Sequence[Row]) -> None:
        self.rows[self._table] += len(rows)
        self._put(*rows)

    def end(self) -> None:
        self._put({"rows": self.rows, "sha256": self._sum.hexdigest()})
        self._packed.close()

    @property
    def total(self) -> int:
        return sum(self.rows.values())

    def _put(self, *values: object) -> None:
        lines = "".join([_encode(value) + "\n" for value in values]).encode()
        self._sum.update(lines)
        self._packed.write(lines)


class Reader:
    """Reads an open file once, from its beginning to its end; raises Unusable where it is not what was written."""

    def __init__(self, file: IO[bytes]) -> None:
        self.rows: Rows = {}
        self._file, self._sum, self._before = gzip.GzipFile(fileobj=file, mode="rb"), hashlib.sha256(), ""
        self._end: object = None
        try:
            self.header = Header(**self._next())
        except (Unusable, TypeError) as unknown:
            raise Unusable(Why.NO_BACKUP) from unknown
        if self.header.okrbot > FORMAT:
            raise Unusable(Why.NEWER, schema=self.header.schema)

    @property
    def total(self) -> int:
        return sum(self.rows.values())

    def tables(self) -> Iterator[tuple[str, list[str], Iterator[Row]]]:
        """Name, columns and rows of one after another, the rows to be read before the next. Checks all at the end."""
        marker = self._mark(self._next())
        while "table" in marker:
            name, columns = str(marker["table"]), list(marker["columns"])
            self._end = None
            yield name, columns, self._rows(name, len(columns))
            marker = self._mark(self._end)
        if marker.get("rows") != self.rows or marker.get("sha256") != self._before or self._line():
            raise Unusable(Why.DAMAGED)

    def _rows(self, table: str, width: int) -> Iterator[Row]:
        self.rows[table] = 0
        while isinstance(found := self._next(), list):
            if len(found) != width:
                raise Unusable(Why.DAMAGED)
            self.rows[table] += 1
            yield found
        self._end = found

    def _mark(self, found: Any) -> dict[str, Any]:
        """What is no row: the beginning of a table, or the end of all."""
        if not isinstance(found, dict):
            raise Unusable(Why.DAMAGED)
        return found

    def _next(self) -> Any:
        line = self._line()
        try:
            found = json.loads(line)
        except ValueError as broken:
            raise Unusable(Why.DAMAGED) from broken
        if isinstance(found, dict):
            self._before = self._sum.hexdigest()
        self._sum.update(line)
        return found

    def _line(self) -> bytes:
        try:
            return self._file.readline()
        except UNREADABLE as broken:
            raise Unusable(Why.DAMAGED) from broken


def check(file: IO[bytes]) -> Header:
    """Reads all of a file; raises Unusable."""
    reader = Reader(file)
    for _name, _columns, rows in reader.tables():
        deque(rows, maxlen=0)
    return reader.header


def _plain(value: Any) -> str:
    """What JSON has no word for."""
    return b64encode(value).decode() if isinstance(value, bytes | memoryview) else str(value.isoformat())


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode
