"""The rounds of a whole workspace, for those who look at all teams at once."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, select

from storage.kinds import PartState
from storage.models import Cycle, Part, Round


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


def cycles_by_id(session: Session, workspace_id: int, cycle_ids: Collection[int]) -> list[Cycle]:
    query = select(Cycle).where(Cycle.workspace_id == workspace_id, col(Cycle.id).in_(cycle_ids))
    return list(session.exec(query.order_by(col(Cycle.first), col(Cycle.id))))
