"""An agenda for a team's weekly meeting: what to decide, who speaks, how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.digests.flow import Digest
from bot.kpis.reading import changed
from bot.kpis.trend import KpiTrend
from bot.objectives.standing import KeyResultStanding
from bot.objectives.urgency import Risk
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
    """`blocked` is the day on which its blocker was first told of, none where nothing blocks it."""

    key_result: KeyResultStanding
    question: Question
    minutes: int
    blocked: date | None


@dataclass(frozen=True)
class Agenda:
    """Minutes are 0 where there is nothing to say. `written` are decisions that the meeting has no room for; `kpis` are
    without those within noise, on which nobody should act."""

    digest: Digest
    decisions: tuple[Decision, ...]
    written: tuple[KeyResultStanding, ...]
    watched: tuple[KeyResultStanding, ...]
    watch_minutes: int
    kpis: tuple[KpiTrend, ...]
    kpi_minutes: int
    thanks_minutes: int

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to decide and nothing to watch."""
        return not (self.decisions or self.watched)

    @property
    def minutes(self) -> int:
        decided = sum(decision.minutes for decision in self.decisions)
        return STANDING_MINUTES + decided + self.watch_minutes + self.kpi_minutes + self.thanks_minutes


def agenda(found: Digest) -> Agenda:
    """The decisions come in the order of the digest's."""
    watched = tuple(found.with_status(Status.SLIGHTLY_BEHIND))
    kpis = tuple(kpi for kpi in found.told_kpis if kpi.before is None or changed(kpi.reading, kpi.before) is not False)
    return Agenda(
        digest=found,
        decisions=tuple(map(_decision, found.risks[:MOST_DECISIONS])),
        written=tuple(risk.key_result for risk in found.risks[MOST_DECISIONS:]),
        watched=watched,
        watch_minutes=WATCH_MINUTES if watched else 0,
        kpis=kpis,
        kpi_minutes=KPI_MINUTES if kpis else 0,
        thanks_minutes=THANKS_MINUTES if found.thanks else 0,
    )


def _decision(risk: Risk) -> Decision:
    item = risk.key_result
    if risk.blocked:
        return Decision(item, Question.UNBLOCK, BLOCKED_MINUTES, risk.blocked)
    return Decision(item, _question(item.reasons), DECISION_MINUTES, None)


def _question(reasons: Sequence[Reason]) -> Question:
    """Of several reasons the one to talk about: silence first, for whoever is silent knows most."""
    for reason in (Reason.NO_CHECKIN, Reason.STALE, Reason.DISAGREES, Reason.BEHIND):
        if reason in reasons:
            return Question(reason.value)
    return Question.LOW_CONFIDENCE
