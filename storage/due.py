"""Which workspaces have something due, and who sends there.

What is due is claimed delivery by delivery, and exactly once; that one process at a time sends a crowd of messages
keeps Slack's pace, which each process knows for itself alone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, bindparam, exists, literal, or_, union_all, update
from sqlalchemy import select as rows_of
from sqlmodel import Session

from storage.clock import clock
from storage.deliveries import OPEN
from storage.models import Workspace
from storage.once import table_of
from storage.outbox import CLOCK, LOST, THEN, D, Lane, in_lane

W = table_of(Workspace)
LEAD = timedelta(seconds=20)
"""How long a workspace is one sender's, unless it goes on: so long others wait where it was killed."""


@dataclass(frozen=True)
class Glance:
    """A workspace in which something is due, as a look finds it: the lanes, whether a lease ran out, and Slack's error
    while it refuses the token."""

    workspace_id: int
    team: str
    paused_by: str
    lost: bool
    due: frozenset[Lane]


def _open() -> CTE:
    """The workspaces in which a delivery is open, for each state, read by leaps along the index: neither the past nor
    who is owed nothing is passed."""
    start = union_all(*(rows_of(literal(state, D.state.type).label("state"), literal(0).label("id")) for state in OPEN))
    leaps = rows_of(*start.subquery().c).cte("leaps", recursive=True)
    # Ordered as that index is and no other, so that PostgreSQL takes it whatever it believes of states.
    after = rows_of(D.workspace_id).where(D.state == leaps.c.state, D.workspace_id > leaps.c.id)
    after = after.order_by(D.state, D.workspace_id, D.rank, D.due).limit(1)
    return leaps.union_all(rows_of(leaps.c.state, after.scalar_subquery()).where(leaps.c.id.is_not(None)))


def _free() -> ColumnElement[bool]:
    """Whether nobody else sends a crowd of messages there."""
    return W.c.sender_until.is_(None) | (W.c.sender_until < CLOCK) | (W.c.sender == bindparam("mine"))


def _look() -> Select[Any]:
    open_ = _open()
    seen = rows_of(
        W.c.id, W.c.slack_id, W.c.paused_by, exists().where(D.workspace_id == W.c.id, LOST).label("lost"),
        *(exists().where(D.workspace_id == W.c.id, *in_lane(lane)).label(lane.name) for lane in Lane),
    )  # fmt: skip
    seen = seen.where(W.c.id.in_(rows_of(open_.c.id)), W.c.uninstalled_at.is_(None), _free())
    seen = seen.where(W.c.paused_until.is_(None) | (W.c.paused_until <= THEN))
    found = seen.where(W.c.slack_id.not_in(bindparam("apart", expanding=True))).subquery()
    return rows_of(found).where(or_(found.c.lost, *(found.c[lane.name] for lane in Lane)))


LOOK = _look()


def look(session: Session, now: datetime, owner: str = "", apart: Collection[str] = ()) -> list[Glance]:
    """The workspaces in which something is due and may be sent, less those `apart`, by their Slack ids. Costs the same
    whatever was sent before, and however many workspaces have nothing due."""
    asked = {"then": now, "clock": clock(session), "mine": owner, "apart": list(apart)}
    return [_glance(*row) for row in session.execute(LOOK, asked)]


def _glance(workspace_id: int, team: str, paused_by: str, lost: bool, *due: bool) -> Glance:
    lanes = frozenset(lane for lane, is_due in zip(Lane, due, strict=True) if is_due)
    return Glance(workspace_id, team, paused_by, bool(lost), lanes)


def hold_free(session: Session, workspace_ids: Collection[int], owner: str) -> set[int]:
    """Of workspaces those where nobody else sends a crowd of messages, held until the end of the transaction."""
    query = rows_of(W.c.id).where(W.c.id.in_(workspace_ids), _free()).order_by(W.c.id)
    held = query.with_for_update(skip_locked=True, key_share=True)
    return set(session.execute(held, {"mine": owner, "clock": clock(session)}).scalars())


def lead(session: Session, workspace_ids: Collection[int], owner: str) -> None:
    """The owner alone sends there for a while: Slack's pace is kept by one process."""
    mine = update(W).where(W.c.id.in_(workspace_ids)).values(sender=owner, sender_until=clock(session) + LEAD)
    session.connection().execute(mine)


def step_down(session: Session, workspace_ids: Collection[int], owner: str) -> None:
    mine = update(W).where(W.c.id.in_(workspace_ids), W.c.sender == owner)
    session.connection().execute(mine.values(sender_until=None))
