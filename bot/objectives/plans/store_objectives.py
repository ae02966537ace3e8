"""Stores the objectives of a plan, and aligns them to their parents once all have a row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.objectives.plans.faults import Loc
from bot.objectives.plans.merge import Section, Work, merge
from bot.objectives.plans.plan import ObjectivePlan
from bot.objectives.plans.store_key_results import store_initiatives, store_key_results
from storage.models import Objective
from storage.objectives import cycles_of, find_objective, next_objective_number, objectives_of
from storage.people import teams_of


@dataclass(frozen=True)
class Placed:
    """An objective of the file and its row, which may have been there before."""

    plan: ObjectivePlan
    loc: Loc
    row: Objective
    columns: Mapping[str, Any]
    new: bool


def store_objectives(work: Work, plans: Sequence[ObjectivePlan]) -> None:
    """In the order of the file, which is that of the numbers: a parent may stand further down."""
    teams = {team.name: team.id for team in teams_of(work.session, work.workspace.id)}
    cycles = {cycle.name: cycle.id for cycle in cycles_of(work.session, work.workspace.id)}
    placed = [
        _place(work, plan, ("objectives", place), teams[plan.team], cycles[plan.cycle])
        for place, plan in enumerate(plans)
    ]
    stored = {
        objective.id: objective for objective, *_ in objectives_of(work.session, work.workspace.id, archived=True)
    }
    for one in placed:
        _settle(work, one, stored)
    for one in placed:
        if one.row.id in _ancestors(one.row, stored):
            work.faults.append(work.lines.fault((*one.loc, "parent"), "plan.parent_loop"))


def _place(work: Work, plan: ObjectivePlan, loc: Loc, team_id: int, cycle_id: int) -> Placed:
    found = find_objective(work.session, work.workspace.id, cycle_id, plan.title, plan.key)
    titled = find_objective(work.session, work.workspace.id, cycle_id, plan.title, None)
    if titled is not found and titled is not None:
        raise work.refuse((*loc, "title"), "plan.title_taken", number=titled.number)
    own = {"title", "key", "level", "visibility", "weight", "rollup"}
    columns = plan.model_dump(include=own, exclude_unset=found is not None)
    columns |= {"team_id": team_id, "cycle_id": cycle_id, "owner_id": work.people[plan.owner].id}
    if found is not None:
        return Placed(plan, loc, found, columns, new=False)
    number = next_objective_number(work.session, work.workspace.id)
    made = {"number": number, "created_at": work.now, **columns}
    return Placed(plan, loc, merge(work, Section.OBJECTIVES, None, Objective, made), columns, new=True)


def _settle(work: Work, placed: Placed, stored: Mapping[int, Objective]) -> None:
    parent_id = _parent_id(work, placed, stored)
    if placed.new:
        placed.row.parent_id = parent_id
    else:
        merge(work, Section.OBJECTIVES, placed.row, Objective, {**placed.columns, "parent_id": parent_id})
    store_key_results(work, placed.row, placed.plan.key_results, (*placed.loc, "key_results"))
    store_initiatives(work, placed.row, None, placed.plan.initiatives)


def _parent_id(work: Work, placed: Placed, stored: Mapping[int, Objective]) -> int | None:
    """The objective with the parent's title in the same cycle, else the only one in any other."""
    if placed.plan.parent is None:
        return placed.row.parent_id
    titled = [objective for objective in stored.values() if objective.title == placed.plan.parent]
    meant = [objective for objective in titled if objective.cycle_id == placed.row.cycle_id] or titled
    if len(meant) != 1:
        work.faults.append(work.lines.fault((*placed.loc, "parent"), "plan.parent_unclear"))
        return None
    return meant[0].id


def _ancestors(row: Objective, stored: Mapping[int, Objective]) -> Iterator[int]:
    seen: set[int] = set()
    while row.parent_id is not None and row.parent_id not in seen:
        seen.add(row.parent_id)
        yield row.parent_id
        row = stored[row.parent_id]
