import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from bot.context import Context
from bot.hooks import flow
from bot.hooks.answers import Field
from bot.hooks.signing import key_of
from bot.hooks.site import hooks
from bot.keys import Keys
from bot.kpis.definition import KpiDefinition
from bot.kpis.flow import define, kpi_named, reading
from bot.kpis.reading import Reading
from bot.settings import Settings
from storage.db import Database
from storage.imports.scores import Scale
from storage.kinds import Formula, Signature
from storage.models import Hook, Workspace
from storage.people import new_workspace
from tests.command import run

__all__ = ["run"]
NOW = datetime(2026, 11, 27, 7, tzinfo=UTC)
KEY = Fernet.generate_key().decode()
WANTED = flow.Wanted(
    survey="relationship",
    signature=Signature.STANDARD,
    header="",
    places={Field.SCORE: "score", Field.ID: "id", Field.TIME: "time", Field.COMMENT: "said"},
    scale=Scale(0, 10),
    reading={"labels": {}, "missing": [], "inverted": False, "date_order": None, "timezone": ""},
)
ANSWER = {"id": "a1", "score": 9, "time": "2026-11-26T10:00:00Z", "said": "fine"}


@dataclass
class Tool:
    """A survey tool that knows one hook, and the KPI that its answers come to."""

    database: Database
    now: datetime = NOW
    wanted: flow.Wanted = WANTED
    settings: Settings = field(default_factory=lambda: Settings(_env_file=None, okrbot_secret_key=KEY))
    workspace: Workspace = field(init=False)
    hook: Hook = field(init=False)
    secret: str = field(init=False)
    client: TestClient = field(init=False)

    def __post_init__(self) -> None:
        with self.database.write() as session:
            self.workspace = new_workspace(session, "en", "UTC", "T1")
            definition = KpiDefinition(name="nps", formula=Formula.NPS, survey="relationship", min_n=1)
            define(session, self.workspace.id, definition, self.now)
        self.make()
        site = FastAPI()
        site.include_router(hooks(Context(self.database, lambda: self.now, self.settings, wake=lambda: None)))
        self.client = TestClient(site, raise_server_exceptions=False)

    def make(self, **changed: Any) -> None:
        wanted = replace(self.wanted, **changed)
        keys = Keys(self.settings.okrbot_secret_key)
        with self.database.write() as session:
            self.hook, self.secret = flow.create(session, self.workspace, wanted, keys, self.now)

    def sign(self, body: bytes, at: datetime | None = None, number: str = "msg_1") -> dict[str, str]:
        key, stamp = key_of(self.hook.signature, self.secret), str(int((at or self.now).timestamp()))
        if self.hook.signature is Signature.STANDARD:
            digest = hmac.digest(key, f"{number}.{stamp}.".encode() + body, hashlib.sha256)
            signature = f"v1,{base64.b64encode(digest).decode()}"
            return {"webhook-id": number, "webhook-timestamp": stamp, "webhook-signature": signature}
        digest = hmac.digest(key, body, hashlib.sha256)
        written = digest.hex() if self.hook.signature is Signature.HEX else base64.b64encode(digest).decode()
        return {self.hook.header: f"sha256={written}"}

    def post(self, body: bytes, headers: dict[str, str] | None = None) -> Response:
        found: Response = self.client.post(
            f"/hooks/{self.hook.address}", content=body, headers=self.sign(body) if headers is None else headers
        )
        return found

    def bring(self, *answers: Any) -> Response:
        return self.post(json.dumps(answers[0] if len(answers) == 1 else answers).encode())

    def nps(self) -> Reading:
        with self.database.read() as session:
            kpi = kpi_named(session, self.workspace.id, "nps")
            return reading(session, self.workspace, kpi, self.now)

    @property
    def n(self) -> int:
        return self.nps().estimate.n

    def later(self, span: timedelta) -> None:
        self.now += span


@pytest.fixture
def tool(database: Database) -> Tool:
    """On SQLite and on PostgreSQL."""
    return Tool(database)


@pytest.fixture
def lite(sqlite_database: str) -> Tool:
    """On SQLite alone."""
    return Tool(Database(sqlite_database))
