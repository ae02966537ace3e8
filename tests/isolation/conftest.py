"""A company with somebody of each role, and its mirror in the same database."""

import logging
from collections.abc import Iterator

import pytest

from bot import app
from storage.models import metadata
from tests.isolation.mirror import mirror
from tests.scenarios import conftest
from tests.scenarios.conftest import Company
from tests.scenarios.matrix import Json, Matrix

company, language, run = conftest.company, conftest.language, conftest.run
MIRROR = "T0MIRROR"


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """Queries are the same on both."""
    return sqlite_database


class Mirrored(Matrix):
    """Tells besides whether anything of the mirror was changed."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        with company.bot.context.database.write() as session:
            self.other = mirror(session, MIRROR)
        self._now.backup(self._kept)
        self.before = self._rows()
        self.others = self.of_the_other()

    def of_the_other(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row, read where nobody watches."""
        owned = [one for one in metadata.sorted_tables if "workspace_id" in one.columns]
        found = {
            one.name: self._now.execute(f"select * from {one.name} where workspace_id = ? order by 1", [self.other])  # noqa: S608
            for one in owned
        }
        found["workspace"] = self._now.execute("select * from workspace where id = ?", [self.other])
        return {name: rows.fetchall() for name, rows in found.items()}

    def walk(self, role: str, body: Json) -> tuple[bool, str]:
        """Whether the mirror is as it was, and what was said."""
        self.kept_it = True
        _, said = self.send(role, body)
        return self.kept_it, said

    def _changed(self) -> set[str]:
        if hasattr(self, "others"):
            self.kept_it = self.of_the_other() == self.others
        return super()._changed()


@pytest.fixture
def mirrored(company: Company, caplog: pytest.LogCaptureFixture) -> Iterator[Mirrored]:
    caplog.set_level(logging.CRITICAL)  # Slack refuses to show a modal over one that a client has made up
    made = Mirrored(company)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def one_talker(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said is waited for."""
    monkeypatch.setattr(app, "TALKERS", 1)
