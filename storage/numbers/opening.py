"""Another database, opened for looking only: for one transaction, with a time-out and a limit on rows."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from threading import Event, Timer
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, Select, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

SECONDS = 20.0
MOST_ROWS = 100_000
CANCELED = "57014"
"""What PostgreSQL calls a query that took too long."""


class Trouble(StrEnum):
    """Why another database's rows could not be had."""

    BAD_URL = "bad_url"
    NO_DRIVER = "no_driver"
    NO_CONNECTION = "no_connection"
    NO_TABLE = "no_table"
    NO_COLUMN = "no_column"
    NO_TIME = "no_time"
    TOO_SLOW = "too_slow"
    TOO_MANY_ROWS = "too_many_rows"
    FAILED = "failed"


class SourceTrouble(Exception):
    """A trouble with what must be said of it; never the address, which may hold a password."""

    def __init__(self, trouble: Trouble, **values: object) -> None:
        super().__init__(trouble)
        self.trouble = trouble
        self.values = values


Ask = Callable[[Select[Any]], Sequence[tuple[Any, ...]]]


@contextmanager
def looking(address: str, seconds: float = SECONDS) -> Iterator[tuple[Connection, Ask]]:
    """A connection that writes nothing, and what runs a query on it; SourceTrouble for whatever goes wrong."""
    engine = _engine(address, seconds)
    late = Event()
    try:
        with _connected(engine) as connection:
            timer = Timer(seconds, _interrupt, (connection, late))
            timer.start()
            try:
                _only_look(connection, seconds)
                yield connection, lambda query: _rows(connection, query)
            except DBAPIError as refused:
                if late.is_set() or getattr(refused.orig, "sqlstate", None) == CANCELED:
                    raise SourceTrouble(Trouble.TOO_SLOW, seconds=round(seconds)) from refused
                raise SourceTrouble(Trouble.FAILED, reason=_reason(refused)) from refused
            finally:
                timer.cancel()
    finally:
        engine.dispose()


def _engine(address: str, seconds: float) -> Engine:
    try:
        url = make_url(address)
    except ArgumentError as malformed:
        raise SourceTrouble(Trouble.BAD_URL) from malformed
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    try:
        return create_engine(url, poolclass=NullPool, hide_parameters=True, **_read_only(url, seconds))
    except (NoSuchModuleError, ImportError) as missing:
        raise SourceTrouble(Trouble.NO_DRIVER, database=url.drivername) from missing


def _read_only(url: URL, seconds: float) -> dict[str, Any]:
    match url.get_backend_name():
        case "sqlite":
            file = f"file:{quote(url.database or '')}?mode=ro"
            return {"creator": lambda: sqlite3.connect(file, uri=True, check_same_thread=False)}
        case "duckdb":
            return {"connect_args": {"read_only": True}}
        case "postgresql" | "mysql" | "mariadb":
            return {"connect_args": {"connect_timeout": max(1, round(seconds))}}
        case _:
            return {}


@contextmanager
def _connected(engine: Engine) -> Iterator[Connection]:
    """What fails later is none of its business."""
    try:
        connection = engine.connect()
    except (SQLAlchemyError, OSError) as refused:
        reason = _reason(refused) if isinstance(refused, DBAPIError) else str(refused)
        raise SourceTrouble(Trouble.NO_CONNECTION, reason=reason) from refused
    try:
        yield connection
    finally:
        connection.close()  # rolls back: nothing that was done stays


def _only_look(connection: Connection, seconds: float) -> None:
    match connection.dialect.name:
        case "postgresql":
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {round(seconds * 1000)}")
        case "mysql" | "mariadb":
            connection.exec_driver_sql("SET SESSION TRANSACTION READ ONLY")


def _interrupt(connection: Connection, late: Event) -> None:
    """Most drivers can be told from another thread to give up; the others end when they end."""
    late.set()
    driver = connection.connection.driver_connection
    for name in ("interrupt", "cancel"):
        if stop := getattr(driver, name, None):
            stop()
            return


def _rows(connection: Connection, query: Select[Any]) -> Sequence[tuple[Any, ...]]:
    rows = connection.execute(query.limit(MOST_ROWS + 1)).all()
    if len(rows) > MOST_ROWS:
        raise SourceTrouble(Trouble.TOO_MANY_ROWS, most=MOST_ROWS)
    return rows


def _reason(refused: DBAPIError) -> str:
    """The driver's own first line."""
    return next(iter(str(refused.orig).strip().splitlines()), "") or type(refused.orig).__name__
