"""Databases that nobody has brought a schema into, and two of different kinds for what moves between them."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.db import Database
from tests.command import answers, run
from tests.emptied import command, named

__all__ = ["answers", "run"]


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a migrated, empty file in the test's own folder."""
    shutil.copy(sqlite_template, tmp_path / "okrbot.db")
    return f"sqlite:///{tmp_path / 'okrbot.db'}"


@pytest.fixture(scope="session")
def bare_postgres(postgres_url: str) -> Iterator[str]:
    """A database for tests that need one without a schema; they take turns."""
    name = f"okrbot_bare_{uuid.uuid4().hex}"
    command(postgres_url, f'CREATE DATABASE "{name}"')
    yield named(postgres_url, name)
    command(postgres_url, f'DROP DATABASE "{name}" WITH (FORCE)')


def bare(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """The URL of a database of a kind, without a schema."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'bare.db'}"
    url: str = request.getfixturevalue("bare_postgres")
    command(url, "DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return bare(request.param, request, tmp_path)


@pytest.fixture
def bare_database(bare_url: str) -> Iterator[Database]:
    found = Database(bare_url)
    yield found
    found.close()
