"""What one workspace is owed: its places are served at once, and what is owed to one place goes one after another.

A place counts once however much is owed to it: a channel that waits for its turn, or a digest that is being drawn,
holds nobody else up.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime

from bot.delivery.attempt import Ask, Attempt, Held
from bot.delivery.outbox import Order
from bot.delivery.pace import HISTORY, POST, UPDATE
from bot.delivery.slack import Line
from storage.due import Glance
from storage.outbox import Claim, Lane, Outcome

PLACES = 100
"""How many are served at once in one workspace."""
METHODS = {Lane.UPDATE: UPDATE, Lane.LOOK_UP: HISTORY, Lane.POST: POST}


Record = Callable[[Claim, Outcome], Awaitable[None]]


class Courier:
    """Made when something is due in a workspace, ended when nothing is."""

    def __init__(self, line: Line, ask: Ask, record: Record, news: asyncio.Event) -> None:
        self.leads = False
        self.tasks: set[asyncio.Task[None]] = set()
        self._line = line
        self._ask = ask
        self._record = record
        self._news = news
        self._queues: dict[str, deque[Held]] = {}
        self._few = 0

    @property
    def places(self) -> int:
        return len(self._queues)

    def await_look(self) -> None:
        """Whoever is served while one looks wakes nobody."""
        self._few = -1

    def looked(self, few: int) -> bool:
        """One looks again when so few places are left; whether that is so already."""
        self._few = few
        return self.places <= few

    def order(self, seen: Glance, most: int, now: datetime) -> Order | None:
        """So that up to `most` places are served. None where Slack has closed all that is due, or its pace is used
        up, unless somebody has lost what is due."""
        rooms = {lane: self._room(METHODS[lane], now) for lane in Lane if lane in seen.due}
        room = min(most - self.places, sum(rooms.values()))
        return Order(seen, rooms, tuple(self._queues), max(0, room)) if room > 0 or seen.lost else None

    def _room(self, method: str, now: datetime) -> int:
        """How many calls of a method one may have in hand: none where Slack has closed it."""
        line = self._line
        return 0 if line.pace.closed(line.team, method, now) else line.pace.room(line.team, method, PLACES)

    def hold(self, claims: Iterable[Claim], until: float) -> None:
        """Serves them, and says none of them after `until`, in monotonic seconds."""
        for claimed in claims:
            held = Held(claimed, until)
            if claimed.target in self._queues:
                self._queues[claimed.target].append(held)
                continue
            self._queues[claimed.target] = deque([held])
            task = asyncio.create_task(self._serve(claimed.target))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def _serve(self, target: str) -> None:
        queue = self._queues[target]
        while queue:
            held = queue.popleft()
            await self._record(held.claim, await Attempt(held, self._line, self._ask).make())
        del self._queues[target]
        if self.places <= self._few:
            self._news.set()
