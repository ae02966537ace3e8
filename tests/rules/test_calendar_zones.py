"""Every zone, every half-hour, every weekday, two years: each week has one instant, at the right local hour.

Beside it the control: a cron trigger on the same cases, which the same look must find at fault.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

import pytest
from apscheduler.triggers.cron import CronTrigger

from bot.rules.calendar import local_instant

FIRST, WEEKS = date(2026, 1, 5), 104  # a Monday
DAYS = [FIRST + timedelta(days=number) for number in range(7 * WEEKS)]
HALF_HOURS = [time(hour, minute) for hour in range(24) for minute in (0, 30)]
WEEKDAYS = range(7)
MONDAY, FRIDAY, SUNDAY = 0, 4, 6
AROUND = timedelta(days=8)
QUIET = (time(0), time(0, 30), time(10), time(23, 30))
EVERYTHING = os.environ.get("HYPOTHESIS_PROFILE") == "long"
Weekly = Callable[[str, Sequence[date], time], Sequence[datetime]]


class Change(NamedTuple):
    """When the clocks of a zone change, and its offsets before and after."""

    at: datetime
    before: timedelta
    after: timedelta


@cache
def changes(zone: str) -> tuple[Change, ...]:
    """Those of the two years, to the minute; no zone has two in a week."""
    weeks = [datetime(2025, 12, 29, tzinfo=UTC) + timedelta(weeks=number) for number in range(WEEKS + 3)]
    spans = [(a, b) for a, b in pairwise(weeks) if offset(zone, a) != offset(zone, b)]
    return tuple(Change(moment(zone, a, b), offset(zone, a), offset(zone, b)) for a, b in spans)


def moment(zone: str, before: datetime, after: datetime) -> datetime:
    while after - before > timedelta(minutes=1):
        middle = before + timedelta(minutes=(after - before) // timedelta(minutes=2))
        before, after = (middle, after) if offset(zone, middle) == offset(zone, before) else (before, middle)
    return after


def offset(zone: str, instant: datetime) -> timedelta:
    found = instant.astimezone(ZoneInfo(zone)).utcoffset()
    assert found is not None
    return found


@cache
def different_zones() -> tuple[str, ...]:
    """One of each set of zones whose clocks agree throughout the two years."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    return tuple({(offset(zone, start), changes(zone)): zone for zone in sorted(available_timezones())}.values())


def right(zone: str, day: date, at: time, instant: datetime) -> bool:
    """The first instant at which the clocks of the zone show the time; where they skip it, as long after the gap's
    start as it was wanted."""
    wanted = datetime.combine(day, at)
    for change in changes(zone):
        if change.at + change.before <= wanted.replace(tzinfo=UTC) < change.at + change.after:
            return instant == wanted.replace(tzinfo=UTC) - change.before
    shown = instant.astimezone(ZoneInfo(zone))
    return shown.replace(tzinfo=None) == wanted and shown.fold == 0


def faults(zone: str, days: Sequence[date], at: time, weekly: Weekly) -> list[str]:
    """What is wrong with the instants of a weekly rule on days that are a week apart."""
    instants = weekly(zone, days, at)
    if len(instants) != len(days):
        return [f"{len(instants)} instants in {len(days)} weeks of {zone} at {at}"]
    order = [f"{after} is not after {before} in {zone}" for before, after in pairwise(instants) if before >= after]
    pairs = zip(days, instants, strict=True)
    return order + [
        f"{instant} for {day} {at} in {zone}" for day, instant in pairs if not right(zone, day, at, instant)
    ]


def ours(zone: str, days: Sequence[date], at: time) -> Sequence[datetime]:
    return [local_instant(day, at, zone) for day in days]


def cron(zone: str, days: Sequence[date], at: time) -> Sequence[datetime]:
    """APScheduler's trigger, asked for one time after the other."""
    trigger = CronTrigger(day_of_week=days[0].weekday(), hour=at.hour, minute=at.minute, timezone=ZoneInfo(zone))
    last, fired = datetime.combine(days[-1], time(23, 59), ZoneInfo(zone)), []
    following = trigger.get_next_fire_time(None, datetime.combine(days[0], time(0), ZoneInfo(zone)))
    while following <= last:
        fired.append(following.astimezone(UTC))
        following = trigger.get_next_fire_time(following, following + timedelta(seconds=1))
    return fired


def weeks_of(weekday: int, zone: str, at: time) -> Iterator[list[date]]:
    """All weeks of the two years; in a short run, of most times only those around a change of the clocks."""
    days = [day for day in DAYS if day.weekday() == weekday]
    if EVERYTHING or at in QUIET:
        yield days
        return
    for change in changes(zone):
        yield [day for day in days if abs(day - change.at.date()) <= AROUND]


@pytest.mark.parametrize("weekday", WEEKDAYS)
def test_it_opens_each_week_once_at_the_right_local_hour_in_every_zone(weekday: int) -> None:
    found = [
        fault
        for zone in different_zones()
        for at in HALF_HOURS
        for days in weeks_of(weekday, zone, at)
        for fault in faults(zone, days, at, ours)
    ]
    assert found == []


def test_it_looks_at_every_zone() -> None:
    assert len(available_timezones()) > 550
    assert 40 < len(different_zones()) < len(available_timezones())
    assert sum(len(changes(zone)) for zone in different_zones()) > 100


# The Mondays after a change, days of a change whose midnight is skipped, and an hour that comes twice.
HARD = [
    ("America/Chicago", MONDAY, time(0)),
    ("America/Chicago", MONDAY, time(0, 30)),
    ("America/Santiago", SUNDAY, time(0)),
    ("America/Santiago", SUNDAY, time(0, 30)),
    ("Asia/Beirut", SUNDAY, time(0)),
    ("Asia/Beirut", SUNDAY, time(0, 30)),
    ("Africa/Cairo", FRIDAY, time(0)),
    ("Africa/Cairo", FRIDAY, time(0, 30)),
]


@pytest.mark.parametrize(("zone", "weekday", "at"), HARD)
def test_it_opens_each_week_where_a_cron_trigger_does_not(zone: str, weekday: int, at: time) -> None:
    days = [day for day in DAYS if day.weekday() == weekday]
    assert faults(zone, days, at, ours) == []
    assert faults(zone, days, at, cron) != []
