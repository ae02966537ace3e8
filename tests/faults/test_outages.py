"""Nothing runs when something falls due, or a clock jumps: it comes late or is told as expired, and never twice."""

import random
from datetime import datetime, timedelta

import pytest

from tests.faults.conftest import LONG, Begin, Count
from tests.faults.course import Outage
from tests.faults.firm import Firm
from tests.faults.promises import broken

FIRM = Firm(people=4, weeks=3)
LONGEST = 30.0
HOUR = timedelta(hours=1)
OUTAGES = 60 if LONG else 1


def before_second_week(hours: float) -> datetime:
    return FIRM.openings[FIRM.people].at - timedelta(hours=hours)


@pytest.mark.parametrize(("before", "hours"), [(1, 3), (2, 30)] if LONG else [(2, 30)])
def test_it_tells_what_an_outage_made_late(
    begin: Begin, sqlite_database: str, before: float, hours: float, count: Count
) -> None:
    first = before_second_week(before)
    run = begin(sqlite_database, FIRM, outages=(Outage(first, first + timedelta(hours=hours)),))
    run.run()
    count("outages", run)
    assert broken(run) == []


@pytest.mark.parametrize("number", range(OUTAGES))
def test_it_tells_what_any_outage_made_late(begin: Begin, sqlite_database: str, number: int, count: Count) -> None:
    run = begin(sqlite_database, FIRM, also=number)
    hours = run.chance.uniform(0, LONGEST)
    first = before_second_week(run.chance.uniform(0, hours))
    run.outages = (Outage(first, first + timedelta(hours=hours)),)
    run.run()
    count("outages", run)
    assert broken(run) == []


@pytest.mark.parametrize("number", range(OUTAGES))
def test_it_sends_once_where_its_clock_jumps(begin: Begin, sqlite_database: str, number: int, count: Count) -> None:
    """An hour ahead or behind, for some hours, with a fifth of the calls failing."""
    run = begin(sqlite_database, FIRM, also=number, share=0.2, tolerance=HOUR)
    run.wrong = _Jumps(run.chance)
    run.run()
    count("jumps of the clock", run)
    assert broken(run) == []


class _Jumps:
    """By how much the clock is wrong: another hour every four hours."""

    def __init__(self, chance: random.Random) -> None:
        self._seed = chance.random()

    def __call__(self, now: datetime) -> timedelta:
        spell = int(now.timestamp()) // (4 * 3600)
        return HOUR * random.Random(f"{self._seed} {spell}").choice((-1, 0, 1))
