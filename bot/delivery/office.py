"""One event loop's sending for all workspaces: finds where something is due, and gives each a courier and a fair share.

A look is one question to the database. What it finds is claimed in short transactions, workspace by workspace; what
happens in one of them, a token that is refused or Slack's pace, holds no other up.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ParamSpec, TypeVar

from slack_sdk import WebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.clients import Clients
from bot.delivery.courier import PLACES, Courier
from bot.delivery.outbox import Given, Order, Outbox
from bot.delivery.outgoing import Render
from bot.delivery.pace import Pace
from bot.delivery.recording import Recording
from bot.delivery.refusals import code_of
from bot.delivery.rendering import Rendering
from bot.delivery.slack import FAILURES, Line, OneTry
from bot.errors import UserError
from storage import outbox as leases
from storage.due import Glance
from storage.kinds import DeliveryKind
from storage.outbox import Lane

logger = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")
MOST = 1000
"""How many places are served at once in all workspaces, or wait for their turn."""
NEW = 20
"""How many workspaces are taken on at once: what is left to the next look another process may take."""
TOGETHER = 10
"""Of so many workspaces one transaction claims: no answer waits long for the database."""
IDLE_SECONDS = 5.0
AFTER_FAILURE_SECONDS = 1.0
APART_SECONDS = 30.0
LAST_SECONDS = 5.0
LOOK_SECONDS = 0.001
"""Between two looks, for each workspace that is busy: that much a look costs, and it is a small part of all."""


@dataclass(frozen=True)
class Threads:
    """Where a loop may wait: one for the database, so that claims and outcomes queue there, some to render
    in what is quick, some for what is slow, some to ask for tokens."""

    stored: Executor
    quick: Executor
    slow: Executor
    asked: Executor


@dataclass(frozen=True)
class Lines:
    """The ways to Slack: with which client, at which pace, by which clock."""

    clients: Clients
    connect: Callable[[WebClient], OneTry]
    pace: Pace
    clock: Callable[[], datetime]


class Office:
    def __init__(
        self, outbox: Outbox, renderers: Mapping[DeliveryKind, Render], lines: Lines, threads: Threads
    ) -> None:
        self._outbox = outbox
        self._lines = lines
        self._threads = threads
        self._rendering = Rendering(renderers, threads.quick, threads.slow)
        self._recording = Recording(outbox, threads.stored, lines.clock, lambda: self._places)
        self._couriers: dict[int, Courier] = {}
        self._opening: dict[int, asyncio.Task[None]] = {}
        self._apart: dict[str, float] = {}
        self._news = asyncio.Event()
        self._stopping = asyncio.Event()

    def look(self) -> None:
        """There may be something new."""
        self._news.set()

    def stop(self) -> None:
        """Takes nothing more in hand, hands back what is not being said, and finishes what is."""
        self._stopping.set()
        self._news.set()

    async def work(self, *, forever: bool) -> None:
        """Until it is stopped, or until nothing is due."""
        try:
            while not self._stopping.is_set():
                self._news.clear()
                again = await (self._look_again() if forever else self._look())
                if not (again or self._couriers or self._opening or forever):
                    return
                if not again:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._news.wait(), IDLE_SECONDS)
                await asyncio.sleep(LOOK_SECONDS * len(self._couriers))
        finally:
            await self._finish()

    @property
    def _places(self) -> int:
        return sum(courier.places for courier in self._couriers.values())

    async def _look_again(self) -> bool:
        """The loop boundary: where the database is gone, what is in hand goes on."""
        try:
            return await self._look()
        except Exception:
            logger.exception("one look failed, and the next one comes")
            await asyncio.sleep(AFTER_FAILURE_SECONDS)
            return True

    async def _look(self) -> bool:
        """Whether to look again at once: what else was owed to those who were served meanwhile had to wait."""
        now, present = self._lines.clock(), dict(self._couriers)
        busy = {workspace_id for workspace_id, courier in present.items() if courier.places}
        for courier in present.values():
            courier.await_look()
        found = await self._in(self._threads.stored, self._outbox.look, now, self._set_apart())
        seen = {one.workspace_id: one for one in found}
        self._take_on([one for one in found if one.workspace_id not in self._couriers])
        share = max(1, min(PLACES, MOST // max(1, len(self._couriers) + len(self._opening))))
        waiting = {one for one in present if one in seen and not seen[one].paused_by}
        hungry = {one for one in waiting if present[one].places <= share // 4 or Lane.UPDATE in seen[one].due}
        given = await self._give({one: seen[one] for one in hungry}, share, now)
        again = False
        for workspace_id, courier in present.items():
            got = given.get(workspace_id, Given((), workspace_id in waiting - hungry))
            low = courier.looked(share // 4 if got.more else 0)
            again = again or (low and workspace_id in busy and not got.claims)
        await self._end([one for one, courier in present.items() if not courier.places])
        return again

    async def _give(self, hungry: Mapping[int, Glance], share: int, now: datetime) -> dict[int, Given]:
        """Up to its share to each, and those who have least first."""
        free, orders, given = MOST - self._places, list[Order](), dict[int, Given]()
        for workspace_id, courier in sorted(self._couriers.items(), key=lambda one: one[1].places):
            most = min(share, courier.places + free)
            if workspace_id in hungry and (order := courier.order(hungry[workspace_id], most, now)):
                orders.append(order)
                free -= order.most
        for first in range(0, len(orders), TOGETHER):
            until = self._lines.pace.monotonic() + leases.LEASE.total_seconds() / 2
            some = orders[first : first + TOGETHER]
            for workspace_id, got in (await self._in(self._threads.stored, self._outbox.claim, some, now)).items():
                given[workspace_id] = got
                self._couriers[workspace_id].leads |= got.more
                self._couriers[workspace_id].hold(got.claims, until)
        return given

    def _take_on(self, seen: Collection[Glance]) -> None:
        """A few of them, and any: processes that look at the same time share them."""
        new = [one for one in seen if one.workspace_id not in self._opening]
        room = min(NEW - len(self._opening), MOST - len(self._couriers), len(new))
        for one in random.sample(new, max(0, room)):
            self._opening[one.workspace_id] = asyncio.create_task(self._open(one))

    async def _open(self, seen: Glance) -> None:
        """A courier, where the app is installed and Slack takes our token; what it refused is asked now and then, by
        one call."""
        try:
            client = await self._in(self._threads.asked, self._lines.clients.of, seen.team)
            line = Line(self._lines.connect(client), seen.team, self._lines.pace, self._lines.clock, self._stopping)
            if not seen.paused_by or await self._taken_again(line, seen):
                courier = Courier(line, self._rendering.ask, self._recording.record, self._news)
                self._couriers[seen.workspace_id] = courier
        except UserError:  # the app is not installed there
            self._set_apart(seen.team, APART_SECONDS)
        except Exception:  # of this one; the others are served all the same
            logger.exception("nothing can be sent in %s", seen.team)
            self._set_apart(seen.team, IDLE_SECONDS)
        finally:
            del self._opening[seen.workspace_id]
            self._news.set()

    async def _taken_again(self, line: Line, seen: Glance) -> bool:
        """Whether Slack takes the token now."""
        try:
            await line.client.auth_test()
        except FAILURES as error:
            logger.warning("Slack still refuses the token of %s: %s", seen.team, code_of(error))
            pause = partial(self._outbox.pause, seen.workspace_id, seen.paused_by, line.clock())
            await self._in(self._threads.stored, pause)
            return False
        await self._in(self._threads.stored, self._outbox.resume, seen.workspace_id)
        return True

    def _set_apart(self, team: str = "", seconds: float = 0.0) -> list[str]:
        """The workspaces that one does not look at for a while, with one more."""
        now = self._lines.pace.monotonic()
        self._apart = {one: until for one, until in self._apart.items() if until > now}
        if team:
            self._apart[team] = now + seconds
        return list(self._apart)

    async def _end(self, idle: Iterable[int]) -> None:
        ended = {workspace_id: self._couriers.pop(workspace_id) for workspace_id in idle}
        if led := [workspace_id for workspace_id, courier in ended.items() if courier.leads]:
            try:
                await self._in(self._threads.stored, self._outbox.step_down, led)
            except SQLAlchemyError:
                logger.exception("nobody else sends in %s workspaces for a while", len(led))

    async def _finish(self) -> None:
        self._stopping.set()
        tasks = {*self._opening.values(), *(task for one in self._couriers.values() for task in one.tasks)}
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=LAST_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._end(list(self._couriers))

    async def _in(self, threads: Executor, call: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(threads, partial(call, *args, **named))
