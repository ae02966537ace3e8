"""What is not done goes on in the next cycle: a new objective and key result that know where they come from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.cycles.grading import Item
from bot.objectives.measure import begun
from bot.rules.carry import carried
from bot.rules.progress import Baseline, Change, Maintain, Measure, Milestone
from storage.changes import change
from storage.cycles import children_going_on_in, goes_on_in, key_result_that_goes_on, open_initiatives
from storage.key_results import key_results_of, next_key_result_number
from storage.kinds import Kind, Openness
from storage.models import Cycle, Initiative, KeyResult, Objective, Step
from storage.objectives import find_objective, next_objective_number

SAME_OBJECTIVE = ("key", "title", "level", "team_id", "owner_id", "visibility", "weight", "rollup")
SAME_KEY_RESULT = ("key", "title", "owner_id", "unit", "weight", "kpi_id")


@dataclass(frozen=True)
class Move:
    """Who moves what into which cycle, and when."""

    session: Session
    into: Cycle
    now: datetime
    person_id: int


def carry_over(move: Move, old: KeyResult, item: Item) -> None:
    """Once, however often it is asked for; a milestone whose steps are all done has nothing left to go on with."""
    last = item.key_result.last
    measure = carried(
        item.key_result.measure,
        last.value if last else None,
        [step.number for step in item.key_result.steps if step.done],
    )
    if measure is None or key_result_that_goes_on(move.session, old.workspace_id, old.id):
        return
    source = move.session.get_one(Objective, old.objective_id)
    objective = _objective(move, source)
    new = _key_result(move, objective, old, measure)
    move.session.flush()
    if isinstance(measure, Milestone) and new.kind is Kind.MILESTONE:
        _steps(move, new, item)
    _initiatives(move, source, old.id, objective, new.id)


def _objective(move: Move, old: Objective) -> Objective:
    """The one that goes on with an objective: made already, called the same, or new."""
    session = move.session
    if found := goes_on_in(session, move.into, old.id):
        return found
    titled = find_objective(session, old.workspace_id, move.into.id, old.title, None)
    if titled and titled.team_id == old.team_id and titled.archived_at is None and titled.carried_from_id is None:
        change(session, titled, {"carried_from_id": old.id}, move.now, move.person_id)
        return titled
    new = Objective(
        **{field: getattr(old, field) for field in SAME_OBJECTIVE},
        workspace_id=old.workspace_id,
        number=next_objective_number(session, old.workspace_id),
        cycle_id=move.into.id,
        parent_id=_parent_id(move, old),
        carried_from_id=old.id,
        created_at=move.now,
    )
    if titled:
        new.title = f"{old.title} ({old.number})"
    session.add(new)
    session.flush()
    for child in children_going_on_in(session, move.into, old.id):
        change(session, child, {"parent_id": new.id}, move.now, move.person_id)
    _initiatives(move, old, None, new, None)
    return new


def _parent_id(move: Move, old: Objective) -> int | None:
    """What goes on with the parent; the parent itself where its own cycle, such as the year's, goes on."""
    if old.parent_id is None:
        return None
    if found := goes_on_in(move.session, move.into, old.parent_id):
        return found.id
    parent = move.session.get_one(Objective, old.parent_id)
    longer = move.session.get_one(Cycle, parent.cycle_id)
    goes_on = parent.cycle_id != old.cycle_id and Openness.CLOSED not in (parent.state, longer.state)
    return parent.id if goes_on else None


def _key_result(move: Move, objective: Objective, old: KeyResult, measure: Measure) -> KeyResult:
    """One that somebody has written down there already keeps its figures."""
    rows = [row for row, *_ in key_results_of(move.session, old.workspace_id, [objective.id], archived=True)]
    if titled := next((row for row in rows if row.title == old.title), None):
        change(move.session, titled, {"carried_from_id": old.id}, move.now, move.person_id)
        return titled
    new = KeyResult(
        **{field: getattr(old, field) for field in SAME_KEY_RESULT},
        **_columns(old, measure),
        workspace_id=old.workspace_id,
        objective_id=objective.id,
        number=next_key_result_number(move.session, objective),
        carried_from_id=old.id,
        created_at=move.now,
    )
    move.session.add(new)
    return new


def _columns(old: KeyResult, measure: Measure) -> dict[str, Any]:
    match measure:
        case Change(start, target):
            return {"kind": Kind.CHANGE, "start": start, "target": target}
        case Maintain(low, high):
            return {"kind": Kind.MAINTAIN, "low": low, "high": high}
        case Milestone():
            return {"kind": Kind.MILESTONE}
        case Baseline(start):
            aims = {"kind": Kind.BASELINE, "start": start, "target": old.target, "relative_target": old.relative_target}
            known = start is not None and (old.target is not None or old.relative_target is not None)
            # A baseline that is found lets what waited for it begin.
            return (begun(old, start) if known and start is not None else None) or aims


def _steps(move: Move, new: KeyResult, item: Item) -> None:
    left = [step for step in item.key_result.steps if not step.done]
    move.session.add_all(
        Step(workspace_id=new.workspace_id, key_result_id=new.id, number=number, title=step.title, weight=step.weight)
        for number, step in enumerate(left, 1)
    )


def _initiatives(move: Move, old: Objective, old_id: int | None, objective: Objective, new_id: int | None) -> None:
    """Those that are open go along; where they were they are closed."""
    known = {row.title for row in open_initiatives(move.session, objective, new_id)}
    for row in open_initiatives(move.session, old, old_id):
        change(move.session, row, {"state": Openness.CLOSED}, move.now, move.person_id)
        if row.title not in known:
            move.session.add(
                Initiative(
                    workspace_id=row.workspace_id, objective_id=objective.id, key_result_id=new_id,
                    title=row.title, owner_id=row.owner_id,
                )
            )  # fmt: skip
