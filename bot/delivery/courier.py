"""One event loop's sending: takes what is due in hand, tries all of it at once, and writes the outcomes down together.

What is owed to one place goes one after another, and a place counts once however much is owed to it: a channel that
waits for its turn, or a digest that is being drawn, holds nobody else up.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import NamedTuple, ParamSpec, TypeVar

from bot.delivery.attempt import Attempt, Held
from bot.delivery.outbox import Outbox, Told
from bot.delivery.outgoing import Outgoing, Render
from bot.delivery.pace import HISTORY, POST, UPDATE
from bot.delivery.refusals import code_of
from bot.delivery.slack import FAILURES, Line
from storage import outbox
from storage.kinds import DeliveryKind, Rank
from storage.outbox import Claim, Glance, Lane, Outcome

logger = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")
PLACES = 100
"""How many are served at once."""
FEW = PLACES // 10
"""With so few left it is time to look for more."""
TOGETHER = 8
IDLE_SECONDS = 5.0
LAST_SECONDS = 5.0
COMPANY_SECONDS = 0.02
"""How long an outcome waits for others where more than as many again are under way: a transaction costs as much as five
messages."""
METHODS = {Lane.UPDATE: UPDATE, Lane.LOOK_UP: HISTORY, Lane.POST: POST}


@dataclass(frozen=True)
class Threads:
    """Where a loop may wait: one for the database, so that claims and outcomes queue there, some to render in."""

    stored: Executor
    drawn: Executor


class Asked(NamedTuple):
    """Something to render, and where the loop waits for it."""

    claim: Claim
    now: datetime
    answer: asyncio.Future[Outgoing | None]


class Courier:
    def __init__(self, outbox: Outbox, renderers: Mapping[DeliveryKind, Render], line: Line, threads: Threads) -> None:
        self._outbox = outbox
        self._renderers = renderers
        self._line = line
        self._threads = threads
        self._queues: dict[str, deque[Held]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._asked: list[Asked] = []
        self._told: list[Told] = []
        self._recording = asyncio.Lock()
        self._news = asyncio.Event()
        self._few = 0

    def look(self) -> None:
        """There may be something new."""
        self._news.set()

    def stop(self) -> None:
        """Takes nothing more in hand, hands back what is not being said, and finishes what is."""
        self._line.stopping.set()
        self._news.set()

    async def work(self, *, forever: bool) -> None:
        """Until it is stopped, or until nothing is due."""
        try:
            while not self._line.stopping.is_set():
                self._news.clear()
                busy, self._few = bool(self._queues), -1  # whoever is served meanwhile wakes nobody
                self._few = FEW if await self._take() else 0
                if busy and not self._queues:
                    continue  # what else was owed to them had to wait
                if not (self._queues or forever):
                    return
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), IDLE_SECONDS)
        finally:
            await self._finish()

    async def _take(self) -> bool:
        """Whether something was due: then there may be more."""
        now, free = self._line.clock(), PLACES - len(self._queues)
        seen = await self._in(self._threads.stored, self._outbox.look, self._line.team, now)
        if seen is None or not (seen.due or seen.lost) or not await self._open(seen, now):
            return False
        rooms = {lane: self._room(METHODS[lane], now) for lane in Lane if lane in seen.due}
        if not (seen.lost or any(rooms.values())):
            return False
        until = self._line.pace.monotonic() + outbox.LEASE.total_seconds() / 2
        claim = partial(self._outbox.claim, seen, rooms, tuple(self._queues), now, free)
        claimed = await self._in(self._threads.stored, claim)
        for one in claimed:
            self._hold(Held(one, until))
        return bool(claimed)

    def _room(self, method: str, now: datetime) -> int:
        """How many calls of a method one may have in hand: none where Slack has closed it."""
        line = self._line
        return 0 if line.pace.closed(line.team, method, now) else line.pace.room(line.team, method, PLACES)

    async def _open(self, seen: Glance, now: datetime) -> bool:
        """Whether Slack takes our token; where it did not, it is asked now and then, by one call."""
        if not seen.paused_by:
            return True
        if seen.paused_until is not None and now < seen.paused_until:
            return False
        try:
            await self._line.client.auth_test()
        except FAILURES as error:
            logger.warning("Slack still refuses the token of %s: %s", self._line.team, code_of(error))
            await self._in(self._threads.stored, self._outbox.pause, seen.workspace_id, seen.paused_by, now)
            return False
        await self._in(self._threads.stored, self._outbox.resume, seen.workspace_id)
        return True

    def _hold(self, held: Held) -> None:
        target = held.claim.target
        if target in self._queues:
            self._queues[target].append(held)
            return
        self._queues[target] = deque([held])
        task = asyncio.create_task(self._serve(target))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, target: str) -> None:
        queue = self._queues[target]
        while queue:
            held = queue.popleft()
            await self._record(held.claim, await Attempt(held, self._line, self._ask).make())
        del self._queues[target]
        if len(self._queues) <= self._few:
            self._news.set()

    async def _ask(self, claimed: Claim, now: datetime) -> Outgoing | None:
        asked = Asked(claimed, now, asyncio.get_running_loop().create_future())
        self._asked.append(asked)
        if len(self._asked) == 1:
            asyncio.get_running_loop().call_soon(self._hand_over)
        return await asked.answer

    def _hand_over(self) -> None:
        """What was asked for in one turn of the loop, a few at a time, and what may have to be drawn alone: to hand one
        over to a thread costs half as much as to post it."""
        alone = [[one] for one in self._asked if one.claim.rank != Rank.REST]
        many = [one for one in self._asked if one.claim.rank == Rank.REST]
        self._asked = []
        for some in [*alone, *(many[first : first + TOGETHER] for first in range(0, len(many), TOGETHER))]:
            task = asyncio.create_task(self._answer(some))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _answer(self, some: Sequence[Asked]) -> None:
        rendered = await self._in(self._threads.drawn, lambda: [self._render(one) for one in some])
        for one, found in zip(some, rendered, strict=True):
            if one.answer.done():
                continue  # given up meanwhile
            if isinstance(found, Exception):
                one.answer.set_exception(found)
            else:
                one.answer.set_result(found)

    def _render(self, asked: Asked) -> Outgoing | Exception | None:
        try:
            return self._renderers[asked.claim.kind](asked.claim, asked.now)
        except Exception as error:  # of this one; the others are rendered all the same
            return error

    async def _record(self, claimed: Claim, outcome: Outcome) -> None:
        """With all the others that came while the last were being written down, and soon after where there are many."""
        self._told.append((claimed, outcome))
        async with self._recording:
            if self._told and len(self._told) < len(self._queues) // 2:
                await asyncio.sleep(COMPANY_SECONDS)
            told, self._told = self._told, []
            if not told:
                return
            try:
                await self._in(self._threads.stored, self._outbox.record, told, self._line.clock())
            except Exception:
                logger.exception("outcomes were not written down: their leases run out, and they are looked up")

    async def _finish(self) -> None:
        self._line.stopping.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=LAST_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _in(self, threads: Executor, call: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(threads, partial(call, *args, **named))
