"""What the tables say about how well the bot is. Every question here is answered by an index, however long the past."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as rows_of
from sqlmodel import Session, col, select

from storage.columns import UtcDateTime
from storage.kinds import DeliveryKind, DeliveryState, Rank
from storage.models import Delivery, Person, Workspace
from storage.once import table_of

RECENT = timedelta(days=7)
"""How far back one looks for what went wrong."""
WAITING = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNSURE)
ENDED = tuple(state for state in DeliveryState if state not in WAITING)
DELIVERIES = table_of(Delivery)
D = DELIVERIES.c


@dataclass(frozen=True)
class Tally:
    """`n` deliveries of a kind in a state, with the error that Slack gave last."""

    state: DeliveryState
    kind: DeliveryKind
    error: str
    n: int


def tallies(session: Session, since: datetime) -> list[Tally]:
    """Of all workspaces: what waits, and what was due since a moment."""
    columns = D.state, D.kind, D.error
    recent = rows_of(*columns, func.count()).where(_of(WAITING) | (_of(ENDED) & (D.due >= since)))
    return [Tally(*row) for row in session.execute(recent.group_by(*columns))]


def oldest_waiting(session: Session, now: datetime, workspace_id: int | None = None) -> datetime | None:
    """Since when the delivery waits that has waited longest: since its first try, else since it was due."""
    since = func.min(func.coalesce(D.first_try_at, D.due), type_=UtcDateTime())
    tried_or_due = D.first_try_at.is_not(None) | (D.due <= now)
    found: datetime | None = session.execute(rows_of(since).where(_of(WAITING, workspace_id), tried_or_due)).scalar()
    return found


def newest_ended(session: Session, workspace_id: int, state: DeliveryState, since: datetime) -> Delivery | None:
    """The last one that ended in a state, of those due since a moment."""
    query = select(Delivery).where(_of((state,), workspace_id), D.due >= since)
    return session.exec(query.order_by(D.due.desc(), D.id.desc())).first()


def unreachable(session: Session, workspace_id: int) -> list[Person]:
    """Active people for whom Slack takes no direct message."""
    mine = select(Person).where(Person.workspace_id == workspace_id, Person.active, Person.unreachable != "")
    return list(session.exec(mine.order_by(col(Person.id))))


def _of(states: Collection[DeliveryState], workspace_id: int | None = None) -> ColumnElement[bool]:
    """Every column that goes before `due` in the index is named, so that the past is not read."""
    workspaces = [workspace_id] if workspace_id is not None else rows_of(col(Workspace.id))
    return D.workspace_id.in_(workspaces) & D.state.in_(states) & D.rank.in_(list(Rank))
