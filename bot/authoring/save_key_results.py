"""Stores a key result with its steps as its form says."""

from collections.abc import Sequence
from datetime import datetime
from math import isfinite
from typing import Any

from sqlmodel import Session

from bot.authoring.checking import key_result_plan, owner_problems
from bot.authoring.sheets import Field, Sheet, Typed, problem
from bot.authoring.taking import taken
from bot.authoring.written import lines
from bot.forms.sheet import Mistakes, Problem
from bot.kpis.flow import reading
from bot.objectives.plans.key_result import KeyResultPlan, StepPlan
from bot.objectives.plans.measures import measure_columns
from storage.changes import change, note
from storage.key_results import histories, key_result_by_id, key_results_of, next_key_result_number, steps_of
from storage.kinds import Kind
from storage.models import CheckIn, KeyResult, Kpi, Objective, Step
from storage.people import ensure_person


def save_key_result(session: Session, now: datetime, sheet: Sheet, typed: Typed) -> int:
    """The id of its objective. Raises Mistakes."""
    caller, workspace = sheet.caller, sheet.caller.workspace
    objective = session.get_one(Objective, sheet.subject.objective)
    row = key_result_by_id(session, workspace.id, sheet.subject.row)
    kpi = session.get(Kpi, taken(sheet, typed, Field.KPI))
    plan, problems = key_result_plan(typed, kpi)
    problems += owner_problems(session, caller, typed, sheet.typed[Field.OWNER])
    if plan is None:
        raise Mistakes(*problems)
    measure = measure_columns(plan, None, lambda: _value(session, sheet, kpi, now))
    steps = steps_of(session, workspace.id, [row.id])[row.id] if row else []
    answers = histories(session, workspace.id, [row.id], now)[row.id] if row else []
    problems += _of_title(session, objective, plan.title, row)
    problems += _of_measure(typed, measure)
    problems += _of_history(row, steps, answers, plan)
    if problems:
        raise Mistakes(*problems)
    values: dict[str, Any] = {
        **plan.model_dump(include={"title", "unit", "weight"}),
        **measure,
        "kpi_id": kpi.id if kpi else None,
        "owner_id": ensure_person(session, workspace.id, plan.owner).id,
    }
    if row is None:
        row = _made(session, now, sheet, objective, values)
    else:
        change(session, row, values, now, caller.person.id)
    _store_steps(session, now, sheet, row, steps, plan.milestones or ())
    return objective.id


def _made(session: Session, now: datetime, sheet: Sheet, objective: Objective, values: dict[str, Any]) -> KeyResult:
    number = next_key_result_number(session, objective)
    row = KeyResult(
        workspace_id=objective.workspace_id, objective_id=objective.id, number=number, created_at=now, **values
    )
    session.add(row)
    session.flush()
    note(session, row, "title", (None, row.title), now, sheet.caller.person.id)
    return row


def _value(session: Session, sheet: Sheet, kpi: Kpi | None, now: datetime) -> float | None:
    """What the KPI says now; none where it has too few answers to start from."""
    return reading(session, sheet.caller.workspace, kpi, now).checked_in if kpi else None


def _of_title(session: Session, objective: Objective, title: str, row: KeyResult | None) -> list[Problem]:
    known = key_results_of(session, objective.workspace_id, [objective.id], archived=True)
    titled = next((one for one, *_ in known if one.title == title and one is not row), None)
    if titled is None:
        return []
    message = "author.title_archived" if titled.archived_at else "author.title_taken"
    return [problem(Field.TITLE, message, number=f"{objective.number}.{titled.number}")]


def _of_measure(typed: Typed, measure: dict[str, object]) -> list[Problem]:
    """What only shows once the KPI has given the start."""
    start, target = measure["start"], measure["target"]
    if isinstance(target, float) and not isfinite(target):
        return [problem(Field.TARGET, "plan.bad_target", value=typed.get(Field.TARGET, ""))]
    return [problem(Field.TARGET, "plan.start_is_target")] if start is not None and start == target else []


def _of_history(
    row: KeyResult | None, steps: Sequence[Step], answers: Sequence[CheckIn], plan: KeyResultPlan
) -> list[Problem]:
    """Check-ins name steps by their numbers, and have values of one kind: what was said must go on making sense."""
    titles = [step.title for step in plan.milestones or ()]
    if len(set(titles)) < len(titles):
        twice = next(title for title in titles if titles.count(title) > 1)
        return [problem(Field.STEPS, "author.step_twice", title=twice)]
    if row is None or not answers:
        return []
    if (row.kind is Kind.MILESTONE) is (plan.milestones is None):
        return [problem(Field.KIND, "author.kind_answered")]
    done = max((number for answer in answers for number in answer.done), default=0)
    places = {title: place for place, title in enumerate(titles, 1)}
    moved = [step for step in steps if places.get(step.title, step.number) != step.number]
    if len(titles) < done or moved:
        return [problem(Field.STEPS, "author.steps_answered", done=done)]
    return []


def _store_steps(
    session: Session, now: datetime, sheet: Sheet, row: KeyResult, stored: Sequence[Step], plans: Sequence[StepPlan]
) -> None:
    """Steps are numbered as they stand in the form. Their history is that of the key result."""
    before = lines(stored)
    for number, plan in enumerate(plans, 1):
        step = stored[number - 1] if number <= len(stored) else None
        step = step or Step(workspace_id=row.workspace_id, key_result_id=row.id, number=number, title="")
        step.title, step.weight = plan.title, plan.weight
        session.add(step)
    for step in stored[len(plans) :]:
        session.delete(step)
    session.flush()
    after = lines(steps_of(session, row.workspace_id, [row.id])[row.id])
    if before != after and sheet.subject.row:
        note(session, row, "steps", (before or None, after or None), now, sheet.caller.person.id)
