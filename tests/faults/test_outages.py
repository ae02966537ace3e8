"""Nothing runs when something falls due, or a clock jumps: it comes late or is told as expired, and never twice."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from storage.points import Point
from tests.faults import dooms
from tests.faults.conftest import LONG, Begin, Count
from tests.faults.course import Outage
from tests.faults.firm import Firm
from tests.faults.promises import broken

FIRM = Firm(people=4, weeks=2)
FEW = Firm(people=2, weeks=2)
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


def test_it_breaks_a_promise_without_catching_up(begin: Begin, sqlite_database: str) -> None:
    first = before_second_week(1)
    run = begin(sqlite_database, FIRM, outages=(Outage(first, first + 3 * HOUR),), without="no catching up")
    run.run()
    assert any("there was time for it" in told for told in broken(run))


@pytest.mark.parametrize("ahead", [HOUR, -HOUR])
def test_it_finds_what_it_sent_where_its_clock_is_wrong(
    begin: Begin, sqlite_database: str, ahead: timedelta, count: Count
) -> None:
    """For a week, in which it is killed right after it has posted; then the clock is put right."""
    run = begin(sqlite_database, FEW, tolerance=HOUR, wrong=_for_a_week(ahead), dooms=dooms.at(Point.POST))
    run.run()
    count("jumps of the clock", run)
    assert broken(run) == []


def test_it_posts_twice_where_it_looks_no_further_back(begin: Begin, sqlite_database: str) -> None:
    killed = dooms.at(Point.POST)
    run = begin(sqlite_database, FEW, wrong=_for_a_week(HOUR), dooms=killed, without="short look-up")
    run.run()
    assert any("was posted 2 times" in told for told in broken(run))


def _for_a_week(ahead: timedelta) -> Callable[[datetime], timedelta]:
    return lambda now: ahead * (now < FEW.openings[FEW.people].at)


@pytest.mark.parametrize("number", range(OUTAGES))
def test_it_sends_once_where_its_clock_jumps(begin: Begin, sqlite_database: str, number: int, count: Count) -> None:
    """An hour ahead or behind, for some hours, and killed before it has written down what it sent."""
    run = begin(sqlite_database, FIRM, also=number, tolerance=HOUR)
    run.wrong, run.dooms = _Jumps(run.chance), dooms.at(*[Point.POST] * 6)
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
