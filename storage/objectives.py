"""Cycles, objectives and initiatives, and the numbers objectives are given."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, or_, update
from sqlmodel import Session, col, select

from storage.kinds import Openness
from storage.models import Cycle, Initiative, KeyResult, Objective, Person, Team, TeamMember, Workspace

ObjectiveRow = tuple[Objective, Team, Cycle, Person]
"""An objective with its team, its cycle and its owner."""


def cycles_of(session: Session, workspace_id: int) -> list[Cycle]:
    return list(session.exec(select(Cycle).where(Cycle.workspace_id == workspace_id).order_by(col(Cycle.first))))


def cycle_by_name(session: Session, workspace_id: int, name: str) -> Cycle | None:
    return session.exec(select(Cycle).where(Cycle.workspace_id == workspace_id, Cycle.name == name)).one_or_none()


def running_cycles(session: Session, workspace_id: int, day: date) -> list[Cycle]:
    """Those that began by `day` and are not closed: the last round may lie after the last day."""
    query = select(Cycle).where(Cycle.workspace_id == workspace_id, Cycle.state == Openness.OPEN, Cycle.first <= day)
    return list(session.exec(query.order_by(col(Cycle.first))))


def team_ids_of(session: Session, workspace_id: int, person_id: int) -> set[int]:
    """The teams a person leads or is a member of."""
    joined = select(TeamMember.team_id).where(TeamMember.person_id == person_id)
    query = select(Team.id).where(Team.workspace_id == workspace_id)
    return set(session.exec(query.where(or_(col(Team.lead_id) == person_id, col(Team.id).in_(joined)))))


def led_team_ids(session: Session, workspace_id: int, person_id: int) -> set[int]:
    return set(session.exec(select(Team.id).where(Team.workspace_id == workspace_id, Team.lead_id == person_id)))


def objectives_of(
    session: Session,
    workspace_id: int,
    *,
    team_id: int | None = None,
    owner_id: int | None = None,
    cycle_id: int | None = None,
    numbers: Collection[int] | None = None,
    parent_ids: Collection[int] | None = None,
    only_open: bool = False,
    archived: bool = False,
) -> list[ObjectiveRow]:
    """Those that meet every condition given; `owner_id` owns the objective or one of its key results. Archived ones
    only where `archived` says so, or numbers are named."""
    wanted: list[ColumnElement[bool]] = [col(Objective.workspace_id) == workspace_id]
    if numbers is None and not archived:
        wanted.append(col(Objective.archived_at).is_(None))
    if team_id is not None:
        wanted.append(col(Objective.team_id) == team_id)
    if owner_id is not None:
        owned = select(KeyResult.objective_id).where(KeyResult.owner_id == owner_id)
        owned = owned.where(col(KeyResult.archived_at).is_(None))
        wanted.append(or_(col(Objective.owner_id) == owner_id, col(Objective.id).in_(owned)))
    if cycle_id is not None:
        wanted.append(col(Objective.cycle_id) == cycle_id)
    if numbers is not None:
        wanted.append(col(Objective.number).in_(numbers))
    if parent_ids is not None:
        wanted.append(col(Objective.parent_id).in_(parent_ids))
    if only_open:
        wanted += [col(Cycle.state) == Openness.OPEN, col(Objective.state) == Openness.OPEN]
    query = (
        select(Objective, Team, Cycle, Person)
        .join(Team, col(Team.id) == Objective.team_id)
        .join(Cycle, col(Cycle.id) == Objective.cycle_id)
        .join(Person, col(Person.id) == Objective.owner_id)
        .where(*wanted)
        .order_by(col(Objective.number))
    )
    return list(session.exec(query))


def supported(session: Session, workspace_id: int, ids: Collection[int]) -> list[tuple[Objective, int | None]]:
    """Objectives, each once for the owner of each of its key results; without key results once, with none."""
    query = (
        select(Objective, KeyResult.owner_id)
        .outerjoin(KeyResult, (col(KeyResult.objective_id) == Objective.id) & col(KeyResult.archived_at).is_(None))
        .where(Objective.workspace_id == workspace_id, col(Objective.id).in_(ids))
    )
    return [(objective, owner) for objective, owner in session.exec(query)]


def find_objective(session: Session, workspace_id: int, cycle_id: int, title: str, key: str | None) -> Objective | None:
    """The objective of a cycle that has the key, else the title."""
    query = select(Objective).where(Objective.workspace_id == workspace_id, Objective.cycle_id == cycle_id)
    keyed = session.exec(query.where(Objective.key == key)).first() if key else None
    return keyed or session.exec(query.where(Objective.title == title)).one_or_none()


def next_objective_number(session: Session, workspace_id: int) -> int:
    """A number that no objective of the workspace has had."""
    counted = update(Workspace).where(col(Workspace.id) == workspace_id)
    counted = counted.values(last_objective=Workspace.last_objective + 1)
    number: int = session.execute(counted.returning(col(Workspace.last_objective))).scalar_one()
    return number


def objective_by_id(session: Session, workspace_id: int, objective_id: int) -> Objective | None:
    query = select(Objective).where(Objective.workspace_id == workspace_id, Objective.id == objective_id)
    return session.exec(query).one_or_none()


def initiative_by_id(session: Session, workspace_id: int, initiative_id: int) -> Initiative | None:
    query = select(Initiative).where(Initiative.workspace_id == workspace_id, Initiative.id == initiative_id)
    return session.exec(query).one_or_none()


def hold_objectives(session: Session, workspace_id: int) -> None:
    """Whoever else creates or edits in the workspace waits until this transaction ends: titles stay apart, and nobody
    edits what another is about to change."""
    query = select(Workspace).where(Workspace.id == workspace_id)
    session.exec(query.with_for_update(key_share=True)).one()


def initiatives_of(
    session: Session, workspace_id: int, objective_ids: Collection[int], *, archived: bool = False
) -> list[tuple[Initiative, Person]]:
    """Initiatives, each with its owner, of the objectives and of their key results; archived ones only if wanted."""
    query = (
        select(Initiative, Person)
        .join(Person, col(Person.id) == Initiative.owner_id)
        .where(Initiative.workspace_id == workspace_id, col(Initiative.objective_id).in_(objective_ids))
        .order_by(col(Initiative.id))
    )
    return list(session.exec(query if archived else query.where(col(Initiative.archived_at).is_(None))))
