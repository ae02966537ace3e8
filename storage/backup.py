"""A backup of the whole database, taken while everybody goes on working.

One format for SQLite and PostgreSQL (storage/backup_file.py) instead of VACUUM INTO here and pg_dump there: it needs no
program beside this one, says what is in it, is brought up to date when it is restored, and moves a company from one
database to the other. All rows are read in one transaction, so they are those of one moment. What tables there are the
database itself tells: a backup can be taken before an upgrade, by the newer version.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    Table,
    Text,
    cast,
    event,
    inspect,
    select,
)
from sqlalchemy.types import TypeDecorator

from storage import schema
from storage.backup_file import Header, Rows, Unusable, Why, Writer
from storage.db import WRITES
from storage.models import metadata

BATCH = 5000
Progress = Callable[[int], None]
"""Is told now and then how many rows are done."""


@dataclass(frozen=True)
class Backup:
    schema: str
    made_at: str
    rows: Rows

    @property
    def total(self) -> int:
        return sum(self.rows.values())


class Instant(TypeDecorator[datetime]):
    """Aware and UTC, from columns with a zone and from those without, which hold UTC as well."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value and dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Verbatim(TypeDecorator[str]):
    """JSON as the text that stands in the table."""

    impl = Text
    cache_ok = True

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        return cast(column, Text)


def back_up(
    engine: Engine, file: Path, at: datetime, *, force: bool = False, told: Progress = lambda _: None
) -> Backup:
    """Writes `file`, which only its owner may read; raises Unusable."""
    with _snapshot(engine) as connection:
        applied = schema.revision(connection)
        if applied is None:
            raise Unusable(Why.NO_SCHEMA)
        header = Header(applied, at.astimezone(UTC).isoformat(timespec="seconds"))
        with _whole(file, force=force) as opened:
            writer = Writer(opened, header)
            for table in tables(connection):
                writer.begin(table.name, table.columns.keys())
                rows = connection.execute(
                    select(table).order_by(*table.primary_key), execution_options={"yield_per": BATCH}
                )
                for batch in rows.partitions():
                    writer.extend([list(row) for row in batch])
                    told(writer.total)
            writer.end()
    return Backup(header.schema, header.made_at, writer.rows)


def tables(connection: Connection) -> list[Table]:
    """Those of the program that are in the database, as they are there, parents before children."""
    found = MetaData()
    event.listen(found, "column_reflect", _exactly)
    found.reflect(connection, only=[*metadata.tables.keys() & inspect(connection).get_table_names()])
    return found.sorted_tables


def _exactly(_inspector: object, _table: object, column: dict[str, Any]) -> None:
    """Types that give back what is stored, on both databases alike."""
    if isinstance(column["type"], DateTime):
        column["type"] = Instant()
    elif isinstance(column["type"], JSON):
        column["type"] = Verbatim()


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    """The database as it is now, for as long as it takes. Writers are not held up."""
    one_moment = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    options = {WRITES: False} if engine.dialect.name == "sqlite" else one_moment
    with engine.connect() as connection, connection.execution_options(**options).begin():
        yield connection


@contextmanager
def _whole(file: Path, *, force: bool) -> Iterator[IO[bytes]]:
    """A file that is there with all that was written, on the disk, or not at all."""
    try:
        if file.exists() and not force:
            raise Unusable(Why.EXISTS, file=file)
        with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as partial:
            try:
                yield partial.file
                partial.flush()
                os.fsync(partial.fileno())
                Path(partial.name).replace(file)
            finally:
                Path(partial.name).unlink(missing_ok=True)
        _keep_name(file.parent)
    except OSError as failed:
        raise Unusable(Why.NOT_WRITTEN, file=file, reason=failed.strerror) from failed


def _keep_name(folder: Path) -> None:
    """A file's name is on the disk when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
