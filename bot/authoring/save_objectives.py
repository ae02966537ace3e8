"""Stores an objective as its form says."""

from datetime import datetime

from sqlmodel import Session

from bot.authoring.checking import objective_plan, owner_problems
from bot.authoring.sheets import Field, ObjectiveSheet, Typed, problem
from bot.authoring.taking import taken
from bot.forms.sheet import YES, Mistakes, Problem
from storage.changes import change, note
from storage.kinds import Level, Visibility
from storage.models import Cycle, Objective, Team
from storage.objectives import find_objective, next_objective_number, objective_by_id
from storage.people import ensure_person


def save_objective(session: Session, now: datetime, sheet: ObjectiveSheet, typed: Typed) -> int:
    """Its id. Raises Mistakes."""
    caller, workspace = sheet.caller, sheet.caller.workspace.id
    row = objective_by_id(session, workspace, sheet.subject.objective)
    team, cycle = (
        session.get(Team, taken(sheet, typed, Field.TEAM)),
        session.get(Cycle, taken(sheet, typed, Field.CYCLE)),
    )
    parent = session.get(Objective, taken(sheet, typed, Field.PARENT))
    plan, problems = objective_plan(typed, team, cycle)
    problems += owner_problems(session, caller, typed, sheet.typed[Field.OWNER])
    problems += _of_choices(sheet, typed, team, cycle, parent)
    if cycle and not problems and plan:
        problems += _of_title(session, cycle, plan.title, row)
    if problems or plan is None or team is None or cycle is None:
        raise Mistakes(*problems)
    values = {
        **plan.model_dump(include={"title", "level", "visibility", "weight"}),
        "rollup": typed.get(Field.ROLLUP) == YES,
        "team_id": team.id,
        "cycle_id": cycle.id,
        "parent_id": parent.id if parent else None,
        "owner_id": ensure_person(session, workspace, plan.owner).id,
    }
    if row is not None:
        change(session, row, values, now, caller.person.id)
        return row.id
    number = next_objective_number(session, workspace)
    row = Objective(workspace_id=workspace, number=number, created_at=now, **values)
    session.add(row)
    session.flush()
    note(session, row, "title", (None, row.title), now, caller.person.id)
    return row.id


def _of_choices(
    sheet: ObjectiveSheet, typed: Typed, team: Team | None, cycle: Cycle | None, parent: Objective | None
) -> list[Problem]:
    """What the caller may not choose, or cannot any more."""
    found = []
    if team is None:
        found.append(problem(Field.TEAM, "access.create"))
    if cycle is None:
        found.append(problem(Field.CYCLE, "author.cycle_closed"))
    if typed.get(Field.LEVEL) == Level.COMPANY and not sheet.company:
        found.append(problem(Field.LEVEL, "access.create_company"))
    if typed.get(Field.PARENT) and parent is None:
        found.append(problem(Field.PARENT, "author.parent_gone"))
    if parent and parent.visibility is Visibility.TEAM and not _inside(typed, team, parent):
        found.append(problem(Field.PARENT, "author.parent_private", number=parent.number))
    return found


def _inside(typed: Typed, team: Team | None, parent: Objective) -> bool:
    """Whoever sees the objective sees the one it supports."""
    return team is not None and team.id == parent.team_id and typed.get(Field.VISIBILITY) == Visibility.TEAM


def _of_title(session: Session, cycle: Cycle, title: str, row: Objective | None) -> list[Problem]:
    titled = find_objective(session, cycle.workspace_id, cycle.id, title, None)
    if titled is None or titled is row:
        return []
    message = "author.title_archived" if titled.archived_at else "author.title_taken"
    return [problem(Field.TITLE, message, number=titled.number)]
