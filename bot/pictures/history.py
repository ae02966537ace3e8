"""What was answered in a cycle, by the days of the team."""

from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.objectives.standing import Answer, KeyResultStanding, ObjectiveStanding


def key_results(objectives: Sequence[ObjectiveStanding]) -> list[KeyResultStanding]:
    return [item for objective in objectives for item in objective.key_results]


def by_day(history: Sequence[Answer], first: date, zone: ZoneInfo) -> Mapping[date, Answer]:
    """From the first day on, oldest first: of several answers on a day the newest."""
    told = {answer.as_of.astimezone(zone).date(): answer for answer in history}
    return {day: answer for day, answer in told.items() if day >= first}
