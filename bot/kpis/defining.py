"""KPIs are defined by admins in a form; what only files can say of one stays as it is."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from bot.actions import row_id
from bot.errors import UserError
from bot.forms.figures import number_in
from bot.forms.judged import judged
from bot.forms.sheet import Choice, Mistakes, Problem, Sheet, Subject, Typed, refuse_outdated
from bot.kpis.definition import KpiDefinition, fields_of
from bot.kpis.flow import define
from bot.people.access import rights
from bot.people.caller import Caller
from bot.rules.access import Action
from storage.audit import note
from storage.changes import version_of
from storage.kinds import AuditAction
from storage.kpis import kpi_by_id, kpi_by_name
from storage.models import Kpi
from storage.objectives import hold_objectives
from storage.surveys import surveys_of

FORM = "kpi"
AS_IT_IS = "0"
"""The survey of a KPI of which nothing is stored yet."""


class Field(StrEnum):
    NAME = "name"
    TITLE = "title"
    FORMULA = "formula"
    SURVEY = "survey"
    WINDOW = "window"
    UNIT = "unit"
    DIRECTION = "direction"
    MIN_N = "min_n"


COLUMNS: Mapping[str, tuple[Field, ...]] = {field.value: (field,) for field in Field}
"""The fields that show a column: they are called alike."""
PLACES = {field.value: field for field in Field}


def opened(session: Session, caller: Caller, kpi_id: int) -> Sheet:
    """The form of a KPI, or of a new one (0), as it is now. UserError for who is no admin."""
    rights(session, caller).demand(Action.SET_UP_COMPANY)
    row = _row(session, caller, kpi_id)
    surveys = [Choice(str(one.id), one.name) for one in surveys_of(session, caller.workspace.id)]
    if row is None:
        typed = {field.value: "" for field in Field} | {Field.MIN_N: str(KpiDefinition.model_fields["min_n"].default)}
        return Sheet(FORM, caller, Subject(), typed, {Field.SURVEY: tuple(surveys)})
    if row.survey and all(one.label != row.survey for one in surveys):
        surveys.append(Choice(AS_IT_IS, row.survey))
    typed = {
        Field.NAME: row.name,
        Field.TITLE: row.title,
        Field.FORMULA: row.formula.value,
        Field.SURVEY: next((one.value for one in surveys if one.label == row.survey), ""),
        Field.WINDOW: row.window or "",
        Field.UNIT: row.unit,
        Field.DIRECTION: row.direction.value,
        Field.MIN_N: str(row.min_n),
    }
    return Sheet(FORM, caller, Subject(row.id, version_of(session, row)), typed, {Field.SURVEY: tuple(surveys)})


def save(session: Session, caller: Caller, now: datetime, subject: Subject, typed: Typed) -> Kpi:
    """Raises Mistakes, or Outdated where somebody else was quicker, or a UserError; then nothing is stored."""
    hold_objectives(session, caller.workspace.id)  # whoever else defines a KPI waits: names stay apart
    sheet, row = opened(session, caller, subject.row), _row(session, caller, subject.row)
    if row:
        refuse_outdated(session, row, COLUMNS, sheet, subject, typed)
    definition, problems = judged(KpiDefinition, _data(sheet, row, typed), PLACES, Field.FORMULA)
    if row is None and kpi_by_name(session, caller.workspace.id, _words(typed, Field.NAME)):
        problems.append(Problem(Field.NAME, "kpi_form.name_taken"))
    if definition is None or problems:
        raise Mistakes(*problems)
    workspace, by = caller.workspace.id, caller.person
    note(session, workspace, by.slack_id, AuditAction.KPI_DEFINED, definition.name, now)
    return define(session, workspace, definition, now, by.id)


def _row(session: Session, caller: Caller, kpi_id: int) -> Kpi | None:
    """None for a new one; UserError for one that is gone."""
    row = kpi_by_id(session, caller.workspace.id, kpi_id) if kpi_id else None
    if kpi_id and row is None:
        raise UserError("kpi_form.gone")
    return row


def _data(sheet: Sheet, row: Kpi | None, typed: Typed) -> dict[str, Any]:
    """The KPI as a file would have it: what the form shows as it was typed, the rest as it is stored."""
    stored = {name: value for name, value in fields_of(row).items() if value is not None} if row else {}
    data: dict[str, Any] = {
        "name": row.name if row else _words(typed, Field.NAME),
        "title": _words(typed, Field.TITLE),
        "formula": typed.get(Field.FORMULA, ""),
        "survey": _survey(sheet, row, typed),
        "window": typed.get(Field.WINDOW) or None,
        "unit": _words(typed, Field.UNIT),
        "direction": typed.get(Field.DIRECTION) or None,
        "min_n": number_in(typed.get(Field.MIN_N, "")),
    }
    return {**stored, **data}


def _survey(sheet: Sheet, row: Kpi | None, typed: Typed) -> str | None:
    """What was chosen counts only where it was offered; where no survey was offered there is none."""
    chosen = typed.get(Field.SURVEY, "")
    if chosen == AS_IT_IS and row:
        return row.survey
    names = {one.value: one.label for one in sheet.lists[Field.SURVEY]}
    return names.get(str(row_id(chosen)))


def _words(typed: Typed, field: Field) -> str:
    return " ".join(typed.get(field, "").split())
