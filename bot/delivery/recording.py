"""What became of deliveries is written down together: a transaction costs as much as five messages."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime

from bot.delivery.outbox import Outbox, Told
from storage.outbox import Claim, Outcome

COMPANY_SECONDS = 0.02
"""How long an outcome waits for others where more than as many again are under way."""
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
            loop = asyncio.get_running_loop()
            try:
                await loop.run_in_executor(self._thread, self._outbox.record, told, self._clock())
            except Exception:
                logger.exception("outcomes were not written down: their leases run out, and they are looked up")
