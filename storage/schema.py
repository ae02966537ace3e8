"""Brings a database to the newest schema, once, however many processes start together."""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

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
    """Without Alembic: loading it takes longer than most commands do."""
    with engine.connect() as connection:
        there = inspect(connection).has_table("alembic_version")
        applied = connection.scalar(text("SELECT version_num FROM alembic_version")) if there else None
        connection.rollback()
    return applied == newest()


@cache
def newest() -> str:
    """The revision of the schema that this version of the program brings: migrations are numbered by their files."""
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


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
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    reach(Point.MIGRATE)
