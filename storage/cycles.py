"""Cycles as admins make and close them: drafts of grades, and what goes on in the next one."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from storage.kinds import Openness
from storage.models import Cycle, GradeDraft, Initiative, KeyResult, Objective
from storage.once import add_once


def cycle_by_id(session: Session, workspace_id: int, cycle_id: int) -> Cycle | None:
    query = select(Cycle).where(Cycle.workspace_id == workspace_id, Cycle.id == cycle_id)
    return session.exec(query).one_or_none()


def hold_cycle(session: Session, cycle: Cycle) -> None:
    """Until the end of the transaction nobody else grades or closes it: what is read from now on is what all before
    them have left."""
    session.refresh(cycle, with_for_update=True)


def add_cycle(session: Session, workspace_id: int, name: str, first: date, last: date) -> bool:
    """False where there is one with that name."""
    return add_once(session, Cycle, workspace_id=workspace_id, name=name, first=first, last=last)


def open_cycles(session: Session, workspace_id: int, team_ids: Collection[int] | None = None) -> list[Cycle]:
    """By their first day; where teams are named, those that one of them has objectives in."""
    query = select(Cycle).where(Cycle.workspace_id == workspace_id, Cycle.state == Openness.OPEN)
    if team_ids is not None:
        held = select(Objective.cycle_id).where(col(Objective.team_id).in_(team_ids))
        query = query.where(col(Cycle.id).in_(held.where(col(Objective.archived_at).is_(None))))
    return list(session.exec(query.order_by(col(Cycle.first), col(Cycle.id))))


def grade_drafts(session: Session, person_id: int, key_result_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """What a person typed and has not stored, by key result id."""
    query = select(GradeDraft).where(GradeDraft.person_id == person_id)
    return {draft.key_result_id: draft.typed for draft in session.exec(query.where(_of(key_result_ids)))}


def keep_grade_draft(
    session: Session, workspace_id: int, person_id: int, key_result_id: int, typed: dict[str, Any]
) -> None:
    add_once(session, GradeDraft, workspace_id=workspace_id, person_id=person_id, key_result_id=key_result_id, typed={})
    query = select(GradeDraft).where(GradeDraft.person_id == person_id, GradeDraft.key_result_id == key_result_id)
    draft = session.exec(query).one()
    draft.typed = typed
    session.add(draft)


def drop_grade_drafts(session: Session, workspace_id: int, key_result_ids: Collection[int]) -> None:
    """Whoever typed them."""
    for draft in session.exec(select(GradeDraft).where(GradeDraft.workspace_id == workspace_id, _of(key_result_ids))):
        session.delete(draft)


def _of(key_result_ids: Collection[int]) -> Any:
    return col(GradeDraft.key_result_id).in_(key_result_ids)


def open_objectives(session: Session, cycle: Cycle) -> list[Objective]:
    """Of a cycle, by number."""
    query = select(Objective).where(Objective.workspace_id == cycle.workspace_id, Objective.cycle_id == cycle.id)
    return list(session.exec(query.where(Objective.state == Openness.OPEN).order_by(col(Objective.number))))


def key_results_by_id(session: Session, workspace_id: int, key_result_ids: Collection[int]) -> dict[int, KeyResult]:
    query = select(KeyResult).where(KeyResult.workspace_id == workspace_id, col(KeyResult.id).in_(key_result_ids))
    return {row.id: row for row in session.exec(query)}


def open_key_results(session: Session, workspace_id: int, objective_ids: Collection[int]) -> list[KeyResult]:
    query = select(KeyResult).where(KeyResult.workspace_id == workspace_id, KeyResult.state == Openness.OPEN)
    return list(session.exec(query.where(col(KeyResult.objective_id).in_(objective_ids)).order_by(col(KeyResult.id))))


def goes_on_in(session: Session, cycle: Cycle, objective_id: int) -> Objective | None:
    """The objective of the cycle that goes on with another one."""
    query = select(Objective).where(Objective.workspace_id == cycle.workspace_id, Objective.cycle_id == cycle.id)
    query = query.where(Objective.carried_from_id == objective_id, col(Objective.archived_at).is_(None))
    return session.exec(query.order_by(col(Objective.id))).first()


def children_going_on_in(session: Session, cycle: Cycle, parent_id: int) -> list[Objective]:
    """The objectives of the cycle that go on with those aligned to a parent, and have none themselves."""
    aligned = select(Objective.id).where(Objective.workspace_id == cycle.workspace_id, Objective.parent_id == parent_id)
    query = select(Objective).where(Objective.cycle_id == cycle.id, col(Objective.parent_id).is_(None))
    return list(session.exec(query.where(col(Objective.carried_from_id).in_(aligned)).order_by(col(Objective.id))))


def key_result_that_goes_on(session: Session, workspace_id: int, key_result_id: int) -> KeyResult | None:
    """The key result that goes on with another one, in whatever cycle."""
    query = select(KeyResult).where(KeyResult.workspace_id == workspace_id, KeyResult.carried_from_id == key_result_id)
    return session.exec(query.order_by(col(KeyResult.id))).first()


def open_initiatives(session: Session, objective: Objective, key_result_id: int | None) -> list[Initiative]:
    """Of a key result, or of the objective itself."""
    query = select(Initiative).where(
        Initiative.workspace_id == objective.workspace_id,
        Initiative.objective_id == objective.id,
        Initiative.key_result_id == key_result_id,
        Initiative.state == Openness.OPEN,
    )
    return list(session.exec(query.order_by(col(Initiative.id))))


def newest_cycle(session: Session, workspace_id: int) -> Cycle | None:
    """The one that ends last."""
    query = select(Cycle).where(Cycle.workspace_id == workspace_id)
    return session.exec(query.order_by(col(Cycle.last).desc(), col(Cycle.first).desc())).first()


def short_ids(session: Session, workspace_id: int, key_result_ids: Collection[int]) -> dict[int, str]:
    """2.1 by key result id."""
    query = select(col(KeyResult.id), col(Objective.number), col(KeyResult.number))
    query = query.join(Objective, col(Objective.id) == KeyResult.objective_id)
    query = query.where(KeyResult.workspace_id == workspace_id, col(KeyResult.id).in_(key_result_ids))
    return {key: f"{objective}.{number}" for key, objective, number in session.exec(query)}
