"""What the confidence of a team's key results claimed halfway, and what came true at the cycle's end."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.objectives.standing import KeyResultStanding, ObjectiveStanding
from bot.rules.calibration import Claim
from bot.rules.pace import CycleDays
from storage.kinds import Outcome


def claims(objectives: Iterable[ObjectiveStanding], zone: ZoneInfo) -> Iterator[Claim]:
    """Of key results with progress, whose histories are whole; not of those that were dropped, or had no confidence
    halfway."""
    for objective in objectives:
        halfway = half(objective.days, zone)
        for found in objective.key_results:
            confidence = _standing(found, halfway)
            if confidence is not None and found.progress is not None and found.outcome is not Outcome.DROPPED:
                yield Claim(found.owner.id, confidence, came_true=found.progress >= 1)


def half(days: CycleDays, zone: ZoneInfo) -> datetime:
    """The end of the middle day where the team is; of an even number of days it is the first of the two."""
    middle = days.first + (days.last - days.first) // 2
    return datetime.combine(middle + timedelta(days=1), time(), zone)


def _standing(found: KeyResultStanding, halfway: datetime) -> int | None:
    """The confidence of the newest check-in before that instant."""
    return next((past.confidence for past in reversed(found.history) if past.as_of < halfway), None)
