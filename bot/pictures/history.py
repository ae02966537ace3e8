"""What was answered in a cycle, by the days of the team."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from statistics import median_low
from zoneinfo import ZoneInfo

from bot.objectives.standing import KeyResultStanding, ObjectiveStanding
from storage.key_results import Answer

USUAL_DAYS = 7
MISSED_DAYS = 14
"""Without a check-in for so much longer than usual, what happened in between is not known."""


def key_results(objectives: Sequence[ObjectiveStanding]) -> list[KeyResultStanding]:
    return [item for objective in objectives for item in objective.key_results]


def by_day(history: Sequence[Answer], zone: ZoneInfo, first: date = date.min) -> dict[date, Answer]:
    """From the first day on, oldest first: of several answers on a day the newest."""
    told = {answer.as_of.astimezone(zone).date(): answer for answer in history}
    return {day: answer for day, answer in told.items() if day >= first}


def usual_gap(histories: Iterable[Iterable[date]]) -> int:
    """Days from one check-in to the next, as the one checked in most often has them; a week where too few tell."""
    found = [[(after - before).days for before, after in pairwise(days)] for days in histories]
    return min((median_low(gaps) for gaps in found if len(gaps) > 1), default=USUAL_DAYS)


def joined(values: Mapping[date, float], usual: int) -> list[bool]:
    """Whether each day goes on from the one before: not where check-ins are missing between them."""
    gaps = [0, *((after - before).days for before, after in pairwise(values))]
    return [gap < usual + MISSED_DAYS for gap, _ in zip(gaps, values, strict=False)]
