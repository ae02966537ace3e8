"""Messages owed to people and channels, each once by its key."""

from datetime import datetime

from sqlmodel import Session, col, select

from storage.kinds import RANKS, DeliveryKind, DeliveryState, Rank
from storage.models import Delivery, Workspace
from storage.once import add_once

WAITING = (DeliveryState.PENDING, DeliveryState.UNSURE)
OPEN = (*WAITING, DeliveryState.SENDING)


def owe(
    session: Session,
    workspace_id: int,
    kind: DeliveryKind,
    key: str,
    *,
    target: str,
    subject_id: int,
    due: datetime,
    expires: datetime | None = None,
) -> Delivery:
    """The delivery with a key, made when it is not there: planning twice plans one."""
    add_once(
        session, Delivery, workspace_id=workspace_id, kind=kind, key=key, target=target,
        subject_id=subject_id, due=due, expires=expires, rank=RANKS.get(kind, Rank.FIRST),
    )  # fmt: skip
    found = by_key(session, workspace_id, key)
    assert found is not None  # noqa: S101 - it was there or is now
    return found


def by_key(session: Session, workspace_id: int, key: str) -> Delivery | None:
    query = select(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.key == key)
    return session.exec(query).one_or_none()


def delivery_by_id(session: Session, workspace_id: int, delivery_id: int) -> Delivery | None:
    query = select(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.id == delivery_id)
    return session.exec(query).one_or_none()


def prompt_in_thread(session: Session, workspace_id: int, target: str, thread_ts: str) -> int | None:
    """The prompt whose message, or whose reminder, to somebody begins the thread."""
    query = select(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.target == target)
    asking = (DeliveryKind.PROMPT, DeliveryKind.REMINDER)
    found = session.exec(query.where(Delivery.ts == thread_ts, col(Delivery.kind).in_(asking))).first()
    if found is None:
        return None
    return found.id if found.kind is DeliveryKind.PROMPT else found.subject_id


def hold(session: Session, workspace_id: int, delivery_id: int) -> None:
    """Until the end of the transaction nobody else does: what is read from now on is what all before them have left."""
    mine = select(col(Delivery.id)).where(Delivery.workspace_id == workspace_id, Delivery.id == delivery_id)
    session.exec(mine.with_for_update(key_share=True)).all()


def deliveries_of(session: Session, workspace_id: int, state: DeliveryState | None = None) -> list[Delivery]:
    query = select(Delivery).where(Delivery.workspace_id == workspace_id).order_by(col(Delivery.id))
    return list(session.exec(query.where(Delivery.state == state) if state else query))


def next_due(session: Session) -> datetime | None:
    """When the next open delivery falls due."""
    somewhere = col(Delivery.workspace_id).in_(select(Workspace.id))
    query = select(Delivery.due).where(somewhere, col(Delivery.state).in_(OPEN)).order_by(col(Delivery.due))
    return session.exec(query).first()
