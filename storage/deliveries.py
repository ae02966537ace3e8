"""The outbox: messages owed, claimed with a lease, and what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, or_
from sqlmodel import Session, col, select

from storage.kinds import DeliveryKind, DeliveryState
from storage.models import Delivery
from storage.once import add_once, insertion

LEASE = timedelta(minutes=5)
FIRST = (DeliveryKind.RECEIPT, DeliveryKind.DIGEST)
OPEN = (DeliveryState.PENDING, DeliveryState.UNSURE, DeliveryState.SENDING)
BLANK = {"state": DeliveryState.PENDING, "tries": 0, "error": "", "channel": "", "ts": "", "owner": ""}


@dataclass(frozen=True)
class Claim:
    """A delivery to send; a doubtful one may have been sent already."""

    delivery: Delivery
    doubtful: bool


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
        subject_id=subject_id, due=due, expires=expires,
    )  # fmt: skip
    found = by_key(session, workspace_id, key)
    assert found is not None  # noqa: S101 - it was there or is now
    return found


@dataclass(frozen=True)
class Owed:
    """A message to owe, as `owe` takes it."""

    workspace_id: int
    kind: DeliveryKind
    key: str
    target: str
    subject_id: int
    due: datetime
    expires: datetime


def owe_all(session: Session, owed: Iterable[Owed]) -> None:
    """Owes many at a time. Of several with one key the first is kept, until the last of them expires."""
    rows: dict[tuple[int, str], dict[str, Any]] = {}
    for one in owed:
        row = rows.setdefault((one.workspace_id, one.key), {**BLANK, **vars(one)})
        row["expires"] = max(row["expires"], one.expires)
    if not rows:
        return
    statement = insertion(session, Delivery)
    longer = statement.excluded.expires
    statement = statement.on_conflict_do_update(
        index_elements=["workspace_id", "key"], set_={"expires": longer}, where=col(Delivery.expires) < longer
    )
    # In the order of their keys: two that write the same ones at once wait for each other in turn, not in a circle.
    session.execute(statement, [rows[place] for place in sorted(rows)])


def by_key(session: Session, workspace_id: int, key: str) -> Delivery | None:
    query = select(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.key == key)
    return session.exec(query).one_or_none()


def delivery_by_id(session: Session, workspace_id: int, delivery_id: int) -> Delivery | None:
    query = select(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.id == delivery_id)
    return session.exec(query).one_or_none()


def claim(session: Session, workspace_id: int, now: datetime, owner: str, limit: int = 4) -> list[Claim]:
    """Takes up to `limit` due deliveries of a workspace, receipts and digests first. One whose lease ran out is unsure:
    whoever held it may have sent it."""
    query = (
        select(Delivery)
        .where(
            Delivery.workspace_id == workspace_id,
            Delivery.due <= now,
            or_(
                col(Delivery.state).in_((DeliveryState.PENDING, DeliveryState.UNSURE)),
                (col(Delivery.state) == DeliveryState.SENDING) & (col(Delivery.lease_until) <= now),
            ),
        )
        .order_by(case((col(Delivery.kind).in_(FIRST), 0), else_=1), col(Delivery.due), col(Delivery.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    claimed = [_take(row, now, owner) for row in session.exec(query)]
    session.flush()
    return claimed


def _take(row: Delivery, now: datetime, owner: str) -> Claim:
    doubtful = row.state is not DeliveryState.PENDING
    if row.first_try_at is None:
        row.first_try_at = now
    row.owner, row.lease_until = owner, now + LEASE
    row.state = DeliveryState.SENDING
    return Claim(row, doubtful)


def deliveries_of(session: Session, workspace_id: int, state: DeliveryState | None = None) -> list[Delivery]:
    query = select(Delivery).where(Delivery.workspace_id == workspace_id).order_by(col(Delivery.id))
    return list(session.exec(query.where(Delivery.state == state) if state else query))


def next_due(session: Session) -> datetime | None:
    """When the next open delivery falls due."""
    query = select(Delivery.due).where(col(Delivery.state).in_(OPEN)).order_by(col(Delivery.due))
    return session.exec(query).first()
