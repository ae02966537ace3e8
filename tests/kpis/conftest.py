from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from storage.db import Database
from storage.models import Workspace
from tests.command import answers, run
from tests.contract import lite
from tests.kpis.rows import company
from tests.kpis.warehouse import ADDRESS, duckdb_file, sqlite_file

__all__ = ["answers", "lite", "run"]


@pytest.fixture(params=["duckdb", "sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Another database, empty, which the environment names."""
    if request.param == "postgresql":
        found: str = request.getfixturevalue("postgres_database")
    else:
        found = (duckdb_file if request.param == "duckdb" else sqlite_file)(tmp_path)
    monkeypatch.setenv(ADDRESS, found)
    return found


@pytest.fixture
def own(sqlite_database: str) -> Iterator[Session]:
    """Okrbot's own database, on SQLite alone."""
    database = Database(sqlite_database)
    with database.write() as session:
        yield session
    database.close()


@pytest.fixture
def workspace(session: Session) -> Workspace:
    return company(session)
