"""HTTP mode: the scenarios' company, whose Slack sends signed requests."""

import pytest

from bot.localslack.http import Requests
from bot.settings import Mode
from tests.scenarios.conftest import Company, company, language, run
from tests.web.asking import Site

__all__ = ["company", "language", "run"]


@pytest.fixture
def mode() -> Mode:
    return Mode.HTTP


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """SQLite unless a test says otherwise: below the site nothing is new."""
    return sqlite_database


@pytest.fixture
def requests(company: Company) -> Requests:
    """How this company's Slack signs and sends."""
    found = company.slack.socket.requests
    assert found is not None
    return found


@pytest.fixture
def site(requests: Requests) -> Site:
    return Site(requests)
