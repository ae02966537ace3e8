"""The rounds of a whole workspace, for those who look at all teams at once."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, select

from storage.kinds import PartState
from storage.models import Part, Person, Round, Workspace


def rounds_closed(session: Session, workspace_id: int, since: datetime, until: datetime) -> list[Round]:
    """The oldest first; those that closed in a span of time."""
    query = select(Round).where(Round.workspace_id == workspace_id, col(Round.closed_at) >= since)
    return list(session.exec(query.where(col(Round.closed_at) <= until).order_by(col(Round.day), col(Round.id))))


def parts_by_state(
    session: Session, workspace_id: int, round_ids: Collection[int]
) -> defaultdict[int, dict[PartState, int]]:
    """How many parts of each round are in which state; nothing for any other."""
    query = select_rows(col(Part.round_id), col(Part.state), func.count())
    query = query.where(col(Part.workspace_id) == workspace_id, col(Part.round_id).in_(round_ids))
    found: defaultdict[int, dict[PartState, int]] = defaultdict(dict)
    for round_id, state, n in session.execute(query.group_by(col(Part.round_id), col(Part.state))):
        found[round_id][state] = n
    return found


def company_readers(session: Session, workspace_ids: Collection[int]) -> list[tuple[Person, Workspace]]:
    """The admins who want the digest of their company."""
    query = select(Person, Workspace).join(Workspace, col(Workspace.id) == Person.workspace_id)
    query = query.where(col(Person.workspace_id).in_(workspace_ids), col(Person.admin), col(Person.company_digest))
    return list(session.exec(query.where(col(Person.active)).order_by(col(Person.id))))
