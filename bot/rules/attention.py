"""Which key results need attention, and why; silence is never green."""

from collections.abc import Collection, Iterable
from enum import StrEnum

from bot.rules.confidence import Level, level
from bot.rules.pace import Pace

STALE_AFTER_PERIODS = 2


class Reason(StrEnum):
    LOW_CONFIDENCE = "low_confidence"
    BEHIND = "behind"
    STALE = "stale"
    DISAGREES = "disagrees"
    NO_CHECKIN = "no_checkin"


class Status(StrEnum):
    """Weakest first."""

    NEEDS_ATTENTION = "needs_attention"
    SLIGHTLY_BEHIND = "slightly_behind"
    ON_TRACK = "on_track"
    NO_DATA = "no_data"


def attention(
    *,
    confidence: int | None,
    pace: Pace | None,
    has_checkin: bool,
    periods_since_checkin: int,
    round_closed_on_it: bool,
) -> tuple[Reason, ...]:
    """Every reason that holds, in the order of Reason; a key result never checked in is not stale too."""
    confident = None if confidence is None else level(confidence)
    behind = pace is Pace.BEHIND
    holds = {
        Reason.LOW_CONFIDENCE: confident is Level.LOW,
        Reason.BEHIND: behind,
        Reason.STALE: has_checkin and periods_since_checkin >= STALE_AFTER_PERIODS,
        Reason.DISAGREES: behind and confident is Level.HIGH,
        Reason.NO_CHECKIN: round_closed_on_it and not has_checkin,
    }
    return tuple(reason for reason, true in holds.items() if true)


def status(reasons: Collection[Reason], pace: Pace | None, has_progress: bool) -> Status:
    """Without progress there is nothing to be on track with: no check-in yet, or a baseline."""
    if reasons:
        return Status.NEEDS_ATTENTION
    if not has_progress:
        return Status.NO_DATA
    return Status.SLIGHTLY_BEHIND if pace is Pace.SLIGHTLY_BEHIND else Status.ON_TRACK


def weakest(statuses: Iterable[Status]) -> Status:
    """The status of an objective, from those of its key results; no data where it has none."""
    return min(statuses, key=weakness, default=Status.NO_DATA)


def weakness(status: Status) -> int:
    """What is weaker comes first where statuses are sorted by it."""
    return list(Status).index(status)
