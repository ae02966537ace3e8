"""An agenda for a team's weekly meeting: what to decide, who speaks, how long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.digests.flow import Digest
from bot.objectives.standing import KeyResultStanding
from bot.rules.attention import Reason, Status

MOST_DECISIONS = 5
"""What half an hour has room for; the rest is settled in writing."""
STANDING_MINUTES, DECISION_MINUTES, BLOCKED_MINUTES, WATCH_MINUTES, KPI_MINUTES, THANKS_MINUTES = 3, 4, 6, 3, 3, 2


class Question(StrEnum):
    """What there is to decide on a key result."""

    UNBLOCK = "unblock"
    NO_CHECKIN = "no_checkin"
    STALE = "stale"
    DISAGREES = "disagrees"
    BEHIND = "behind"
    LOW_CONFIDENCE = "low_confidence"


@dataclass(frozen=True)
class Decision:
    key_result: KeyResultStanding
    question: Question
    minutes: int


@dataclass(frozen=True)
class Agenda:
    """Minutes are 0 where there is nothing to say. `written` are decisions that the meeting has no room for."""

    digest: Digest
    decisions: tuple[Decision, ...]
    written: tuple[KeyResultStanding, ...]
    watched: tuple[KeyResultStanding, ...]
    watch_minutes: int
    kpi_minutes: int
    thanks_minutes: int

    @property
    def minutes(self) -> int:
        decided = sum(decision.minutes for decision in self.decisions)
        return STANDING_MINUTES + decided + self.watch_minutes + self.kpi_minutes + self.thanks_minutes


def agenda(found: Digest) -> Agenda:
    """The decisions come in the order of the digest's."""
    needing = sorted(_with(found, Status.NEEDS_ATTENTION), key=lambda item: -len(item.reasons))
    watched = tuple(_with(found, Status.SLIGHTLY_BEHIND))
    return Agenda(
        digest=found,
        decisions=tuple(_decision(item) for item in needing[:MOST_DECISIONS]),
        written=tuple(needing[MOST_DECISIONS:]),
        watched=watched,
        watch_minutes=WATCH_MINUTES if watched else 0,
        kpi_minutes=KPI_MINUTES if found.kpis else 0,
        thanks_minutes=THANKS_MINUTES if found.thanks else 0,
    )


def _with(found: Digest, status: Status) -> Iterator[KeyResultStanding]:
    return (item for item in found.key_results if item.status is status)


def _decision(item: KeyResultStanding) -> Decision:
    if item.last and item.last.blocker:
        return Decision(item, Question.UNBLOCK, BLOCKED_MINUTES)
    return Decision(item, _question(item.reasons), DECISION_MINUTES)


def _question(reasons: Sequence[Reason]) -> Question:
    """Of several reasons the one to talk about: silence first, for whoever is silent knows most."""
    for reason in (Reason.NO_CHECKIN, Reason.STALE, Reason.DISAGREES, Reason.BEHIND):
        if reason in reasons:
            return Question(reason.value)
    return Question.LOW_CONFIDENCE
