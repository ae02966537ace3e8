"""Stores what a form says: problems at their fields, and nothing is stored; else all of it, with history."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.authoring.held import held_initiative, held_key_result, held_objective
from bot.authoring.opening import opened
from bot.authoring.save_initiatives import save_initiative
from bot.authoring.save_key_results import save_key_result
from bot.authoring.save_objectives import save_objective
from bot.authoring.sheets import Field, Form, Meanwhile, ObjectiveSheet, Outdated, Sheet, Subject, Typed
from bot.errors import UserError
from bot.objectives.assessment import owner_of
from bot.people.access import rights
from bot.people.caller import Caller
from storage import audit
from storage.changes import change, changes_since
from storage.kinds import AuditAction, Openness
from storage.models import Initiative, KeyResult, Objective, Person
from storage.objectives import hold_objectives

COLUMNS = {
    "title": Field.TITLE,
    "level": Field.LEVEL,
    "team_id": Field.TEAM,
    "cycle_id": Field.CYCLE,
    "owner_id": Field.OWNER,
    "parent_id": Field.PARENT,
    "visibility": Field.VISIBILITY,
    "weight": Field.WEIGHT,
    "rollup": Field.ROLLUP,
    "kind": Field.KIND,
    "unit": Field.UNIT,
    "start": Field.START,
    "target": Field.TARGET,
    "relative_target": Field.TARGET,
    "low": Field.LOW,
    "high": Field.HIGH,
    "steps": Field.STEPS,
    "kpi_id": Field.KPI,
    "key_result_id": Field.PLACE,
    "state": Field.DONE,
}
"""The field that shows a column. The steps are none, but have a history under this name."""
ACTIONS = {
    Form.OBJECTIVE: (AuditAction.OBJECTIVE_ADDED, AuditAction.OBJECTIVE_CHANGED),
    Form.KEY_RESULT: (AuditAction.KEY_RESULT_ADDED, AuditAction.KEY_RESULT_CHANGED),
    Form.INITIATIVE: (AuditAction.INITIATIVE_ADDED, AuditAction.INITIATIVE_CHANGED),
}
"""What saving a form is: of a new row, and of one that was there."""


def save(session: Session, caller: Caller, now: datetime, form: Form, subject: Subject, typed: Typed) -> int:
    """The id of the objective. Raises Mistakes, or Outdated where somebody else was quicker, or a UserError."""
    hold_objectives(session, caller.workspace.id)
    sheet = opened(session, caller, now, form, subject)
    _refuse_outdated(session, caller, sheet, subject, typed)
    if isinstance(sheet, ObjectiveSheet):
        saved = save_objective(session, now, sheet, typed)
        old = subject.objective
    else:
        saving = save_key_result if form is Form.KEY_RESULT else save_initiative
        saved, old = saving(session, now, sheet, typed), subject.row
    added, changed = ACTIONS[form]
    _audit(session, caller, now, changed if old else added, saved)
    return saved


def _audit(session: Session, caller: Caller, now: datetime, action: AuditAction, objective_id: int) -> None:
    """By the number of the objective that it is or belongs to."""
    number = session.get_one(Objective, objective_id).number
    audit.note(session, caller.workspace.id, caller.person.slack_id, action, f"{number}", now)


def _refuse_outdated(session: Session, caller: Caller, sheet: Sheet, subject: Subject, typed: Typed) -> None:
    if sheet.subject.version == subject.version:
        return
    edits = changes_since(session, row_of(session, caller, sheet.form, subject), subject.version)
    fields = dict.fromkeys(COLUMNS[edit.field] for edit in edits if edit.field in COLUMNS)
    differing = [field for field in fields if field in typed and typed[field] != sheet.typed.get(field, "")]
    if differing:
        by = next((edit.person_id for edit in reversed(edits) if edit.person_id), None)
        raise Outdated(
            replace(
                sheet,
                typed={**sheet.typed, **typed, **{field: sheet.typed.get(field, "") for field in differing}},
                changed=tuple(Meanwhile(field, typed[field]) for field in differing),
                by=owner_of(session.get_one(Person, by)) if by else None,
            )
        )


def row_of(session: Session, caller: Caller, form: Form, subject: Subject) -> Objective | KeyResult | Initiative:
    """The stored row that a form is about; a UserError where the caller may not change it."""
    mine = rights(session, caller)
    match form:
        case Form.OBJECTIVE:
            return held_objective(session, caller, mine, subject.objective)
        case Form.KEY_RESULT:
            return held_key_result(session, caller, mine, subject.objective, subject.row)[1]
        case Form.INITIATIVE:
            found = held_initiative(session, caller, mine, subject.objective, subject.row)[1]
    if found is None:
        raise UserError("author.gone")
    return found


def archive(session: Session, caller: Caller, now: datetime, form: Form, subject: Subject) -> None:
    """Takes it out of lists, rounds and figures; its history stays. A second time changes nothing."""
    row = row_of(session, caller, form, subject)
    if row.archived_at is None:
        change(session, row, {"archived_at": now, "state": Openness.CLOSED}, now, caller.person.id)
        _audit(session, caller, now, AuditAction.ARCHIVED, _objective_of(row))


def restore(session: Session, caller: Caller, now: datetime, form: Form, subject: Subject) -> None:
    row = row_of(session, caller, form, subject)
    if row.archived_at is not None:
        change(session, row, {"archived_at": None, "state": Openness.OPEN}, now, caller.person.id)
        _audit(session, caller, now, AuditAction.RESTORED, _objective_of(row))


def _objective_of(row: Objective | KeyResult | Initiative) -> int:
    return row.id if isinstance(row, Objective) else row.objective_id
