"""The outbox as a sender works with it: each step one short transaction, none of them waits for Slack."""

import os
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session

from storage.db import Database
from storage.due import Glance, hold_free, lead, look, step_down
from storage.kinds import DeliveryState
from storage.outbox import PEOPLE, Claim, Lane, Outcome, claim, give_up_lost, record, still_held
from storage.people import pause, reached, resume, unreachable
from storage.points import Point, reach

PAUSE = timedelta(minutes=5)
FAILED = (DeliveryState.PARKED, DeliveryState.EXPIRED, DeliveryState.SKIPPED)
Told = tuple[Claim, Outcome]
# Owes messages about what could not be delivered, in the transaction that writes it down.
Tell = Callable[[Session, Claim, Outcome, datetime], None]


class Order(NamedTuple):
    """What a workspace may be given of what is due there: up to the room of each lane, up to `most` altogether, and
    nothing that is owed to the places that are `busy`."""

    seen: Glance
    rooms: Mapping[Lane, int]
    busy: Collection[str]
    most: int


class Given(NamedTuple):
    """What an order was given; there may be more due where that was all it could be given."""

    claims: Sequence[Claim]
    more: bool


@dataclass(frozen=True)
class Outbox:
    database: Database
    tell: Tell
    owner: str = field(default_factory=lambda: f"{os.getpid()}-{uuid.uuid4().hex[:8]}")

    def look(self, now: datetime, apart: Collection[str]) -> list[Glance]:
        """Where something is due, less the workspaces `apart`. Takes no lock: nearly always there is nothing to do."""
        with self.database.read() as session:
            return look(session, now, self.owner, apart)

    def claim(self, orders: Sequence[Order], now: datetime) -> dict[int, Given]:
        """By workspace, less those where another process sends a crowd of messages at this moment."""
        with self.database.write() as session:
            free = hold_free(session, [order.seen.workspace_id for order in orders], self.owner)
            given = {
                one.seen.workspace_id: self._given(session, one, now) for one in orders if one.seen.workspace_id in free
            }
            if crowded := [workspace_id for workspace_id, found in given.items() if found.more]:
                lead(session, crowded, self.owner)
        if any(found.claims for found in given.values()):
            reach(Point.CLAIMED)
        return given

    def _given(self, session: Session, order: Order, now: datetime) -> Given:
        claimed: list[Claim] = []
        more, workspace_id = False, order.seen.workspace_id
        if order.seen.lost:
            give_up_lost(session, workspace_id, now)
        for lane, room in order.rooms.items():
            if limit := min(room, order.most - len(claimed)):
                found = claim(session, workspace_id, lane, now, self.owner, limit, busy=order.busy)
                more = more or len(found) == limit
                claimed += found
        return Given(claimed, more)

    def step_down(self, workspace_ids: Iterable[int]) -> None:
        """Where a crowd of messages was sent others may send now."""
        with self.database.write() as session:
            step_down(session, list(workspace_ids), self.owner)

    def record(self, told: Sequence[Told], now: datetime) -> None:
        """What became of them, and what follows from it."""
        marked = {claimed.id for claimed, outcome in told if outcome.state in FAILED or outcome.pauses}
        sent = [claimed for claimed, outcome in told if outcome.state is DeliveryState.SENT]
        with self.database.write() as session:
            ours = still_held(session, self.owner, marked) if marked else set()
            record(session, self.owner, told, now)
            reached(session, [(one.workspace_id, one.target) for one in sent if one.target.startswith(PEOPLE)])
            for claimed, outcome in told:
                if claimed.id in ours:
                    self._follow(session, claimed, outcome, now)
        reach(Point.RECORDED)

    def _follow(self, session: Session, claimed: Claim, outcome: Outcome, now: datetime) -> None:
        if outcome.unreachable:
            unreachable(session, claimed.workspace_id, claimed.target, outcome.error)
        if outcome.pauses:
            pause(session, claimed.workspace_id, outcome.error, now + PAUSE)
        if outcome.state in (DeliveryState.PARKED, DeliveryState.EXPIRED):
            self.tell(session, claimed, outcome, now)

    def pause(self, workspace_id: int, error: str, now: datetime) -> None:
        with self.database.write() as session:
            pause(session, workspace_id, error, now + PAUSE)

    def resume(self, workspace_id: int) -> None:
        with self.database.write() as session:
            resume(session, workspace_id)
