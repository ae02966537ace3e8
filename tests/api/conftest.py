from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from bot.api import tokens
from bot.api.site import api
from bot.context import Context
from bot.settings import Settings
from storage.db import Database
from storage.people import find_workspaces
from tests.api.firm import NOW, two_companies
from tests.beginnings import Beginnings
from tests.command import run

__all__ = ["run"]


@dataclass
class Reading:
    """A program that reads, and the clock that it and the API go by."""

    database: Database
    now: datetime = NOW
    client: TestClient = field(init=False)

    def __post_init__(self) -> None:
        settings = Settings(_env_file=None)
        context = Context(self.database, lambda: self.now, settings, wake=lambda: None)
        self.client = TestClient(api(context), raise_server_exceptions=False)

    def token(self, workspace: str = "T1", **fields: Any) -> str:
        with self.database.write() as session:
            (place,) = find_workspaces(session, workspace)
            return tokens.create(session, place.id, "sheet", self.now, **fields)[1]

    def get(self, path: str, token: str | None = None, headers: dict[str, str] | None = None, **asked: Any) -> Response:
        bearer = {"Authorization": f"Bearer {token}"} if token else {}
        answer: Response = self.client.get(path, params=asked or None, headers=bearer | (headers or {}))
        return answer

    def told(self, path: str, token: str, **asked: Any) -> dict[str, Any]:
        answer = self.get(path, token, **asked)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def later(self, span: timedelta) -> None:
        self.now += span


@pytest.fixture
def reading(database: Database) -> Reading:
    """Two companies with the same ids everywhere, on SQLite and on PostgreSQL."""
    two_companies(database)
    return Reading(database)


@pytest.fixture
def lite(sqlite_database: str, beginnings: Beginnings) -> Reading:
    """The same on SQLite alone."""
    begun = beginnings.bring(sqlite_database, "two-companies")
    database = Database(sqlite_database)
    if not begun:
        two_companies(database)
        beginnings.keep(sqlite_database, "two-companies")
    return Reading(database)
