"""Stores an initiative as its form says."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.authoring.checking import initiative_plan, owner_problems
from bot.authoring.sheets import Field, Sheet, Typed, problem
from bot.forms.sheet import YES, Mistakes, Problem
from storage.changes import change, note
from storage.kinds import Openness
from storage.models import Initiative
from storage.objectives import initiative_by_id, initiatives_of
from storage.people import ensure_person


def save_initiative(session: Session, now: datetime, sheet: Sheet, typed: Typed) -> int:
    """The id of its objective. Raises Mistakes."""
    caller, workspace = sheet.caller, sheet.caller.workspace.id
    row = initiative_by_id(session, workspace, sheet.subject.row)
    place = typed.get(Field.PLACE, "")
    plan, problems = initiative_plan(typed)
    problems += owner_problems(session, caller, typed, sheet.typed[Field.OWNER])
    if all(choice.value != place for choice in sheet.lists[Field.PLACE]):
        problems.append(problem(Field.PLACE, "author.place_gone"))
    elif plan:
        problems += _of_title(session, sheet, int(place) or None, plan.title, row)
    if problems or plan is None:
        raise Mistakes(*problems)
    values: dict[str, Any] = {
        "title": plan.title,
        "owner_id": ensure_person(session, workspace, plan.owner).id,
        "key_result_id": int(place) or None,
    }
    if row is None or row.archived_at is None:
        values["state"] = Openness.CLOSED if typed.get(Field.DONE) == YES else Openness.OPEN
    if row is not None:
        change(session, row, values, now, caller.person.id)
        return row.objective_id
    row = Initiative(workspace_id=workspace, objective_id=sheet.subject.objective, **values)
    session.add(row)
    session.flush()
    note(session, row, "title", (None, row.title), now, caller.person.id)
    return row.objective_id


def _of_title(
    session: Session, sheet: Sheet, key_result_id: int | None, title: str, row: Initiative | None
) -> list[Problem]:
    known = initiatives_of(session, sheet.caller.workspace.id, [sheet.subject.objective], archived=True)
    same = [one for one, _ in known if one.key_result_id == key_result_id and one.title == title and one is not row]
    return [problem(Field.TITLE, "author.initiative_taken")] if same else []
