"""Chance that falls the same way each time, and levels that change from day to day."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random

FIRST_MONDAY = date(2026, 8, 31)
WEEKS = 18
"""To the end of the year: days that are still to come show as the clock gets there."""
SHARE_OF_WEEKDAY = (20, 19, 18, 18, 15, 5, 5)
OFFICE_MINUTES = (7 * 60, 18 * 60)

Level = Mapping[date, float]


def dice_of(name: str) -> Random:
    return Random(name)  # noqa: S311 - a sample, and the same one each time


def mondays() -> Iterator[date]:
    return (FIRST_MONDAY + timedelta(weeks=week) for week in range(WEEKS))


def level_on(level: Level, day: date) -> float:
    """On the straight line between the two days around it; beyond the ends it stays as it is there."""
    days = sorted(level)
    if day <= days[0]:
        return level[days[0]]
    for first, last in pairwise(days):
        if day <= last:
            return level[first] + (level[last] - level[first]) * ((day - first) / (last - first))
    return level[days[-1]]


def moment_in_week(dice: Random, monday: date) -> datetime:
    (weekday,) = dice.choices(range(7), SHARE_OF_WEEKDAY)
    midnight = datetime.combine(monday + timedelta(days=weekday), time(), UTC)
    return midnight + timedelta(minutes=dice.randint(*OFFICE_MINUTES))


def around(dice: Random, mean: float, spread: float) -> float:
    """A log-normal figure with that mean; `spread` is the standard deviation of its logarithm."""
    return mean * dice.lognormvariate(-(spread**2) / 2, spread)
