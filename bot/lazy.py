"""Talking starts once the ack has left. Started before, it takes the interpreter from the ack on its way out."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from slack_bolt import App, BoltRequest
from slack_bolt.lazy_listener import ThreadLazyListenerRunner

Work = list[tuple[Callable[..., None], BoltRequest]]


class _Held(threading.local):
    """One request's lazy functions: all its listeners run in one thread. None where nobody holds them back."""

    work: Work | None = None


class AfterAck(ThreadLazyListenerRunner):
    """Runs the lazy functions of an app; those of a dispatch that is `held` wait until they are told to start."""

    def __init__(self, app: App) -> None:
        super().__init__(app.logger, app.listener_runner.listener_executor)
        self._held = _Held()
        app.listener_runner.lazy_listener_runner = self

    def start(self, function: Callable[..., None], request: BoltRequest) -> None:
        if self._held.work is None:
            super().start(function, request)
        else:
            self._held.work.append((function, request))

    @contextmanager
    def held(self) -> Iterator[Callable[[], None]]:
        """Holds back what this thread dispatches in the block; gives what starts it, from whichever thread."""
        work: Work = []
        self._held.work = work
        try:
            yield lambda: self._start(work)
        finally:
            self._held.work = None

    def _start(self, work: Work) -> None:
        for function, request in work:
            super().start(function, request)
