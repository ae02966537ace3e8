"""Stores the key results of an objective with their steps and initiatives."""

from collections.abc import Sequence
from typing import Any

from bot.kpis.flow import reading
from bot.objectives.plans.faults import Loc
from bot.objectives.plans.key_result import InitiativePlan, KeyResultPlan, StepPlan
from bot.objectives.plans.measures import measure_columns
from bot.objectives.plans.merge import Section, Work, merge
from bot.rules.progress import MOST_STEPS
from storage.changes import change
from storage.key_results import key_results_of, next_key_result_number, steps_of
from storage.kinds import Kind
from storage.kpis import kpi_by_name
from storage.models import Initiative, KeyResult, Kpi, Objective, Step
from storage.objectives import initiatives_of


def store_key_results(work: Work, objective: Objective, plans: Sequence[KeyResultPlan], loc: Loc) -> None:
    stored = [row for row, *_ in key_results_of(work.session, work.workspace.id, [objective.id], archived=True)]
    for place, plan in enumerate(plans):
        row = _key_result(work, objective, plan, stored, (*loc, place))
        store_initiatives(work, objective, row, plan.initiatives)


def store_initiatives(
    work: Work, objective: Objective, key_result: KeyResult | None, plans: Sequence[InitiativePlan]
) -> None:
    key_result_id = key_result.id if key_result else None
    stored = {
        row.title: row
        for row, _ in initiatives_of(work.session, work.workspace.id, [objective.id])
        if row.key_result_id == key_result_id
    }
    for plan in plans:
        values = {
            "objective_id": objective.id,
            "key_result_id": key_result_id,
            "title": plan.title,
            "owner_id": work.people[plan.owner].id,
        }
        merge(work, Section.INITIATIVES, stored.get(plan.title), Initiative, values)


def _key_result(
    work: Work, objective: Objective, plan: KeyResultPlan, stored: Sequence[KeyResult], loc: Loc
) -> KeyResult:
    titled = next((row for row in stored if row.title == plan.title), None)
    found = next((row for row in stored if plan.key and row.key == plan.key), titled)
    if titled is not None and titled is not found:
        raise work.refuse((*loc, "title"), "plan.title_taken", number=f"{objective.number}.{titled.number}")
    columns = _columns(work, plan, found, loc)
    if found is not None:
        changed = _steps(work, found, plan.milestones or (), loc)
        return merge(work, Section.KEY_RESULTS, found, KeyResult, columns, more=changed)
    number = next_key_result_number(work.session, objective)
    made = {"objective_id": objective.id, "number": number, "created_at": work.now, **columns}
    row = merge(work, Section.KEY_RESULTS, None, KeyResult, made)
    _steps(work, row, plan.milestones or (), loc)
    return row


def _columns(work: Work, plan: KeyResultPlan, found: KeyResult | None, loc: Loc) -> dict[str, Any]:
    columns = plan.model_dump(include={"title", "key", "unit", "weight"}, exclude_unset=found is not None)
    kpi = kpi_by_name(work.session, work.workspace.id, plan.kpi) if plan.kpi else None
    if found is None or "kpi" in plan.model_fields_set:
        columns["kpi_id"] = kpi.id if kpi else None
    measure = measure_columns(plan, found.start if found else None, lambda: _value(work, kpi))
    if measure["kind"] is Kind.CHANGE and measure["start"] == measure["target"]:
        raise work.refuse((*loc, "target"), "plan.start_is_target")
    return {**columns, **measure, "owner_id": work.people[plan.owner].id}


def _value(work: Work, kpi: Kpi | None) -> float | None:
    """What the KPI says now; none where it has too few answers to start from."""
    return reading(work.session, work.workspace, kpi, work.now).checked_in if kpi else None


def _steps(work: Work, row: KeyResult, plans: Sequence[StepPlan], loc: Loc) -> bool:
    """Tells whether any is new or changed.

    A step keeps its number, which check-ins name: one with an unknown title takes the place it has in the file
    where the title stored there is gone from the file, else it comes last.
    """
    stored = steps_of(work.session, work.workspace.id, [row.id])[row.id]
    titles = {plan.title for plan in plans}
    free = {step.number: step for step in stored if step.title not in titles}
    known = {step.title: step for step in stored}
    changed = False
    for place, plan in enumerate(plans, 1):
        step = known.get(plan.title) or free.pop(place, None)
        if step is not None:
            given = plan.model_dump(exclude_unset=True)
            changed |= change(work.session, step, given, work.now)
            continue
        changed = True
        stored.append(_new_step(work, row, plan, len(stored) + 1))
    if len(stored) > MOST_STEPS:
        fault = work.lines.fault((*loc, "milestones"), "plan.too_many_steps", most=MOST_STEPS, found=len(stored))
        work.faults.append(fault)
    work.session.flush()
    return changed


def _new_step(work: Work, row: KeyResult, plan: StepPlan, number: int) -> Step:
    step = Step(workspace_id=work.workspace.id, key_result_id=row.id, number=number, **plan.model_dump())
    work.session.add(step)
    return step
