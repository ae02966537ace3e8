"""A fifth of Slack's calls fails, in every way that a call can: each message comes once, and soon."""

from datetime import timedelta

import pytest

from tests.faults.conftest import LONG, Begin, Count
from tests.faults.firm import Firm
from tests.faults.promises import broken, late_at

FIFTH = 0.2
FIRM = Firm(people=200, teams=8, weeks=12) if LONG else Firm(people=12, teams=2, weeks=2)
SOON = timedelta(minutes=10)
SECONDS = 3600 if LONG else 120
DATABASES = ("sqlite_database", "postgres_database") if LONG else ("sqlite_database",)


@pytest.mark.timeout(SECONDS)
@pytest.mark.parametrize("database", DATABASES)
def test_it_sends_each_message_once_and_soon(
    begin: Begin, request: pytest.FixtureRequest, database: str, count: Count
) -> None:
    run = begin(request.getfixturevalue(database), FIRM, share=FIFTH)
    run.run()
    count("a fifth of the calls faulted", run)
    assert broken(run) == []
    assert late_at(run, 0.99) < SOON


@pytest.mark.timeout(SECONDS)
def test_it_sends_some_twice_without_the_look_up(begin: Begin, sqlite_database: str) -> None:
    run = begin(sqlite_database, Firm(people=12, teams=2, weeks=2), share=FIFTH, without="no look-up")
    run.run()
    assert any("was posted 2 times" in told for told in broken(run))
