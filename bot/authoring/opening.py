"""What a form shows when it opens: a new row with what is usual, or a stored one."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.authoring import choices
from bot.authoring.held import held_initiative, held_key_result, held_objective
from bot.authoring.sheets import Field, Form, InitiativeSheet, KeyResultSheet, ObjectiveSheet, Sheet, Subject, Typed
from bot.authoring.templates import BY_ID, Sample
from bot.authoring.written import initiative_as_typed, key_result_as_typed, objective_as_typed
from bot.errors import UserError
from bot.objectives.assessment import owner_of
from bot.objectives.flow import seen
from bot.objectives.lookup import SHOWN_ID
from bot.objectives.standing import Owner
from bot.people.access import Rights, rights
from bot.people.caller import Caller
from bot.rules.access import Action
from storage.changes import version_of
from storage.key_results import histories, key_result_numbered, steps_of
from storage.kinds import Formula, Kind, Level, Visibility
from storage.kpis import kpis_of
from storage.models import Objective, Person
from storage.objectives import objectives_of


def opened(session: Session, caller: Caller, now: datetime, form: Form, subject: Subject) -> Sheet:
    """The form that is about `subject`, as it is stored now; a UserError where there is none that the caller may
    open."""
    match form:
        case Form.OBJECTIVE if subject.objective:
            return objective(session, caller, subject)
        case Form.OBJECTIVE:
            return new_objective(session, caller, now, subject)
        case Form.KEY_RESULT if subject.row:
            return key_result(session, caller, now, subject)
        case Form.KEY_RESULT:
            return new_key_result(session, caller, subject)
        case Form.INITIATIVE:
            return initiative(session, caller, subject)


def as_typed(session: Session, caller: Caller, now: datetime, form: Form, subject: Subject, typed: Typed) -> Sheet:
    """The same form with what was typed meanwhile; it goes on being about the version that it was opened with."""
    sheet = opened(session, caller, now, form, subject)
    return replace(sheet, subject=subject, typed={**sheet.typed, **typed})


def numbered(session: Session, caller: Caller, now: datetime, typed: str) -> Sheet:
    """The form of what is called 2 or 2.1."""
    asked = SHOWN_ID.fullmatch(typed.strip())
    if asked is None:
        raise UserError("author.no_id")
    found = objectives_of(session, caller.workspace.id, numbers=[int(asked[1])])
    if not found or not seen(session, rights(session, caller), found[0][0]):
        raise UserError("objectives.unknown_id", id=typed)
    subject = Subject(found[0][0].id)
    if asked[2] is None:
        return objective(session, caller, subject)
    row = key_result_numbered(session, caller.workspace.id, int(asked[1]), int(asked[2]))
    if row is None:
        raise UserError("objectives.unknown_id", id=typed)
    return key_result(session, caller, now, Subject(row.objective_id, row.id))


def new_objective(session: Session, caller: Caller, now: datetime, subject: Subject) -> ObjectiveSheet:
    """My team, the running cycle, me. A UserError where the caller has no team, or nothing is running."""
    mine = rights(session, caller)
    teams = choices.teams(session, caller, mine)
    if not teams:
        raise UserError("author.first_team" if mine.may(Action.CREATE_COMPANY) else "author.no_team")
    cycles = choices.open_cycles(session, caller.workspace.id)
    running = choices.running(cycles, now.astimezone(ZoneInfo(caller.zone)).date())
    if running is None:
        raise UserError("author.no_cycle")
    typed = {
        Field.LEVEL: Level.TEAM.value,
        Field.TEAM: teams[0].value,
        Field.CYCLE: str(running.id),
        Field.OWNER: caller.person.slack_id,
        Field.VISIBILITY: Visibility.OPEN.value,
        Field.WEIGHT: "1",
    }
    lists = {
        Field.TEAM: teams,
        Field.CYCLE: choices.cycles(cycles),
        Field.PARENT: choices.parents(session, caller, mine, None),
    }
    return ObjectiveSheet(caller, subject, typed, lists, company=mine.may(Action.CREATE_COMPANY))


def objective(session: Session, caller: Caller, subject: Subject) -> ObjectiveSheet:
    mine = rights(session, caller)
    row = held_objective(session, caller, mine, subject.objective)
    cycles = choices.open_cycles(session, caller.workspace.id)
    owner = session.get_one(Person, row.owner_id)
    return ObjectiveSheet(
        caller,
        _versioned(subject, version_of(session, row)),
        objective_as_typed(row, owner),
        {
            Field.TEAM: choices.teams(session, caller, mine, row.team_id),
            Field.CYCLE: choices.cycles(cycles),
            Field.PARENT: choices.parents(session, caller, mine, row),
        },
        number=str(row.number),
        archived=row.archived_at is not None,
        left=_left(owner),
        company=mine.may(Action.CREATE_COMPANY) or row.level is Level.COMPANY,
    )


def new_key_result(session: Session, caller: Caller, subject: Subject, sample: Sample | None = None) -> KeyResultSheet:
    mine = rights(session, caller)
    parent = held_objective(session, caller, mine, subject.objective)
    typed = {Field.OWNER: caller.person.slack_id, Field.KIND: Kind.CHANGE.value, Field.WEIGHT: "1"}
    if sample:
        typed |= _figures(sample) | {Field.KPI: _kpi_of(session, caller, mine, sample.formula)}
    lists = {Field.KPI: choices.kpis(session, caller, mine)}
    return KeyResultSheet(caller, subject, typed, lists, objective=_named(parent), sample=sample)


def _figures(sample: Sample) -> dict[Field, str]:
    return {
        Field.KIND: sample.kind.value,
        Field.UNIT: sample.unit,
        Field.START: sample.start,
        Field.TARGET: sample.target,
        Field.LOW: sample.low,
        Field.HIGH: sample.high,
    }


def _kpi_of(session: Session, caller: Caller, mine: Rights, formula: Formula | None) -> str:
    known = kpis_of(session, caller.workspace.id) if formula and mine.may(Action.SEE_KPIS) else []
    return next((str(kpi.id) for kpi in known if kpi.formula is formula), "")


def sample_of(template: str, place: int) -> Sample | None:
    """The key result at a place of a template."""
    found = BY_ID[template].samples if template in BY_ID else ()
    return found[place] if place in range(len(found)) else None


def key_result(session: Session, caller: Caller, now: datetime, subject: Subject) -> KeyResultSheet:
    mine = rights(session, caller)
    parent, row = held_key_result(session, caller, mine, subject.objective, subject.row)
    workspace = caller.workspace.id
    owner = session.get_one(Person, row.owner_id)
    return KeyResultSheet(
        caller,
        _versioned(subject, version_of(session, row)),
        key_result_as_typed(row, owner, steps_of(session, workspace, [row.id])[row.id]),
        {Field.KPI: choices.kpis(session, caller, mine, row.kpi_id)},
        number=f"{parent.number}.{row.number}",
        archived=row.archived_at is not None,
        left=_left(owner),
        objective=_named(parent),
        answers=len(histories(session, workspace, [row.id], now)[row.id]),
    )


def initiative(session: Session, caller: Caller, subject: Subject) -> InitiativeSheet:
    """A new one where the subject has no row."""
    mine = rights(session, caller)
    parent, row = held_initiative(session, caller, mine, subject.objective, subject.row)
    lists = {Field.PLACE: choices.places(session, caller, mine, parent)}
    if row is None:
        typed: Typed = {Field.OWNER: caller.person.slack_id, Field.PLACE: lists[Field.PLACE][0].value}
        return InitiativeSheet(caller, subject, typed, lists, objective=_named(parent))
    owner = session.get_one(Person, row.owner_id)
    return InitiativeSheet(
        caller,
        _versioned(subject, version_of(session, row)),
        initiative_as_typed(row, owner),
        lists,
        number=str(parent.number),
        archived=row.archived_at is not None,
        left=_left(owner),
        objective=_named(parent),
    )


def _versioned(subject: Subject, version: int) -> Subject:
    return Subject(subject.objective, subject.row, version, subject.card, subject.template)


def _named(objective: Objective) -> str:
    return f"{objective.number} {objective.title}"


def _left(owner: Person) -> Owner | None:
    return None if owner.active else owner_of(owner)
