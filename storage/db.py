"""The database: one engine, a unit of work for writers, one for readers.

SQLite: WAL, every commit on the disk before it counts, and writers that queue at BEGIN
instead of failing at the first write. PostgreSQL: as it comes.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import sessionmaker
from sqlmodel import Session

from storage import replan
from storage.turns import Turns

PRAGMAS = ("journal_mode=WAL", "busy_timeout=10000", "synchronous=FULL", "foreign_keys=ON")
WRITES = "okrbot_writes"


class Database:
    """Hands out sessions. One unit of work uses one session: a second writer inside it would wait for itself."""

    def __init__(self, url: str) -> None:
        self.engine = connect(url)
        self._open = sessionmaker(class_=Session, expire_on_commit=False)
        replan.watch(self._open)
        # SQLite lets waiting writers nap up to 100 ms between tries, and some wait very long: here each has its turn.
        self._turn: AbstractContextManager[object] = Turns() if self.engine.dialect.name == "sqlite" else nullcontext()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session in a transaction that commits at the end, or rolls back on an error."""
        with self._turn, self._session(writes=True) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for looking: what it changes is rolled back, what it read stays readable."""
        with self._session(writes=False) as session:
            try:
                yield session
            finally:
                session.expunge_all()
                session.rollback()

    def _session(self, *, writes: bool) -> Session:
        return self._open(bind=self.engine.execution_options(**{WRITES: writes}))

    def close(self) -> None:
        self.engine.dispose()


@cache
def connect(url: str) -> Engine:
    """One engine a process and database: what it has compiled of statements serves all who open it."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url)
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(parsed, hide_parameters=True, pool_pre_ping=True, pool_size=20, max_overflow=40)


def sqlite_url(folder: Path) -> str:
    """The database of a data folder, which is made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'okrbot.db'}"


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, hide_parameters=True, pool_size=20, max_overflow=40)

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver opens no transactions: _begin does
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, True)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
