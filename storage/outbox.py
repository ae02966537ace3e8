"""The outbox as senders see it: what is due is claimed with a lease, and what became of it is written down."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, bindparam, func, literal, update
from sqlalchemy import select as rows_of
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import Session

from storage.clock import clock
from storage.columns import UtcDateTime
from storage.deliveries import WAITING
from storage.kinds import DeliveryKind, DeliveryState, Rank
from storage.models import Delivery
from storage.once import table_of

DELIVERIES = table_of(Delivery)
D = DELIVERIES.c
PEOPLE = ("U", "W")
"""How the target of a direct message begins: a person's Slack id."""
LEASE = timedelta(minutes=5)
DOUBT = timedelta(seconds=30)
"""How long Slack may take to show a message of unknown outcome in its conversation's history."""


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


def in_lane(lane: Lane) -> tuple[ColumnElement[bool], ...]:
    states, ranks = lane.value
    return D.state.in_(states), D.rank.in_(ranks), D.due <= THEN


THEN, CLOCK = (bindparam(name, type_=UtcDateTime()) for name in ("then", "clock"))
LOST = (D.state == literal(DeliveryState.SENDING)) & (D.lease_until < CLOCK)


def give_up_lost(session: Session, workspace_id: int, now: datetime) -> None:
    """Whoever held a delivery beyond its lease may have sent it: it is looked up like any doubtful one."""
    lost = update(DELIVERIES).where(D.workspace_id == workspace_id, LOST)
    lost = lost.values(state=DeliveryState.UNSURE, lease_until=None, due=now + DOUBT)
    session.connection().execute(lost, {"clock": clock(session)})


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
    asked = {"workspace": workspace_id, "then": now, "busy": list(busy), "most": limit}
    taken = {"mine": owner, "lease": clock(session) + LEASE}
    rows = session.connection().execute(CLAIM[lane], {**asked, **taken}).all()
    return sorted((Claim._make((*row, lane is Lane.LOOK_UP)) for row in rows), key=lambda one: (one.rank, one.id))


def _claiming(lane: Lane) -> ReturningUpdate[Any]:
    """Picked once, before anything changes: PostgreSQL passes over what another has picked, SQLite has one writer."""
    due = rows_of(D.id).where(D.workspace_id == bindparam("workspace"), *in_lane(lane))
    due = due.where(D.target.not_in(bindparam("busy", expanding=True))).order_by(D.rank, D.due, D.id)
    picked = due.limit(bindparam("most", type_=Integer())).with_for_update(skip_locked=True).cte("picked")
    return (
        update(DELIVERIES)
        .where(D.id.in_(rows_of(picked.c.id)))
        .values(
            state=literal(DeliveryState.SENDING), owner=bindparam("mine"),
            lease_until=bindparam("lease", type_=UtcDateTime()), first_try_at=func.coalesce(D.first_try_at, THEN),
        )
        .returning(*CLAIMED)
    )  # fmt: skip


CLAIM = {lane: _claiming(lane) for lane in Lane}


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
