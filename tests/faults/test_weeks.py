"""Weeks of kills, with one bot on SQLite and with several on PostgreSQL: nothing is lost, nothing comes twice."""

from dataclasses import replace

import pytest

from tests.faults import dooms
from tests.faults.conftest import LONG, Begin, Count
from tests.faults.firm import Firm
from tests.faults.promises import broken

KILLS = 150 if LONG else 6
ALONE = Firm(people=200, teams=8, weeks=12) if LONG else Firm(people=8, teams=2, weeks=2)
TOGETHER = replace(ALONE, weeks=52) if LONG else ALONE
SECONDS = 7200 if LONG else 120


@pytest.mark.timeout(SECONDS)
def test_it_keeps_every_promise_however_often_it_is_killed(begin: Begin, sqlite_database: str, count: Count) -> None:
    run = begin(sqlite_database, ALONE)
    run.dooms = dooms.drawn(run.chance, KILLS)
    run.run()
    count("weeks of kills on SQLite", run)
    assert broken(run) == []


@pytest.mark.timeout(SECONDS)
@pytest.mark.parametrize("replicas", [2, 3] if LONG else [2])
def test_replicas_keep_every_promise_together(
    begin: Begin, postgres_database: str, replicas: int, count: Count
) -> None:
    run = begin(postgres_database, TOGETHER if replicas == 2 else ALONE, replicas=replicas)
    run.dooms = dooms.drawn(run.chance, KILLS)
    run.run()
    count(f"weeks of kills of {replicas} on PostgreSQL", run)
    assert broken(run) == []


def test_replicas_break_them_without_row_locks(begin: Begin, postgres_database: str) -> None:
    run = begin(postgres_database, Firm(people=8, weeks=1), replicas=2, without="no row locks")
    run.run()
    assert any("was posted 2 times" in told for told in broken(run))
