"""What a digest says, gathered into plain values before anything is drawn or sent."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from sqlmodel import Session

from bot.errors import UserError
from bot.kpis.reading import Reading, changed
from bot.kpis.trend import KpiTrend, trends
from bot.objectives.flow import standings_since
from bot.objectives.standing import KeyResultStanding, ObjectiveStanding
from bot.objectives.urgency import Risk, risks
from bot.rounds.closing import ANSWERED
from bot.rules.attention import Status, weakness
from bot.rules.calendar import UNASKED
from bot.rules.pace import expected
from bot.rules.progress import roll_up
from storage.checkins import thanks_in_round
from storage.kinds import DeliveryState, PartState, Visibility
from storage.models import Cycle, Part, Person, Round, Team, Workspace
from storage.rounds import newest_round, people_in_round, round_before
from storage.unsent import prompts_of_round

REFUSED = (DeliveryState.SKIPPED, DeliveryState.PARKED)


@dataclass(frozen=True)
class Thanks:
    giver: Person
    taker: Person


@dataclass(frozen=True)
class Digest:
    """Shares are fractions; `change` is in fractions since the round before, none without one.

    Of those who did not answer, `unreached` take no messages of ours, `unasked` had no prompt in time, and `missing`
    are all but the first.
    """

    team: Team
    round: Round
    cycle: str
    answered: int
    asked: int
    missing: tuple[Person, ...]
    unreached: tuple[Person, ...]
    unasked: int
    objectives: tuple[ObjectiveStanding, ...]
    score: float | None
    expected: float | None
    change: float | None
    kpis: tuple[KpiTrend, ...]
    thanks: tuple[Thanks, ...]
    kept_back: int = 0
    """Objectives private to the team that are left out."""

    @property
    def private(self) -> bool:
        """Whether some of it is private to the team."""
        return any(one.visibility is Visibility.TEAM for one in self.objectives)

    @property
    def key_results(self) -> tuple[KeyResultStanding, ...]:
        return tuple(found for objective in self.objectives for found in objective.key_results)

    @cached_property
    def risks(self) -> tuple[Risk, ...]:
        """What needs a decision, the most urgent first; days are those of the team's zone."""
        return risks(self.objectives, self.team.timezone)

    @cached_property
    def by_importance(self) -> tuple[KeyResultStanding, ...]:
        """All key results: what needs a decision, the most urgent first, then the weakest before the others."""
        calm = sorted((item for item in self.key_results if not item.reasons), key=lambda item: weakness(item.status))
        return (*(risk.key_result for risk in self.risks), *calm)

    @cached_property
    def told_kpis(self) -> tuple[KpiTrend, ...]:
        """Those that changed by more than noise before the others."""
        return tuple(sorted(self.kpis, key=lambda kpi: not moved(kpi)))

    def with_status(self, status: Status) -> list[KeyResultStanding]:
        return [item for item in self.key_results if item.status is status]

    def kpi_of(self, item: KeyResultStanding) -> Reading | None:
        """What drives a key result whose owner was silent in this round; none where there is an answer."""
        if item.last and (item.last.round_id == self.round.id or item.last.as_of >= self.round.opens_at - UNASKED):
            return None
        return next((kpi.reading for kpi in self.kpis if kpi.reading.name == item.kpi), None)


class _Heard(NamedTuple):
    """Who answered, by the fields of a digest."""

    answered: int
    asked: int
    missing: tuple[Person, ...]
    unreached: tuple[Person, ...]
    unasked: int


def moved(kpi: KpiTrend) -> bool:
    """Whether it changed by more than noise."""
    return kpi.before is not None and changed(kpi.reading, kpi.before) is True


def gather(
    session: Session,
    workspace: Workspace,
    round_id: int,
    now: datetime,
    *,
    only_open: bool = False,
    spread: bool = False,
) -> Digest:
    """A team's round as it stands now; without what is private to the team where `only_open`, and with how the answers
    behind an NPS are spread where that is asked for."""
    round_ = session.get_one(Round, round_id)
    team, cycle = session.get_one(Team, round_.team_id), session.get_one(Cycle, round_.cycle_id)
    known, then = standings_since(session, workspace.id, now, _told_before(session, round_), team.id, cycle.id)
    objectives = _told(known, only_open)
    score = score_of(objectives)
    return Digest(
        team=team,
        round=round_,
        cycle=cycle.name,
        **_heard(session, round_, now)._asdict(),
        objectives=objectives,
        score=score,
        expected=expected(objectives[0].days, objectives[0].today) if objectives else None,
        change=change(score, score_of(_told(then, only_open))),
        kpis=trends(session, workspace, objectives, now, spread=spread),
        thanks=tuple(Thanks(*row) for row in thanks_in_round(session, round_.id)),
        kept_back=len(known) - len(objectives),
    )


def newest(
    session: Session,
    workspace: Workspace,
    team: Team,
    now: datetime,
    *,
    only_open: bool = False,
    spread: bool = False,
) -> Digest:
    """Of the team's newest round; UserError where nobody was asked yet."""
    round_ = newest_round(session, workspace.id, team.id, now)
    if round_ is None:
        raise UserError("preview.no_round", team=team.name)
    return gather(session, workspace, round_.id, now, only_open=only_open, spread=spread)


def parting(before: Round, round_: Round) -> datetime:
    """What was told until then stood in the digest of the round before: late answers change it where it stands. What
    people tell unasked soon before they are asked answers the new round."""
    return max(before.due_at, round_.opens_at - UNASKED)


def _told_before(session: Session, round_: Round) -> datetime | None:
    before = round_before(session, round_)
    return parting(before, round_) if before else None


def _told(found: tuple[ObjectiveStanding, ...], only_open: bool) -> tuple[ObjectiveStanding, ...]:
    return tuple(one for one in found if not only_open or one.visibility is Visibility.OPEN)


def _heard(session: Session, round_: Round, now: datetime) -> _Heard:
    asked = [(part, person) for part, person in people_in_round(session, round_.id) if part.state != PartState.EXCUSED]
    missing = [(part, person) for part, person in asked if part.state not in ANSWERED]
    unreached, unasked = _not_asked(session, round_.id, missing, now)
    silent = tuple(person for _, person in missing if person not in unreached)
    return _Heard(len(asked) - len(missing), len(asked), silent, unreached, unasked)


def _not_asked(
    session: Session, round_id: int, missing: list[tuple[Part, Person]], now: datetime
) -> tuple[tuple[Person, ...], int]:
    """Who cannot be reached, and how many others had no prompt by their deadline."""
    prompts = prompts_of_round(session, round_id)
    refused = [person for part, person in missing if person.unreachable and prompts.get(part.id) in REFUSED]
    over = [part for part, _ in missing if part.due_at <= now]
    unsent = [part for part in over if prompts.get(part.id) not in (DeliveryState.SENT, *REFUSED)]
    return tuple(refused), len(unsent)


def score_of(objectives: tuple[ObjectiveStanding, ...]) -> float | None:
    return roll_up([(objective.score.progress, objective.weight) for objective in objectives]).progress


def change(score: float | None, earlier: float | None) -> float | None:
    """Since the digest before; none where either has no figure."""
    return None if score is None or earlier is None else score - earlier
