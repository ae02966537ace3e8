"""The outbox: messages owed, claimed with a lease, and what became of them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Table, bindparam, exists, func, literal, update
from sqlalchemy import select as rows_of
from sqlmodel import Session, col, select

from storage.clock import clock
from storage.columns import UtcDateTime
from storage.kinds import RANKS, DeliveryKind, DeliveryState, Rank
from storage.models import Delivery, Workspace
from storage.once import add_once, insertion

DELIVERIES: Table = Delivery.__table__  # type: ignore[attr-defined]
D = DELIVERIES.c
W: Table = Workspace.__table__  # type: ignore[attr-defined]
PEOPLE = ("U", "W")
"""How the target of a direct message begins: a person's Slack id."""
LEASE = timedelta(minutes=5)
DOUBT = timedelta(seconds=30)
"""How long Slack may take to show a message of unknown outcome in its conversation's history."""
WAITING = (DeliveryState.PENDING, DeliveryState.UNSURE)
OPEN = (*WAITING, DeliveryState.SENDING)
BLANK = {"state": DeliveryState.PENDING, "tries": 0, "error": "", "channel": "", "ts": "", "owner": ""}


class Lane(Enum):
    """What is claimed together, because one limit of Slack's holds all of it up: its states and its ranks."""

    UPDATE = (WAITING, (Rank.UPDATE,))
    LOOK_UP = ((DeliveryState.UNSURE,), (Rank.FIRST, Rank.REST))
    POST = ((DeliveryState.PENDING,), (Rank.FIRST, Rank.REST))


class Claim(NamedTuple):
    """A delivery to send. A doubtful one may be there already, and is looked up first."""

    id: int
    workspace_id: int
    kind: DeliveryKind
    key: str
    subject_id: int
    target: str
    channel: str
    rank: int
    expires: datetime | None
    first_try_at: datetime
    tries: int
    error: str
    doubtful: bool = False


CLAIMED = [D[name] for name in Claim._fields[:-1]]


@dataclass(frozen=True)
class Outcome:
    """What became of a claim: its state, why, where the message stands, when to look again, none where `due` says it.

    One that was not `tried` is handed back. `unreachable`: its person takes no direct messages. `pauses`: Slack refuses
    the workspace's token.
    """

    state: DeliveryState
    error: str = ""
    channel: str = ""
    ts: str = ""
    again: datetime | None = None
    tried: bool = True
    unreachable: bool = False
    pauses: bool = False


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
        blank = {**BLANK, "rank": RANKS.get(one.kind, Rank.FIRST)}
        row = rows.setdefault((one.workspace_id, one.key), {**blank, **vars(one)})
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


@dataclass(frozen=True)
class Glance:
    """A workspace as a look finds it: the lanes in which something is due, whether a lease ran out, and Slack's error
    while it refuses the token."""

    workspace_id: int
    due: frozenset[Lane]
    lost: bool
    paused_by: str
    paused_until: datetime | None


def glance(session: Session, team: str, now: datetime) -> Glance | None:
    """By the workspace's Slack id; none where it is not stored. Costs the same whatever was sent before."""
    mine = D.workspace_id == W.c.id
    found = [exists().where(mine, *_in_lane(lane), D.due <= now) for lane in Lane]
    lost = exists().where(mine, D.state == DeliveryState.SENDING, D.lease_until < clock(session))
    query = rows_of(W.c.id, W.c.paused_by, W.c.paused_until, lost, *found).where(W.c.slack_id == team)
    row = session.execute(query).first()
    if row is None:
        return None
    workspace_id, paused_by, paused_until, is_lost, *are_due = row
    due = frozenset(lane for lane, is_due in zip(Lane, are_due, strict=True) if is_due)
    return Glance(workspace_id, due, is_lost, paused_by, paused_until)


def give_up_lost(session: Session, workspace_id: int, now: datetime) -> None:
    """Whoever held a delivery beyond its lease may have sent it: it is looked up like any doubtful one."""
    lost = update(DELIVERIES).where(D.workspace_id == workspace_id, D.state == DeliveryState.SENDING)
    lost = lost.where(D.lease_until < clock(session))
    session.connection().execute(lost.values(state=DeliveryState.UNSURE, lease_until=None, due=now + DOUBT))


def claim(
    session: Session,
    workspace_id: int,
    lane: Lane,
    now: datetime,
    owner: str,
    limit: int,
    *,
    busy: Collection[str] = (),
) -> list[Claim]:
    """Takes up to `limit` of what is due in a workspace, in order, and nothing owed to the targets that are `busy`."""
    picked = _first_due(workspace_id, lane, now, busy).limit(limit).with_for_update(skip_locked=True).cte("picked")
    taken = update(DELIVERIES).where(D.id.in_(rows_of(picked.c.id))).returning(*CLAIMED)
    taken = taken.values(
        state=DeliveryState.SENDING, owner=owner, lease_until=clock(session) + LEASE,
        first_try_at=func.coalesce(D.first_try_at, now),
    )  # fmt: skip
    rows = session.connection().execute(taken).all()
    return sorted((Claim._make((*row, lane is Lane.LOOK_UP)) for row in rows), key=lambda one: (one.rank, one.id))


def _in_lane(lane: Lane) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    states, ranks = lane.value
    return D.state.in_(states), D.rank.in_(ranks)


def _first_due(workspace_id: int, lane: Lane, now: datetime, busy: Collection[str]) -> Select[tuple[int]]:
    query = rows_of(D.id).where(D.workspace_id == workspace_id, *_in_lane(lane), D.due <= now)
    return query.where(D.target.not_in(busy)).order_by(D.rank, D.due, D.id)


def record(session: Session, owner: str, outcomes: Sequence[tuple[Claim, Outcome]], now: datetime) -> None:
    """Writes down what became of claims, where they are still the owner's: where a lease ran out, another has it."""
    session.connection().execute(RECORD, [{"mine": owner, **_written(*one, now)} for one in outcomes])


def still_held(session: Session, owner: str, ids: Collection[int]) -> set[int]:
    """Which of them nobody else has, held until the end of the transaction."""
    query = rows_of(D.id).where(D.id.in_(ids), D.owner == owner, D.state == DeliveryState.SENDING)
    return set(session.execute(query.with_for_update()).scalars())


RECORDED = ("state", "error", "tries", "channel", "ts", "sent_at", "lease_until")
RECORD = (
    update(DELIVERIES)
    .where(D.id == bindparam("claimed"), D.owner == bindparam("mine"), D.state == literal(DeliveryState.SENDING))
    .values(
        {name: bindparam(name) for name in RECORDED}
        | {"due": func.coalesce(bindparam("again", type_=UtcDateTime()), D.due)}
    )
)


def _written(claimed: Claim, outcome: Outcome, now: datetime) -> dict[str, object]:
    return {
        "claimed": claimed.id,
        "state": outcome.state,
        "error": outcome.error,
        "tries": claimed.tries + outcome.tried,
        "again": outcome.again,
        "channel": outcome.channel or claimed.channel,
        "ts": outcome.ts,
        "sent_at": now if outcome.state is DeliveryState.SENT else None,
        "lease_until": None,
    }


def deliveries_of(session: Session, workspace_id: int, state: DeliveryState | None = None) -> list[Delivery]:
    query = select(Delivery).where(Delivery.workspace_id == workspace_id).order_by(col(Delivery.id))
    return list(session.exec(query.where(Delivery.state == state) if state else query))


def next_due(session: Session) -> datetime | None:
    """When the next open delivery falls due."""
    somewhere = col(Delivery.workspace_id).in_(select(Workspace.id))
    query = select(Delivery.due).where(somewhere, col(Delivery.state).in_(OPEN)).order_by(col(Delivery.due))
    return session.exec(query).first()
