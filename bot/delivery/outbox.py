"""The outbox as a sender works with it: each step one short transaction, none of them waits for Slack."""

import os
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from storage.db import Database
from storage.deliveries import Claim, Lane, Outcome, anything_due, claim, give_up_lost, record
from storage.kinds import DeliveryState
from storage.people import pause, reached, resume, unreachable, workspace_by_slack_id
from storage.points import Point, reach

PAUSE = timedelta(minutes=5)
Told = tuple[Claim, Outcome]
# Owes messages about what could not be delivered, in the transaction that writes it down.
Tell = Callable[[Session, Claim, Outcome, datetime], None]


@dataclass(frozen=True)
class Glance:
    """A workspace as a look finds it; `paused_by` is Slack's error while its token is refused."""

    id: int
    due: bool
    paused_by: str = ""
    paused_until: datetime | None = None


@dataclass(frozen=True)
class Outbox:
    database: Database
    tell: Tell
    owner: str = field(default_factory=lambda: f"{os.getpid()}-{uuid.uuid4().hex[:8]}")

    def look(self, team: str, now: datetime) -> Glance | None:
        """Takes no lock: nearly always there is nothing to do. None for a workspace that is not stored."""
        with self.database.read() as session:
            found = workspace_by_slack_id(session, team)
            if found is None:
                return None
            return Glance(found.id, anything_due(session, found.id, now), found.paused_by, found.paused_until)

    def claim(
        self, workspace_id: int, rooms: Mapping[Lane, int], busy: Collection[str], now: datetime, most: int
    ) -> list[Claim]:
        """Up to `most` altogether, and up to its room of each lane."""
        claimed: list[Claim] = []
        with self.database.write() as session:
            give_up_lost(session, workspace_id, now)
            for lane, room in rooms.items():
                if limit := min(room, most - len(claimed)):
                    claimed += claim(session, workspace_id, lane, now, self.owner, limit, busy=busy)
        if claimed:
            reach(Point.CLAIMED)
        return claimed

    def record(self, told: Sequence[Told], now: datetime) -> None:
        """What became of them, and what follows from it."""
        with self.database.write() as session:
            ours = record(session, self.owner, told, now)
            kept = [one for one in told if one[0].id in ours]
            sent = [claimed for claimed, outcome in kept if outcome.state is DeliveryState.SENT]
            for workspace_id in {claimed.workspace_id for claimed in sent}:
                reached(session, workspace_id, {one.target for one in sent if one.workspace_id == workspace_id})
            for claimed, outcome in kept:
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
