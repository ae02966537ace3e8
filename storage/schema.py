"""Brings a database to the newest schema, once, however many processes start together."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from storage.points import Point, reach

MIGRATIONS = Path(__file__).parent / "migrations"
ADVISORY_LOCK = 0x6F6B72
HEAD = "head"


class Newer(Exception):
    """The database has a schema that a later version of the program has made."""

    def __init__(self, revision: str) -> None:
        super().__init__(f"the schema {revision} is newer than {newest()}")
        self.revision = revision


def upgrade(engine: Engine) -> None:
    """Applies what is missing in one transaction; a second process waits, then finds nothing to do. Raises Newer."""
    if not is_current(engine):
        with reshaping(engine) as connection:
            migrate(connection)


def is_current(engine: Engine) -> bool:
    """Without Alembic: loading it takes longer than most commands do."""
    with engine.connect() as connection:
        applied = revision(connection)
        connection.rollback()
    return applied == newest()


def revision(connection: Connection) -> str | None:
    """The schema that a database has; none where it has none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    applied: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return applied


@cache
def newest() -> str:
    """The revision of the schema that this version of the program brings: migrations are numbered by their files."""
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


@contextmanager
def reshaping(engine: Engine) -> Iterator[Connection]:
    """A transaction that may change the schema: one at a time, and all of it or nothing.

    On SQLite foreign keys are off within it, for a table rebuilt with them on would delete its children's rows; at the
    end no row may be without its parent.
    """
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            with connection.begin():
                connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
                yield connection
            return
        raw = connection.connection.dbapi_connection
        assert raw is not None  # noqa: S101 - an open connection has one
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                    raise RuntimeError(f"the migration left rows without their parent: {broken[:5]}")
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def migrate(connection: Connection, to: str = HEAD) -> None:
    """From the schema that is there, if any, to a revision. Raises Newer."""
    from alembic import command
    from alembic.config import Config

    if (applied := revision(connection)) and applied > newest():
        raise Newer(applied)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    reach(Point.MIGRATE)
