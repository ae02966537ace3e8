"""One Monday of many companies, from the opening of all rounds to the last digest, and what became of everything."""

import asyncio
import time
from bisect import bisect_left
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine, text

from storage.kinds import DeliveryKind
from tests.bench.databases import Postgres
from tests.bench.load.companies import PER_PERSON, PER_TEAM, Companies
from tests.bench.load.crowd import Crowd
from tests.bench.load.replicas import Replica
from tests.bench.load.slack import ManySlacks

ANSWERED = text(
    "SELECT workspace.slack_id, person.slack_id, count(DISTINCT check_in.key_result_id), count(*) FROM check_in"
    " JOIN person ON person.id = person_id JOIN workspace ON workspace.id = check_in.workspace_id"
    " WHERE check_in.at >= :opens GROUP BY 1, 2"
)
TELLING_SECONDS = 30
PATIENCE = 900
"""Seconds for which nothing may come any more before it counts as missing."""


@dataclass
class Blow:
    """Something that broke, when, in monotonic seconds, and how long it then took to the next answer and message."""

    what: str
    at: float
    answered: float | None = None
    posted: float | None = None


@dataclass
class Told:
    """`seconds` of acks in order; `posted` when each message came."""

    prompts: int
    missing: int
    doubled: int
    lost: int
    twice: int
    digests: int
    digests_missing: int
    acks: list[float]
    unanswered: int
    posted: dict[DeliveryKind, list[float]]
    blows: list[Blow] = field(default_factory=list)


@dataclass
class Story:
    companies: Companies
    slack: ManySlacks
    crowd: Crowd
    replicas: Sequence[Replica]
    server: Postgres
    engine: Engine
    kills: int = 0
    crashes: int = 0
    share: float = 0.9
    say: Callable[[str], None] = print
    blows: list[Blow] = field(default_factory=list)

    async def run(self) -> Told:
        asked = asyncio.Event()
        answering = asyncio.create_task(self.crowd.answer(asked, self.share))
        breaking = asyncio.create_task(self._break())
        telling = asyncio.create_task(self._tell())
        await self._until(lambda: self.slack.kinds[DeliveryKind.PROMPT] >= self._people, self.companies.opens)
        await breaking
        asked.set()
        await answering
        await self._until(lambda: self.slack.kinds[DeliveryKind.DIGEST] >= self._teams, None)
        telling.cancel()
        return self._told()

    async def _tell(self) -> None:
        """How far it is."""
        while True:
            await asyncio.sleep(TELLING_SECONDS)
            sent = ", ".join(f"{number} {kind}" for kind, number in sorted(self.slack.kinds.items()))
            self.say(f"{len(self.crowd.stored)} answers stored of {len(self.crowd.clicks)} clicks; {sent}")

    @property
    def _people(self) -> int:
        return self.companies.workspaces * self.companies.people

    @property
    def _teams(self) -> int:
        return self._people // PER_TEAM

    async def _until(self, reached: Callable[[], bool], first: datetime | None) -> None:
        """Or until nothing has come for a long time."""
        quiet = (first.timestamp() - time.time() if first else 0) + PATIENCE
        before, since = -1, time.monotonic()
        while not reached() and time.monotonic() - since < quiet:
            if len(self.slack.posts) != before:
                before, since, quiet = len(self.slack.posts), time.monotonic(), PATIENCE
            await asyncio.sleep(0.25)

    async def _break(self) -> None:
        """One after the other, as soon as the one before is got over, while people answer."""
        blows: list[tuple[str, Callable[[], Awaitable[None]]]] = []
        blows += [(f"replica {number} killed", self._killed(number)) for number in range(self.kills)]
        blows += [("PostgreSQL crashed", self._crashed) for _ in range(self.crashes)]
        while blows and len(self.crowd.stored) < 50:
            await asyncio.sleep(0.2)
        for what, strike in blows:
            blow = Blow(what, time.monotonic())
            self.blows.append(blow)
            await strike()
            while not self._got_over(blow):
                await asyncio.sleep(0.2)
            await asyncio.sleep(3)

    def _killed(self, number: int) -> Callable[[], Awaitable[None]]:
        async def kill() -> None:
            self.replicas[number].kill()

        return kill

    async def _crashed(self) -> None:
        await asyncio.to_thread(self.server.crash)

    def _got_over(self, blow: Blow) -> bool:
        """An answer was stored that was given after the blow; of messages it is noted only."""
        times = sorted(click.at + click.seconds for click in self.crowd.stored if click.at > blow.at)
        blow.answered = times[0] - blow.at if times else None
        return bool(times)

    def _told(self) -> Told:
        posts, said = self.slack.posts, {(one.prompt.team, one.prompt.person) for one in self.crowd.stored}
        with self.engine.connect() as connection:
            rows = connection.execute(ANSWERED, {"opens": self.companies.opens}).all()
        stored = {(team, person): (key_results, answers) for team, person, key_results, answers in rows}
        prompts, digests = self.slack.kinds[DeliveryKind.PROMPT], self.slack.kinds[DeliveryKind.DIGEST]
        for blow in self.blows:
            times = sorted(one.at for found in posts.values() for one in found)
            place = bisect_left(times, blow.at + 1)
            blow.posted = times[place] - blow.at if place < len(times) else None
        return Told(
            prompts=prompts,
            missing=self._people - prompts,
            doubled=sum(len(found) - 1 for found in posts.values()),
            lost=sum(stored.get(one, (0, 0))[0] < PER_PERSON for one in said),
            twice=sum(answers > key_results for key_results, answers in stored.values()),
            digests=digests,
            digests_missing=self._teams - digests,
            acks=sorted(click.seconds for click in self.crowd.clicks if click.acked),
            unanswered=sum(not click.acked for click in self.crowd.clicks),
            posted={
                kind: sorted(found[0].at for key, found in posts.items() if key[1].startswith(f"{kind}:"))
                for kind in (DeliveryKind.PROMPT, DeliveryKind.DIGEST)
            },
            blows=self.blows,
        )
