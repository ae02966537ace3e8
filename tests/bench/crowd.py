"""How many of thirty slow commands at once go without an ack in time: the bot beside stock Bolt."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.localslack import acts
from bot.localslack.errors import Json
from bot.localslack.server import LocalSlack
from bot.localslack.socket import Ack
from bot.localslack.web import Answer, Effect
from tests.bench import Row
from tests.bench.listeners import OKRBOT, SERVED, answered

CROWDS = 3
CROWD = 30
SLOW_SECONDS = 1.0


def run() -> Iterator[Row]:
    for name, serve in SERVED.items():
        with TemporaryDirectory() as folder, answered(serve, Path(folder)) as slack:
            limit = 0 if name == OKRBOT else None
            yield Row("2", f"{CROWD} slow commands, acks over 3 s, {name}", _late(slack), limit)


def _late(slack: LocalSlack) -> tuple[float, ...]:
    slack.web.interposed = _slow
    return tuple(sum(not ack.arrived for ack in _crowd(slack, number)) for number in range(CROWDS))


async def _slow(method: str, _args: Json, effect: Effect) -> Answer:
    if method == "users.info":
        await asyncio.sleep(SLOW_SECONDS)
    return effect()


def _crowd(slack: LocalSlack, number: int) -> list[Ack]:
    """People whom the app has to ask Slack about first, all at once; returns when it is through with all."""
    people = [f"U0CROWD{number}N{one}" for one in range(CROWD)]
    for person in people:
        slack.add_person(person, person)

    async def all_at_once() -> list[Ack]:
        return await asyncio.gather(*(acts.slash(slack, one, slack.dm_of(one).id, "/okr") for one in people))

    asked = _asked(slack)
    acks = slack.run(all_at_once())
    slack.wait(lambda: _asked(slack) == asked + CROWD, seconds=2 * CROWD * SLOW_SECONDS)
    time.sleep(SLOW_SECONDS)  # whom it asked about last it has yet to answer
    return acks


def _asked(slack: LocalSlack) -> int:
    return sum(call.method == "users.info" for call in slack.ledger)
