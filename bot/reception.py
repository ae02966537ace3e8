"""The way of all that Slack sends, over the socket or over HTTP: looked at, dispatched, acked, and only then talked
about. Both ways to be reached differ in how an ack is sent, and in nothing else.
"""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse

from bot import failures, guard
from bot.health.metrics import Metrics
from bot.health.timing import ACK, handler_of
from bot.home.job import Homes
from bot.lazy import AfterAck


@dataclass(frozen=True)
class Answered:
    """What to ack with, and what to do once that has left."""

    ack: BoltResponse
    then: Callable[[], None]


class Reception:
    """Answers in `language` those whom it cannot know."""

    def __init__(self, app: App, language: str, metrics: Metrics, homes: Homes, talkers: Executor) -> None:
        self._app, self._language, self._metrics, self._homes = app, language, metrics, homes
        self._talkers = talkers
        self._talks = AfterAck(app)

    def receive(self, kind: str, payload: Any, attempt: int = 0, reason: str = "") -> Answered:
        """`kind` is that of an envelope of Socket Mode; `attempt` counts from 1 where Slack sends an event again."""
        began = perf_counter()
        if attempt:
            self._metrics.again(reason)
        try:
            clean = guard.sound(payload)
        except guard.Unsound as unsound:
            told = failures.refuse(self._language, payload, str(unsound))
            return Answered(BoltResponse(status=200, body=told or ""), lambda: None)
        with self._talks.held() as talk:
            ack = self._app.dispatch(BoltRequest(mode="socket_mode", body=clean))
        return Answered(ack, partial(self._go_on, kind, clean, began, talk))

    def _go_on(self, kind: str, payload: Any, began: float, talk: Callable[[], None]) -> None:
        taken = perf_counter() - began
        talk()
        self._talkers.submit(self._homes.acted, payload)
        self._metrics.handled.labels(handler_of(kind, payload), ACK).observe(taken)
