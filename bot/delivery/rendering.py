"""What deliveries say is put together in threads: it is read from the database, and a digest is drawn."""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from datetime import datetime
from typing import NamedTuple

from bot.delivery.outgoing import Outgoing, Render
from storage.kinds import UNDER_DIGESTS, DeliveryKind, Rank
from storage.outbox import Claim

TOGETHER = 8
SLOW = frozenset(
    {
        DeliveryKind.DIGEST,
        DeliveryKind.DIGEST_UPDATE,
        *UNDER_DIGESTS,
        DeliveryKind.COMPANY_DIGEST,
        DeliveryKind.RETROSPECTIVE,
        DeliveryKind.FILE,
        DeliveryKind.FILE_IMPORTED,
    }
)
"""What may have pictures, or tells what is in a file: both take their time."""


class Asked(NamedTuple):
    """Something to render, and where the loop waits for it."""

    claim: Claim
    now: datetime
    answer: asyncio.Future[Outgoing | None]


class Rendering:
    """For one event loop. What is slow has threads of its own: digests of all workspaces keep no answer waiting."""

    def __init__(self, renderers: Mapping[DeliveryKind, Render], quick: Executor, slow: Executor) -> None:
        self._renderers = renderers
        self._quick, self._slow = quick, slow
        self._asked: list[Asked] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def ask(self, claimed: Claim, now: datetime) -> Outgoing | None:
        """None where there is nothing to say any more; raises what the renderer raises."""
        asked = Asked(claimed, now, asyncio.get_running_loop().create_future())
        self._asked.append(asked)
        if len(self._asked) == 1:
            asyncio.get_running_loop().call_soon(self._hand_over)
        return await asked.answer

    def _hand_over(self) -> None:
        """What was asked for in one turn of the loop, a few at a time, and what may have to be drawn alone: to hand one
        over to a thread costs half as much as to post it."""
        alone = [[one] for one in self._asked if _is_alone(one.claim)]
        many = [one for one in self._asked if not _is_alone(one.claim)]
        self._asked = []
        for some in [*alone, *(many[first : first + TOGETHER] for first in range(0, len(many), TOGETHER))]:
            task = asyncio.create_task(self._answer(some))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _answer(self, some: Sequence[Asked]) -> None:
        loop, threads = asyncio.get_running_loop(), self._slow if some[0].claim.kind in SLOW else self._quick
        rendered = await loop.run_in_executor(threads, lambda: [self._render(one) for one in some])
        for one, found in zip(some, rendered, strict=True):
            if one.answer.done():
                continue  # given up meanwhile
            if isinstance(found, Exception):
                one.answer.set_exception(found)
            else:
                one.answer.set_result(found)

    def _render(self, asked: Asked) -> Outgoing | Exception | None:
        if asked.answer.done():
            return None  # given up: nobody waits for it
        try:
            return self._renderers[asked.claim.kind](asked.claim, asked.now)
        except Exception as error:  # of this one; the others are rendered all the same
            return error


def _is_alone(claimed: Claim) -> bool:
    return claimed.rank != Rank.REST or claimed.kind in SLOW
