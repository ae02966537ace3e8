"""The outbox as a sender works with it: each step one short transaction, none of them waits for Slack."""

import os
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from storage.db import Database
from storage.kinds import DeliveryState
from storage.outbox import (
    PEOPLE,
    Claim,
    Glance,
    Lane,
    Outcome,
    claim,
    give_up_lost,
    glance,
    record,
    still_held,
)
from storage.people import pause, reached, resume, unreachable
from storage.points import Point, reach

PAUSE = timedelta(minutes=5)
FAILED = (DeliveryState.PARKED, DeliveryState.EXPIRED, DeliveryState.SKIPPED)
Told = tuple[Claim, Outcome]
# Owes messages about what could not be delivered, in the transaction that writes it down.
Tell = Callable[[Session, Claim, Outcome, datetime], None]


@dataclass(frozen=True)
class Outbox:
    database: Database
    tell: Tell
    owner: str = field(default_factory=lambda: f"{os.getpid()}-{uuid.uuid4().hex[:8]}")

    def look(self, team: str, now: datetime) -> Glance | None:
        """Takes no lock: nearly always there is nothing to do. None for a workspace that is not stored."""
        with self.database.read() as session:
            return glance(session, team, now)

    def claim(
        self, seen: Glance, rooms: Mapping[Lane, int], busy: Collection[str], now: datetime, most: int
    ) -> list[Claim]:
        """Of the lanes in which something is due, up to the room of each and up to `most` altogether."""
        claimed: list[Claim] = []
        with self.database.write() as session:
            if seen.lost:
                give_up_lost(session, seen.workspace_id, now)
            for lane, room in rooms.items():
                if limit := min(room, most - len(claimed)):
                    claimed += claim(session, seen.workspace_id, lane, now, self.owner, limit, busy=busy)
        if claimed:
            reach(Point.CLAIMED)
        return claimed

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
