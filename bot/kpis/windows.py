"""The days a KPI looks at: its window, the one before, and the periods of a series."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.rules.calendar import monday
from storage.kpis import Days

ONE_DAY = timedelta(days=1)


class Step(StrEnum):
    """What a series is cut into; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class Period:
    """A named piece of a series with both ends in it, such as 2026-W41."""

    name: str
    first: date
    last: date


def window_days(window: str | None, today: date, cycle_first: date | None) -> Days:
    """A rolling window ("90d") ends today, a calendar one runs to today, none is open.

    Between cycles a "cycle" is the calendar quarter.
    """
    if window is None:
        return Days()
    if window.endswith("d"):
        return Days(today - timedelta(days=int(window[:-1]) - 1), today)
    if window == "cycle":
        return Days(cycle_first or start_of(Step.QUARTER, today), today)
    return Days(start_of(Step(window), today), today)


def days_before(days: Days) -> Days | None:
    """The days right before, as many; none for an open period."""
    if days.first is None or days.last is None:
        return None
    length = days.last - days.first + ONE_DAY
    return Days(days.first - length, days.first - ONE_DAY)


def start_of(step: Step, day: date) -> date:
    match step:
        case Step.DAY:
            return day
        case Step.WEEK:
            return monday(day)
        case Step.MONTH:
            return day.replace(day=1)
        case Step.QUARTER:
            return day.replace(month=day.month - (day.month - 1) % 3, day=1)
        case Step.YEAR:
            return day.replace(month=1, day=1)


def periods(step: Step, first: date, last: date) -> Iterator[Period]:
    """The periods from `first` to `last`; those at the ends hold only the days asked for."""
    start = first
    while start <= last:
        end = min(_end_of(step, start), last)
        yield Period(_name(step, start), start, end)
        start = end + ONE_DAY


def whole(step: Step, period: Period) -> bool:
    """False for one that is cut off at either end."""
    return period.first == start_of(step, period.first) and period.last == _end_of(step, period.first)


def _end_of(step: Step, day: date) -> date:
    # As many days as the longest such period has end in the next one, never beyond.
    beyond = {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 31, Step.QUARTER: 92, Step.YEAR: 366}[step]
    return start_of(step, start_of(step, day) + timedelta(days=beyond)) - ONE_DAY


def _name(step: Step, day: date) -> str:
    match step:
        case Step.DAY:
            return day.isoformat()
        case Step.WEEK:
            return f"{day:%G-W%V}"
        case Step.MONTH:
            return f"{day:%Y-%m}"
        case Step.QUARTER:
            return f"{day.year}-Q{(day.month + 2) // 3}"
        case Step.YEAR:
            return f"{day.year}"
