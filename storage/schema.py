"""Brings a database to the newest schema, once, however many processes start together."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from storage.points import Point, reach

MIGRATIONS = Path(__file__).parent / "migrations"
ADVISORY_LOCK = 0x6F6B72


def upgrade(engine: Engine) -> None:
    """Applies what is missing in one transaction; a second process waits, then finds nothing to do."""
    if is_current(engine):
        return
    if engine.dialect.name == "sqlite":
        _upgrade_sqlite(engine)
    else:
        with engine.begin() as connection:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
            _run(connection)


def is_current(engine: Engine) -> bool:
    with engine.connect() as connection:
        applied = MigrationContext.configure(connection).get_current_revision()
        connection.rollback()
    return applied == _newest()


@cache
def _newest() -> str | None:
    """The schema that this version of the program brings; reading it takes 20 ms."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _upgrade_sqlite(engine: Engine) -> None:
    """Foreign keys off first: a table rebuilt with them on would delete its children's rows."""
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None  # noqa: S101 - an open connection has one
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                _run(connection)
                if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                    raise RuntimeError(f"the migration left rows without their parent: {broken[:5]}")
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def _run(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    reach(Point.MIGRATE)
