"""Talking starts once the ack has left. Started before, it takes the interpreter from the ack on its way out."""

import threading
from collections.abc import Callable

from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.lazy_listener import ThreadLazyListenerRunner


def talk_after_ack(socket: SocketModeHandler) -> None:
    """Holds the app's lazy functions back until Bolt's own listener, which sends the ack, is through."""
    runner = _AfterAck(socket.app)
    socket.app.listener_runner.lazy_listener_runner = runner
    listeners = socket.client.socket_mode_request_listeners
    listeners[:] = [runner.hold, *listeners, runner.release]


class _Held(threading.local):
    """One request's lazy functions: all its listeners run in one thread. None outside the socket's threads."""

    work: list[tuple[Callable[..., None], BoltRequest]] | None = None


class _AfterAck(ThreadLazyListenerRunner):
    def __init__(self, app: App) -> None:
        super().__init__(app.logger, app.listener_runner.listener_executor)
        self._held = _Held()

    def start(self, function: Callable[..., None], request: BoltRequest) -> None:
        if self._held.work is None:
            super().start(function, request)
        else:
            self._held.work.append((function, request))

    def hold(self, *_request: object) -> None:
        self._held.work = []

    def release(self, *_request: object) -> None:
        held, self._held.work = self._held.work or [], None
        for function, request in held:
            super().start(function, request)
