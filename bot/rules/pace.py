"""Whether a key result keeps up with the days of its cycle."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.rules.progress import Maintain, Measure

ON_PACE_FROM = 0.9
SLIGHTLY_BEHIND_FROM = 0.7
# Keeps 0.63 of 0.7, which is 0.9 on paper, from falling below it in floating point.
ROUNDING = 1e-9


class Pace(StrEnum):
    ON_PACE = "on_pace"
    SLIGHTLY_BEHIND = "slightly_behind"
    BEHIND = "behind"


@dataclass(frozen=True)
class CycleDays:
    """Both days belong to the cycle; days are the team's local dates."""

    first: date
    last: date


def days_through(first: date, day: date) -> int:
    """Days from `first` to `day`, both included; 0 or less before `first`."""
    return (day - first).days + 1


def within_first_tenth(cycle: CycleDays, day: date) -> bool:
    """True before the cycle as well."""
    return days_through(cycle.first, day) * 10 <= days_through(cycle.first, cycle.last)


def counted_from(cycle: CycleDays, created: date | None = None) -> date:
    """The first day of the cycle; `created` where that lies after its first tenth."""
    late = created is not None and not within_first_tenth(cycle, created)
    return min(created, cycle.last) if created is not None and late else cycle.first


def expected(cycle: CycleDays, today: date, created: date | None = None) -> float | None:
    """Days passed, today included, of all days from where it counts, from 0 to 1; None before the first of them."""
    first = counted_from(cycle, created)
    passed = days_through(first, today)
    return min(1.0, passed / days_through(first, cycle.last)) if passed > 0 else None


def pace(
    measure: Measure, progress: float | None, expected: float | None, cycle: CycleDays, today: date
) -> Pace | None:
    """The verdict on progress over expected; None without a figure and in the first tenth of the cycle."""
    if progress is None or expected is None or within_first_tenth(cycle, today):
        return None
    if isinstance(measure, Maintain):
        return Pace.ON_PACE if progress >= 1 else Pace.BEHIND
    if progress + ROUNDING >= ON_PACE_FROM * expected:
        return Pace.ON_PACE
    if progress + ROUNDING >= SLIGHTLY_BEHIND_FROM * expected:
        return Pace.SLIGHTLY_BEHIND
    return Pace.BEHIND
