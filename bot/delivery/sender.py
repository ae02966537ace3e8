"""The one door out, for any thread: what is owed is sent by a courier in an event loop of its own."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime

from slack_sdk import WebClient

from bot.delivery import pace
from bot.delivery.courier import IDLE_SECONDS, PLACES, Courier, Threads
from bot.delivery.outbox import Outbox
from bot.delivery.outgoing import Render
from bot.delivery.slack import Line, connected
from storage.kinds import DeliveryKind

logger = logging.getLogger(__name__)
DRAWING = 3


class Sender:
    """Drains the outbox; any number of threads and processes may, for a claim belongs to one."""

    def __init__(
        self,
        outbox: Outbox,
        renderers: Mapping[DeliveryKind, Render],
        client: WebClient,
        clock: Callable[[], datetime],
        limits: pace.Limits = pace.NONE,
    ) -> None:
        self._outbox = outbox
        self._renderers = renderers
        self._client = client
        self._clock = clock
        self._pace = pace.Pace(limits, time.monotonic)
        self._threads = Threads(ThreadPoolExecutor(1, "outbox"), ThreadPoolExecutor(DRAWING, "draw"))
        self._team = ""
        self._stopped = threading.Event()
        self._working: dict[Courier, asyncio.AbstractEventLoop] = {}

    def wake(self) -> None:
        """Lets a running sender look at once."""
        self._call(Courier.look)

    def stop(self) -> None:
        """Ends `run` and `drain` once what is being said is said."""
        self._stopped.set()
        self._call(Courier.stop)

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def run(self) -> None:
        """Sends until stopped; a failure does not end it."""
        while not self._stopped.is_set():
            try:
                asyncio.run(self._work(forever=True))
            except Exception:
                logger.exception("the sender failed and goes on")
                self._stopped.wait(IDLE_SECONDS)

    def drain(self) -> None:
        """Sends all that is due now."""
        asyncio.run(self._work(forever=False))

    async def _work(self, *, forever: bool) -> None:
        async with connected(self._client, PLACES) as client:
            self._team = self._team or (await client.auth_test())["team_id"]
            line = Line(client, self._team, self._pace, self._clock)
            with self._listed(Courier(self._outbox, self._renderers, line, self._threads)) as courier:
                await courier.work(forever=forever)

    @contextmanager
    def _listed(self, courier: Courier) -> Iterator[Courier]:
        self._working[courier] = asyncio.get_running_loop()
        if self._stopped.is_set():
            courier.stop()
        try:
            yield courier
        finally:
            del self._working[courier]

    def _call(self, what: Callable[[Courier], None]) -> None:
        for courier, loop in tuple(self._working.items()):
            with suppress(RuntimeError):  # it has just ended
                loop.call_soon_threadsafe(what, courier)
