"""What became of deliveries is written down together: a transaction costs as much as five messages."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime

from sqlalchemy.exc import DBAPIError

from bot.delivery.outbox import Outbox, Told
from storage.outbox import Claim, Outcome

COMPANY_SECONDS = 0.02
"""How long an outcome waits for others where more than as many again are under way."""
FIRST_WAIT, LONGEST_SECONDS = 0.25, 60.0
"""Between tries where the database is gone, and altogether: well within the lease, after which they are looked up."""
logger = logging.getLogger(__name__)


class Recording:
    """For one event loop, in which so many places are `under_way`."""

    def __init__(
        self, outbox: Outbox, thread: Executor, clock: Callable[[], datetime], under_way: Callable[[], int]
    ) -> None:
        self._outbox = outbox
        self._thread = thread
        self._clock = clock
        self._under_way = under_way
        self._told: list[Told] = []
        self._busy = asyncio.Lock()

    async def record(self, claimed: Claim, outcome: Outcome) -> None:
        """With all the others that came while the last were being written down, and soon after where there are many."""
        self._told.append((claimed, outcome))
        async with self._busy:
            if self._told and len(self._told) < self._under_way() // 2:
                await asyncio.sleep(COMPANY_SECONDS)
            told, self._told = self._told, []
            if not told:
                return
            try:
                await self._write(told)
            except Exception:
                logger.exception("outcomes were not written down: their leases run out, and they are looked up")

    async def _write(self, told: list[Told]) -> None:
        """Until the database takes them, or does not for long: what was sent is known here alone. Written twice they
        change nothing."""
        loop, wait = asyncio.get_running_loop(), FIRST_WAIT
        until = loop.time() + LONGEST_SECONDS
        while True:
            try:
                return await loop.run_in_executor(self._thread, self._outbox.record, told, self._clock())
            except DBAPIError:
                if loop.time() + wait > until:
                    raise
                logger.warning("outcomes wait for the database", exc_info=True)
            await asyncio.sleep(wait)
            wait *= 2
