"""How a team's cycle ended: plain values, from what is stored or from what somebody is about to store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.cycles.calibration import claims
from bot.cycles.grading import Decision
from bot.objectives.flow import standings
from bot.objectives.standing import KeyResultStanding, ObjectiveStanding
from bot.rules.calibration import Calibration, calibration
from bot.rules.progress import RollUp, roll_up
from storage.kinds import Level, Outcome, Visibility
from storage.models import Cycle, Objective, Team

LEVELS = {Level.COMPANY: 0, Level.TEAM: 1, Level.PERSON: 2}


@dataclass(frozen=True)
class Graded:
    """A key result at the end of its cycle."""

    key_result: KeyResultStanding
    grade: float | None
    note: str
    outcome: Outcome | None


@dataclass(frozen=True)
class GradedObjective:
    """`grade` is the weighted mean of those key results that have one."""

    number: int
    title: str
    grade: RollUp
    key_results: tuple[Graded, ...]


@dataclass(frozen=True)
class Retrospective:
    """The most important objectives first: the company's, then by weight."""

    team_id: int
    cycle_id: int
    team: str
    language: str
    cycle: str
    grade: RollUp
    objectives: tuple[GradedObjective, ...]
    private: bool
    """Whether some of it is private to the team."""
    kept_back: int = 0
    """Objectives private to the team that are left out."""
    calibration: Calibration | None = None
    """Of what is told; none before it is stored."""

    @property
    def key_results(self) -> tuple[Graded, ...]:
        return tuple(found for objective in self.objectives for found in objective.key_results)

    @property
    def graded(self) -> int:
        return sum(found.grade is not None for found in self.key_results)

    @property
    def carried(self) -> int:
        return sum(found.outcome is Outcome.CARRIED for found in self.key_results)


def ended(
    team: Team, cycle: Cycle, objectives: Sequence[ObjectiveStanding], decisions: Mapping[int, Decision]
) -> Retrospective:
    """Of one team's objectives; what is decided and not stored yet goes before what is stored."""
    ordered = sorted(objectives, key=lambda one: (LEVELS[one.level], -one.weight, one.number))
    found = tuple(_objective(one, decisions) for one in ordered)
    private = any(one.visibility is Visibility.TEAM for one in objectives)
    weights = {one.number: one.weight for one in objectives}
    grade = roll_up([(one.grade.progress, weights[one.number]) for one in found])
    return Retrospective(team.id, cycle.id, team.name, team.language, cycle.name, grade, found, private)


def _objective(found: ObjectiveStanding, decisions: Mapping[int, Decision]) -> GradedObjective:
    key_results = tuple(_graded(one, decisions.get(one.id)) for one in found.key_results)
    grade = roll_up([(one.grade, one.key_result.weight) for one in key_results])
    return GradedObjective(found.number, found.title, grade, key_results)


def _graded(found: KeyResultStanding, decision: Decision | None) -> Graded:
    if decision is None:
        return Graded(found, found.grade, found.grade_note, found.outcome)
    return Graded(found, decision.grade, decision.note, decision.outcome or found.outcome)


def stored(
    session: Session, workspace_id: int, objective_id: int, now: datetime, *, only_open: bool = False
) -> Retrospective | None:
    """Of the team and the cycle of an objective, without what is private to the team where `only_open`; none where the
    workspace has no such one, or nothing is left to tell."""
    objective = session.get(Objective, objective_id)
    if objective is None or objective.workspace_id != workspace_id:
        return None
    team, cycle = session.get_one(Team, objective.team_id), session.get_one(Cycle, objective.cycle_id)
    found = standings(session, workspace_id, now, team_id=team.id, cycle_id=cycle.id)
    told = [one for one in found if not only_open or one.visibility is Visibility.OPEN]
    if not told:
        return None
    foretold = calibration(claims(told, ZoneInfo(team.timezone)))
    return replace(ended(team, cycle, told, {}), kept_back=len(found) - len(told), calibration=foretold)
