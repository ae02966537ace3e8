"""What a bot would be without one of its mechanisms: each must break a promise, or the tests prove nothing."""

import threading
from collections.abc import Callable
from typing import Any

import sqlalchemy

from bot.checkins import handlers
from bot.delivery import slack


def take_away(what: str) -> None:
    """In this process, for good."""
    CONTROLS[what]()


def _no_look_up() -> None:
    """What may have been sent is sent again."""

    async def nothing(*_args: Any) -> None:
        return None

    calls: Any = slack
    calls.find = nothing


def _no_row_locks() -> None:
    """Two replicas may claim the same delivery."""
    select: Any = sqlalchemy.Select
    select.with_for_update = lambda query, **_options: query


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
    "no row locks": _no_row_locks,
    "ack first": _ack_first,
}
