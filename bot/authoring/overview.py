"""All that belongs to an objective, for whoever goes on writing it, with advice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.authoring.choices import named
from bot.authoring.sheets import Form, Subject
from bot.authoring.templates import BY_ID, Sample
from bot.errors import UserError
from bot.kpis.flow import reading
from bot.objectives.flow import seen, standings
from bot.objectives.measure import waits_for_start
from bot.objectives.standing import KeyResultStanding, ObjectiveStanding, Owner
from bot.people.access import Rights, rights
from bot.people.caller import Caller
from bot.rules.access import Action
from bot.rules.advice import Advice, KeyResultIdea, ObjectiveIdea, advise
from storage.key_results import key_result_by_id, key_results_of
from storage.kinds import Openness
from storage.kpis import kpis_of
from storage.models import Initiative, Kpi, Objective
from storage.objectives import initiatives_of, objective_by_id, objectives_of


@dataclass(frozen=True)
class InitiativeRow:
    """`place` is the short id of what it hangs on."""

    id: int
    title: str
    owner: Owner
    done: bool
    place: str
    editable: bool


@dataclass(frozen=True)
class Archived:
    """What may be restored."""

    form: Form
    id: int
    title: str


@dataclass(frozen=True)
class Overview:
    """`editable` has the ids of the key results that the caller may change, `mine` tells that of the objective.
    `samples` are what its template has, each with its place there. Advice is for those who may follow it."""

    caller: Caller
    subject: Subject
    objective: ObjectiveStanding
    mine: bool
    editable: frozenset[int]
    initiatives: tuple[InitiativeRow, ...]
    archived: tuple[Archived, ...]
    samples: tuple[tuple[int, Sample], ...]
    advice: tuple[Advice, ...]


def overview(session: Session, caller: Caller, now: datetime, subject: Subject, *, measured: bool = True) -> Overview:
    """UserError for an objective that the caller may not see. Only where `measured`, KPIs are read for the advice."""
    workspace, mine = caller.workspace.id, rights(session, caller)
    row = objective_by_id(session, workspace, subject.objective)
    if row is None or not seen(session, mine, row):
        raise UserError("author.gone")
    (found,) = standings(session, workspace, now, numbers=[row.number])
    may = mine.may(Action.EDIT, row.team_id, [row.owner_id])
    editable = frozenset(
        one.id for one in found.key_results if may or mine.may(Action.EDIT, row.team_id, [one.owner.id])
    )
    return Overview(
        caller,
        Subject(row.id, template=subject.template),
        found,
        may,
        editable,
        tuple(_initiatives(session, mine, found, editable, may)),
        tuple(_archived(session, row)) if may else (),
        tuple(enumerate(BY_ID[subject.template].samples)) if may and subject.template in BY_ID else (),
        _advice(session, caller, now, found, measured=measured) if may else (),
    )


def _initiatives(
    session: Session, mine: Rights, found: ObjectiveStanding, editable: frozenset[int], may: bool
) -> Iterator[InitiativeRow]:
    above = {one.id: one.short_id for one in found.key_results}
    for row, owner in initiatives_of(session, mine.person.workspace_id, [found.id]):
        yield InitiativeRow(
            row.id,
            row.title,
            Owner(owner.id, owner.slack_id, owner.name),
            row.state is Openness.CLOSED,
            above.get(row.key_result_id or 0, str(found.number)),
            may or row.key_result_id in editable or mine.may(Action.EDIT, found.team_id, [owner.id]),
        )


def _archived(session: Session, objective: Objective) -> Iterator[Archived]:
    for row, *_ in key_results_of(session, objective.workspace_id, [objective.id], archived=True):
        if row.archived_at is not None:
            yield Archived(Form.KEY_RESULT, row.id, f"{objective.number}.{row.number} {row.title}")
    initiatives: Sequence[Initiative] = [
        row for row, _ in initiatives_of(session, objective.workspace_id, [objective.id], archived=True)
    ]
    for initiative in initiatives:
        if initiative.archived_at is not None:
            yield Archived(Form.INITIATIVE, initiative.id, initiative.title)


def _advice(
    session: Session, caller: Caller, now: datetime, found: ObjectiveStanding, *, measured: bool
) -> tuple[Advice, ...]:
    workspace = caller.workspace.id
    beside = [one for one, *_ in objectives_of(session, workspace, cycle_id=found.cycle_id)]
    kpis = kpis_of(session, workspace)
    ideas = [_idea(session, caller, now, one, kpis if measured else ()) for one in found.key_results]
    of_owner = sum(one.owner_id == found.owner.id for one in beside)
    of_team = sum(one.team_id == found.team_id for one in beside)
    idea = ObjectiveIdea(str(found.number), found.title, of_owner, of_team, ideas)
    return advise(idea, {named(kpi): kpi.formula.value for kpi in kpis})


def _idea(
    session: Session, caller: Caller, now: datetime, found: KeyResultStanding, kpis: Sequence[Kpi]
) -> KeyResultIdea:
    kpi = next((kpi for kpi in kpis if kpi.id == found.kpi_id), None)
    value = found.value
    if value is None and kpi is not None:
        value = reading(session, caller.workspace, kpi, now).checked_in
    row = key_result_by_id(session, caller.workspace.id, found.id)
    waits = row is not None and waits_for_start(row)
    return KeyResultIdea(found.short_id, found.title, found.measure, value, waits, found.kpi_id is not None)
