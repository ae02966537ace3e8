"""Brings a backup into an empty database, of either kind, and up to this version's schema: all of it or nothing."""

from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Date, Integer, LargeBinary, Table, Time, insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from storage import schema
from storage.backup import BATCH, Backup, Instant, Progress, tables
from storage.backup_file import Reader, Row, Unusable, Why, check

Read = Callable[[Any], Any]
READS: Sequence[tuple[type[Any], Read]] = (
    (Instant, datetime.fromisoformat),
    (Date, date.fromisoformat),
    (Time, time.fromisoformat),
    (LargeBinary, b64decode),
)
REFUSALS = (IntegrityError, psycopg.IntegrityError, psycopg.DataError)
SEQUENCE = """SELECT setval(pg_get_serial_sequence('{table}', '{column}'), max("{column}"))
FROM {table} HAVING max("{column}") IS NOT NULL"""


def restore(engine: Engine, file: Path, told: Progress = lambda _: None) -> Backup:
    """What `file` holds, which is read twice: it has to be whole before anything is done. Raises Unusable."""
    try:
        opened = file.open("rb")
    except OSError as failed:
        raise Unusable(Why.NOT_READ, file=file, reason=failed.strerror) from failed
    with opened:
        header = check(opened)
        if header.schema > schema.newest():
            raise Unusable(Why.NEWER, schema=header.schema)
        opened.seek(0)
        reader = Reader(opened)
        with schema.reshaping(engine) as connection:
            _make_room(connection)
            schema.migrate(connection, header.schema)
            _fill(connection, reader, told)
            schema.migrate(connection)
    return Backup(header.schema, header.made_at, reader.rows)


def _make_room(connection: Connection) -> None:
    """What is there may have another schema, but no rows."""
    there = tables(connection)
    if filled := [table.name for table in there if connection.execute(select(1).select_from(table).limit(1)).first()]:
        raise Unusable(Why.NOT_EMPTY, tables=", ".join(sorted(filled)))
    for table in reversed(there):
        table.drop(connection)
    if schema.revision(connection):
        connection.exec_driver_sql("DROP TABLE alembic_version")


def _fill(connection: Connection, reader: Reader, told: Progress) -> None:
    places = {table.name: table for table in tables(connection)}
    on_postgres = connection.dialect.name == "postgresql"
    for name, columns, rows in reader.tables():
        table = places.get(name)
        if table is None or not {*columns} <= {*table.columns.keys()}:
            raise Unusable(Why.DAMAGED)
        batches = _batches(_typed(table, columns, rows), lambda: told(reader.total))
        try:
            (_copy if on_postgres else _insert)(connection, table, columns, batches)
        except REFUSALS as refused:
            raise Unusable(Why.REFUSED, table=name, reason=str(refused).splitlines()[0]) from refused
    if on_postgres:
        _go_on_counting(connection, places.values())


def _typed(table: Table, columns: Sequence[str], rows: Iterable[Row]) -> Iterator[Row]:
    reads = [(place, read) for place, name in enumerate(columns) if (read := _read(table.c[name].type))]
    for row in rows:
        for place, read in reads:
            if row[place] is not None:
                row[place] = read(row[place])
        yield row


def _read(kind: Any) -> Read | None:
    return next((read for held, read in READS if isinstance(kind, held)), None)


def _batches(rows: Iterator[Row], told: Callable[[], None]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
        told()


def _insert(connection: Connection, table: Table, columns: Sequence[str], batches: Iterable[list[Row]]) -> None:
    for batch in batches:
        connection.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in batch])


def _copy(connection: Connection, table: Table, columns: Sequence[str], batches: Iterable[list[Row]]) -> None:
    """In one statement: a row may refer to one of its table that comes later."""
    names = ", ".join(f'"{name}"' for name in columns)
    command = f'COPY "{table.name}" ({names}) FROM STDIN'
    with connection.connection.cursor() as cursor, cursor.copy(command) as copy:  # type: ignore[attr-defined]
        for row in chain.from_iterable(batches):
            copy.write_row(row)


def _go_on_counting(connection: Connection, filled: Iterable[Table]) -> None:
    """The next id comes after the largest; PostgreSQL learns what its plans need to know of the new rows."""
    for table in filled:
        for column in table.primary_key:
            if isinstance(column.type, Integer):
                connection.exec_driver_sql(SEQUENCE.format(table=f'"{table.name}"', column=column.name))
    connection.exec_driver_sql("ANALYZE")
