"""What a bot would be without one of its mechanisms: each must break a promise, or the tests prove nothing."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy
from sqlmodel import Session

from bot.checkins import handlers
from bot.delivery import slack
from bot.rounds import asking
from storage import outbox
from storage.schedule import DuePart

GRACE = timedelta(seconds=30)


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
    """Two replicas may claim the same delivery."""
    select: Any = sqlalchemy.Select
    select.with_for_update = lambda query, **_options: query
    outbox.CLAIM = {lane: outbox._claiming(lane) for lane in outbox.Lane}


def _no_catching_up() -> None:
    """What fell due while nothing ran is passed over, as schedulers do with a job that was missed."""
    planning: Any = asking
    due = planning.parts_due

    def fresh(session: Session, now: datetime, limit: int) -> list[DuePart]:
        found: list[DuePart] = due(session, now, limit)
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
