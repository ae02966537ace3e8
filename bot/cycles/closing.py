"""Grades are stored, what is not done is carried over, and what nothing is left open of is closed.

A cycle is closed by an admin, or with the last key result that a lead grades. It stays closed: after that only
grades are corrected, and what the channels were told follows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.cycles.carrying import Move, carry_over
from bot.cycles.grading import Decision, Grading, Item, forget_typed
from storage.audit import note
from storage.changes import change
from storage.cycles import key_results_by_id, open_key_results, open_objectives
from storage.deliveries import by_key, owe
from storage.kinds import AuditAction, DeliveryKind, Openness, Outcome
from storage.models import KeyResult, Person, Team


@dataclass(frozen=True)
class Closed:
    """What became of it: how many grades were stored, the teams whose channels are told, whether the cycle is closed,
    what still stands open, and what somebody else had graded meanwhile, by short id."""

    stored: int
    told: tuple[str, ...]
    over: bool
    left: int
    refused: tuple[str, ...]


def undecided(grading: Grading, decisions: Mapping[int, Decision]) -> tuple[Item, ...]:
    """Open key results that nothing was said of."""
    return tuple(item for item in grading.everything if item.open and item.id not in decisions)


def ends(grading: Grading, decisions: Mapping[int, Decision], *, whole: bool = False) -> bool:
    """Whether the cycle is closed with this: nothing is left of any team, or an admin wants the `whole` closed."""
    if grading.cycle.state is Openness.CLOSED or not (grading.missing or undecided(grading, decisions)):
        return True
    return whole and grading.rights.person.admin


def nowhere_to_carry(grading: Grading, decisions: Mapping[int, Decision]) -> bool:
    return grading.next is None and any(one.outcome is Outcome.CARRIED for one in decisions.values())


def leads(session: Session, grading: Grading) -> dict[int, Person]:
    """Of the teams whose grades are missing, by id."""
    return {team.lead_id: session.get_one(Person, team.lead_id) for team, _ in grading.missing}


def close(
    session: Session, now: datetime, grading: Grading, decisions: Mapping[int, Decision], key: str, *, whole: bool
) -> Closed:
    """`key` names this submission. The cycle is held, and the grading read since; what is carried over has somewhere to
    go."""
    running = grading.cycle.state is Openness.OPEN
    over = ends(grading, decisions, whole=whole)
    stored, refused = _grade(session, now, grading, decisions)
    forget_typed(session, grading, decisions)
    closed = _finish(session, now, grading, whole=over) if running else set()
    if running and over:
        values = {"state": Openness.CLOSED, "closed_at": now}
        change(session, grading.cycle, values, now, grading.caller.person.id)
        _audit(session, now, grading, AuditAction.CYCLE_CLOSED, grading.cycle.name)
    session.flush()
    concerned = closed | {item.objective.team_id for item in stored}
    return Closed(
        stored=len(stored),
        told=tuple(team.name for team in _tell(session, now, grading, concerned, key)),
        over=over,
        left=len(undecided(grading, decisions)),
        refused=tuple(refused),
    )


def _grade(
    session: Session, now: datetime, grading: Grading, decisions: Mapping[int, Decision]
) -> tuple[list[Item], list[str]]:
    """What was graded, and what was not because somebody else had graded it since the form was filled in."""
    rows = key_results_by_id(session, grading.cycle.workspace_id, decisions)
    stored, refused = [], []
    for item in grading.everything:
        decision = decisions.get(item.id)
        if decision and item.open is (decision.outcome is None):
            refused.append(item.key_result.short_id)
        elif decision and _store(session, now, grading, rows[item.id], decision):
            stored.append(item)
            _audit(session, now, grading, AuditAction.GRADED, item.key_result.short_id)
            if decision.outcome is Outcome.CARRIED and grading.next:
                carry_over(Move(session, grading.next, now, grading.caller.person.id), rows[item.id], item)
    return stored, refused


def _audit(session: Session, now: datetime, grading: Grading, action: AuditAction, subject: str) -> None:
    note(session, grading.cycle.workspace_id, grading.caller.person.slack_id, action, subject, now)


def _store(session: Session, now: datetime, grading: Grading, row: KeyResult, decision: Decision) -> bool:
    values: dict[str, object] = {"grade": decision.grade, "grade_note": decision.note}
    if decision.outcome is not None:
        values |= {"state": Openness.CLOSED, "outcome": decision.outcome}
    return change(session, row, values, now, grading.caller.person.id)


def _finish(session: Session, now: datetime, grading: Grading, *, whole: bool) -> set[int]:
    """Closes the objectives that have nothing open left; all of them, graded or not, where the whole cycle is over.
    The teams of whose objectives none is open any more."""
    session.flush()
    mine = {one.id for one in grading.objectives}
    rows = [row for row in open_objectives(session, grading.cycle) if whole or row.id in mine]
    left = open_key_results(session, grading.cycle.workspace_id, [row.id for row in rows])
    waiting = set() if whole else {key_result.objective_id for key_result in left}
    for one in left if whole else ():
        change(session, one, {"state": Openness.CLOSED}, now, grading.caller.person.id)
    done = [row for row in rows if row.id not in waiting]
    for row in done:
        change(session, row, {"state": Openness.CLOSED}, now, grading.caller.person.id)
    session.flush()
    unfinished = {row.team_id for row in open_objectives(session, grading.cycle)}
    return {row.team_id for row in done} - unfinished


def _tell(session: Session, now: datetime, grading: Grading, team_ids: set[int], key: str) -> list[Team]:
    """Owes the teams' channels the retrospective, or what stands there its new look."""
    open_teams = {row.team_id for row in open_objectives(session, grading.cycle)}
    told = []
    for team_id in sorted(team_ids - open_teams):
        team = grading.teams[team_id]
        objectives = [one for one in (*grading.objectives, *grading.elsewhere) if one.team_id == team_id]
        if team.channel and any(one.key_results for one in objectives):
            _owe(session, now, grading, team, objectives[0].id, key)
            told.append(team)
    return told


def _owe(session: Session, now: datetime, grading: Grading, team: Team, objective_id: int, key: str) -> None:
    first = retrospective_key(team.id, grading.cycle.id)
    known = by_key(session, team.workspace_id, first)
    owe(
        session, team.workspace_id, DeliveryKind.RETROSPECTIVE, f"{first}:{key}" if known else first,
        target=team.channel, subject_id=objective_id, due=now,
    )  # fmt: skip


def retrospective_key(team_id: int, cycle_id: int) -> str:
    return f"retrospective:{team_id}:{cycle_id}"
