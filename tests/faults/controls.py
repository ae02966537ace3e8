"""What a bot would be without one of its mechanisms: each must break a promise, or the tests prove nothing."""

import threading
import time
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy
from sqlmodel import Session

from bot.checkins import handlers
from bot.delivery import outbox as delivery
from bot.delivery import slack
from bot.rounds import asking
from storage import outbox
from storage.kinds import DeliveryState
from storage.outbox import Claim, Lane
from storage.schedule import DuePart

GRACE = timedelta(seconds=30)
OVERLAP_SECONDS = 0.5
"""So far apart two replicas may begin, and still pick the same."""


def take_away(what: str) -> None:
    """In this process, for good."""
    CONTROLS[what]()


def _no_look_up() -> None:
    """What may have been sent is sent again."""

    async def nothing(*_args: Any) -> None:
        return None

    calls: Any = slack
    calls.find = nothing


def _short_look_up() -> None:
    """Only messages that are as new as the bot's clock says are looked at."""
    calls: Any = slack
    calls.CLOCK_SKEW = timedelta(minutes=5)


def _no_row_locks() -> None:
    """Two replicas may claim the same delivery, and do: each has picked before the other writes it down. No workspace
    is one sender's either."""
    select: Any = sqlalchemy.Select
    select.with_for_update = lambda query, **_options: query
    sending: Any = delivery
    sending.claim, sending.lead = _claim_late, lambda *_args: None


def _claim_late(
    session: Session, workspace_id: int, lane: Lane, now: datetime, owner: str, limit: int, *, busy: Collection[str]
) -> list[Claim]:
    columns = outbox.D
    due = sqlalchemy.select(columns.id).where(columns.workspace_id == workspace_id, *outbox.in_lane(lane))
    due = due.where(columns.target.not_in(busy)).order_by(columns.rank, columns.due, columns.id).limit(limit)
    picked = session.execute(due, {"then": now}).scalars().all()
    time.sleep(OVERLAP_SECONDS)
    taken = sqlalchemy.update(outbox.DELIVERIES).where(columns.id.in_(picked))
    taken = taken.values(state=DeliveryState.SENDING, owner=owner, lease_until=now + outbox.LEASE, first_try_at=now)
    rows = session.connection().execute(taken.returning(*outbox.CLAIMED)).all()
    return [Claim._make((*row, lane is Lane.LOOK_UP)) for row in rows]


def _no_catching_up() -> None:
    """What fell due while nothing ran is passed over, as schedulers do with a job that was missed."""
    planning: Any = asking
    due = planning.parts_due

    def fresh(session: Session, now: datetime, limit: int, workspace_id: int | None = None) -> list[DuePart]:
        found: list[DuePart] = due(session, now, limit, workspace_id)
        return [part for part in found if part.prompt_id or part.due_at <= now or now - part.opens_at < GRACE]

    planning.parts_due = fresh


def _ack_first() -> None:
    """Slack is told that an answer is stored, and then it is."""
    listening: Any = handlers
    store = listening._submitted

    def promise(*args: Any) -> dict[str, Any]:
        threading.Timer(0.02, store, args).start()
        return {}

    listening._submitted = promise


CONTROLS: dict[str, Callable[[], None]] = {
    "": lambda: None,
    "no look-up": _no_look_up,
    "short look-up": _short_look_up,
    "no row locks": _no_row_locks,
    "no catching up": _no_catching_up,
    "ack first": _ack_first,
}
