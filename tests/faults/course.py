"""Weeks of a firm: the clock moves on, replicas are killed and started again, people answer."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import col, select

from bot.localslack.server import LocalSlack
from storage.db import Database
from storage.deliveries import OPEN
from storage.kinds import DeliveryState
from storage.models import Delivery
from tests.faults.crowd import Crowd
from tests.faults.firm import Firm, Opening
from tests.faults.replica import Doom, Killed, Replica, Start
from tests.faults.weather import Weather

BEAT = timedelta(seconds=15)
AFTERWARDS = timedelta(days=4)
"""How long after the last deadline something may still happen."""
Starting = Callable[[datetime], Start]


@dataclass(frozen=True)
class Outage:
    """No replica runs from one instant until another."""

    first: datetime
    last: datetime

    def covers(self, now: datetime) -> bool:
        return self.first <= now < self.last

    def swallows(self, opening: Opening) -> bool:
        """Whether there was no time at all to ask."""
        return self.first <= opening.at and opening.due <= self.last


@dataclass
class Course:
    """One run. Each of the `dooms` is met by some replica, one after the other; the `first_doom` from its start on.
    `wrong` is by how much the bot's clock differs from Slack's at an instant, `tolerance` by how much at most."""

    firm: Firm
    slack: LocalSlack
    database: Database
    weather: Weather
    starting: Starting
    chance: random.Random
    replicas: int = 1
    dooms: list[Doom] = field(default_factory=list)
    outages: tuple[Outage, ...] = ()
    wrong: Callable[[datetime], timedelta] = lambda _now: timedelta()
    tolerance: timedelta = timedelta()
    kills: int = 0

    def __post_init__(self) -> None:
        self.crowd = Crowd(self.slack, self.weather, self.chance)
        self._running: list[Replica] = []
        self._doomed: list[Replica] = []
        self._pause = self._spacing = 0

    def run(self) -> None:
        """All weeks, until nothing is under way; then the processes end."""
        due = {instant for opening in self.firm.openings for instant in opening.instants}
        every = sorted(due | {outage.last for outage in self.outages})
        self._spacing = len(every) // (len(self.dooms) + 1)
        try:
            for instant in [*every, every[-1] + AFTERWARDS]:
                while (meant := self.crowd.next_at) and self.slack.clock() < meant < instant:
                    self._until(meant)
                self._until(instant)
        finally:
            self._end()

    def _until(self, instant: datetime) -> None:
        """From beat to beat as long as a message is under way, else at once."""
        while (following := self._next_beat()) and following < instant:
            self._at(following)
        self._at(instant)

    def _next_beat(self) -> datetime | None:
        """When something that is under way can go on; none where nothing is, or nobody runs to see to it."""
        if not self._running:
            return None
        due = self._next_due()
        return max(due, self.slack.clock() + BEAT) if due else None

    def _next_due(self) -> datetime | None:
        query = select(Delivery.state, Delivery.due, Delivery.lease_until).where(col(Delivery.state).in_(OPEN))
        with self.database.read() as session:
            rows = session.exec(query).all()
        ends = (lease if state is DeliveryState.SENDING and lease else due for state, due, lease in rows)
        return min(ends, default=None)

    def _at(self, now: datetime) -> None:
        self.slack.clock.move_to(now)
        if any(outage.covers(now) for outage in self.outages):
            self._end()
            return
        while len(self._running) < self.replicas:
            self._start()
        self._doom()
        self.go()
        if self.crowd.act(self.go):
            self.go()

    def _doom(self) -> None:
        """Now and then, so that the dooms are spread over the whole run."""
        self._pause -= 1
        free = [replica for replica in self._running if replica not in self._doomed]
        if not self.dooms or not free or self._pause > 0:
            return
        self._pause = self.chance.randint(0, self._spacing)
        self._doomed.append(replica := self.chance.choice(free))
        with suppress(Killed):  # then it is found dead in a moment
            replica.doom(self.dooms.pop(0))

    def go(self) -> None:
        """One beat of every replica, all at the same time; one that dies is started again, and has its beat too."""
        waiting = list(self._running)
        while waiting:
            for replica in waiting:
                with suppress(Killed):
                    replica.go(self._bots_now)
            waiting = [again for replica in waiting if (again := self._gone(replica))]

    def _gone(self, replica: Replica) -> Replica | None:
        """Waits for the end of a beat; the one that takes the place of a replica that died in it."""
        try:
            replica.gone()
        except Killed:
            self._bury(replica)
            return self._start()
        return None

    @property
    def _bots_now(self) -> datetime:
        now = self.slack.clock()
        return now + self.wrong(now)

    def _start(self) -> Replica:
        while True:
            replica = Replica(self.starting(self._bots_now))
            self._running.append(replica)
            try:
                replica.started()
            except Killed:
                self._bury(replica)
                continue
            return replica

    def _bury(self, replica: Replica) -> None:
        self.kills += 1
        replica.kill()
        self._running.remove(replica)
        if replica in self._doomed:
            self._doomed.remove(replica)

    def _end(self) -> None:
        """All at once, and not at any point."""
        while self._running:
            self._bury(self._running[0])
            self.kills -= 1
