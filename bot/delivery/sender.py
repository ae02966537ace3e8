"""The one door out, for any thread: what is owed is sent in an event loop of its own."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime

from bot.clients import Clients
from bot.delivery import pace
from bot.delivery.office import IDLE_SECONDS, Lines, Office, Threads
from bot.delivery.outbox import Outbox
from bot.delivery.outgoing import Render
from bot.delivery.slack import connected
from storage.kinds import DeliveryKind

logger = logging.getLogger(__name__)
CALLS = 200
"""How many are made at once."""
QUICK, SLOW, ASKING = 3, 3, 4


class Sender:
    """Drains the outbox; any number of threads and processes may, for a claim belongs to one."""

    def __init__(
        self,
        outbox: Outbox,
        renderers: Mapping[DeliveryKind, Render],
        clients: Clients,
        clock: Callable[[], datetime],
        limits: pace.Limits = pace.NONE,
    ) -> None:
        self._outbox = outbox
        self._renderers = renderers
        self._clients = clients
        self._clock = clock
        self._pace = pace.Pace(limits, time.monotonic)
        self._threads = Threads(
            stored=ThreadPoolExecutor(1, "outbox"),
            quick=ThreadPoolExecutor(QUICK, "render"),
            slow=ThreadPoolExecutor(SLOW, "draw"),
            asked=ThreadPoolExecutor(ASKING, "token"),
        )
        self._stopped = threading.Event()
        self._working: dict[Office, asyncio.AbstractEventLoop] = {}

    def wake(self) -> None:
        """Lets a running sender look at once."""
        self._call(Office.look)

    def stop(self) -> None:
        """Ends `run` and `drain` once what is being said is said."""
        self._stopped.set()
        self._call(Office.stop)

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
        async with connected(CALLS) as connect:
            lines = Lines(self._clients, connect, self._pace, self._clock)
            with self._listed(Office(self._outbox, self._renderers, lines, self._threads)) as office:
                await office.work(forever=forever)

    @contextmanager
    def _listed(self, office: Office) -> Iterator[Office]:
        self._working[office] = asyncio.get_running_loop()
        if self._stopped.is_set():
            office.stop()
        try:
            yield office
        finally:
            del self._working[office]

    def _call(self, what: Callable[[Office], None]) -> None:
        for office, loop in tuple(self._working.items()):
            with suppress(RuntimeError):  # it has just ended
                loop.call_soon_threadsafe(what, office)
