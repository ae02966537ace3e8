"""How often each score was given, period by period."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Integer, case, cast, func, select

from storage.kpis import Days
from storage.numbers.rows import Rows, Where
from storage.numbers.sums import summed

MOST_SHIFT = timedelta(days=2)
"""A day told by one zone is at most so far from the same instant's day told by another."""


@dataclass(frozen=True)
class Scores:
    """Open answers are not in it. `newest` is when the latest of all is from, `undated` whether any has no date."""

    counts: Mapping[int, Mapping[float, int]]
    lowest: float
    highest: float
    newest: datetime | date | None
    undated: bool


def scores(
    rows: Rows, axis: str | None, periods: Sequence[Days], bands: Sequence[float] = (), *, newest: bool = True
) -> Scores | None:
    """The counts of each period that has scores, by its number; none where no period has any.

    `bands` begin new ones, in rising order: whole scores that are in the same band may be counted as one of them. The
    time of the `newest` may be left out where it costs a query and nobody wants it.
    """
    if bands and axis and rows.axes[axis].daily:
        days = _by_day(rows, axis, periods, bands)
        if all(day.broken is None for day in days):
            last = _last_days(days, periods) if newest else None
            return _banded(periods, bands, days, _newest(rows, axis, last) if last else None)
    return _each(rows, axis, periods)


@dataclass(frozen=True)
class _Day:
    """How many scores it has, and how many from each band's beginning on; `broken` is one that is not whole."""

    day: Any
    lowest: float
    highest: float
    broken: float | None
    reaching: Sequence[int]


def _by_day(rows: Rows, axis: str, periods: Sequence[Days], bands: Sequence[float]) -> list[_Day]:
    """Days come in the order of their index: that costs a third of having the database sort scores into periods."""
    score, day, n = rows.columns["score"], rows.axes[axis].column, func.sum(rows.weight)
    broken = func.max(case((cast(score, Integer) != score, score)))
    reaching = [n.filter(score >= band) for band in bands]
    query = select(day, func.min(score), func.max(score), broken, n, *reaching)
    found = rows.ask(query.where(*_scored(rows, axis, periods)).group_by(day))
    return [
        _Day(day, lowest, highest, broken, [int(many or 0) for many in reaching])
        for day, lowest, highest, broken, *reaching in found
    ]


def _banded(
    periods: Sequence[Days], bands: Sequence[float], days: Sequence[_Day], newest: datetime | date | None
) -> Scores | None:
    if not days:
        return None
    starts: list[Any] = [period.first for period in periods[1:]]
    lowest = min(day.lowest for day in days)
    begins = [max(lowest, band) for band in (lowest, *bands)]
    counts: dict[int, Counter[float]] = defaultdict(Counter)
    for day in days:
        mine = counts[bisect_right(starts, day.day) if day.day else 0]
        for begin, (reached, passed) in zip(begins, pairwise((*day.reaching, 0)), strict=True):
            mine[begin] += reached - passed
    undated = not all(day.day for day in days)
    return Scores(counts, lowest, max(day.highest for day in days), newest, undated)


def _last_days(days: Sequence[_Day], periods: Sequence[Days]) -> Days | None:
    """Among which the newest is; none where no day is known."""
    dated = [day.day for day in days if day.day]
    return Days(max(dated) - MOST_SHIFT, periods[-1].last) if dated else None


def _scored(rows: Rows, axis: str, periods: Sequence[Days]) -> Where:
    return *rows.where, rows.columns["score"].is_not(None), *rows.inside(axis, periods)


def _newest(rows: Rows, axis: str, last: Days) -> datetime | date | None:
    """Of the last days only: all others are before them."""
    latest = rows.ask(select(func.max(rows.axes[axis].at)).where(*_scored(rows, axis, [last])))[0][0]
    return None if latest is None else rows.axes[axis].moment(latest)


def _each(rows: Rows, axis: str | None, periods: Sequence[Days]) -> Scores | None:
    score = rows.columns["score"]
    parts = summed(rows, axis, periods, (score.is_not(None),), by=score)
    if not parts:
        return None
    counts: dict[int, Counter[float]] = {part.place: Counter() for part in parts}
    for part in parts:
        counts[part.place][part.key or 0] += part.n
    given = set().union(*counts.values())
    newest = max((part.newest for part in parts if part.newest is not None), default=None)
    return Scores(counts, min(given), max(given), newest, any(part.undated for part in parts))
