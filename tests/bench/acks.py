"""How soon /okr is acked, alone and in a crowd: the bot beside stock Bolt, which acks before or after it looks."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from slack_bolt import App, BoltRequest

from bot import app
from bot.localslack import acts, payloads
from bot.localslack.errors import Json
from bot.localslack.server import LocalSlack
from bot.localslack.socket import ACK_SECONDS, Ack
from bot.localslack.web import Answer, Effect
from tests.bench import Row
from tests.bench.listeners import (
    acks_first,
    acks_last,
    answered,
    company,
    now,
    okrbot,
    stock_acking_first,
    stock_acking_last,
)

RUNS = 5
COMMANDS = 20
CROWDS = 3
CROWD = 30
SLOW_SECONDS = 1.0
ASKING = "U0OLGA"
SERVED = {"okrbot": okrbot, "stock Bolt acking first": acks_first, "stock Bolt acking last": acks_last}
BUILT = {
    "okrbot": lambda settings: app.build(settings, now).app,
    "stock Bolt acking first": stock_acking_first,
    "stock Bolt acking last": stock_acking_last,
}
Ask = Callable[[], float]


def run() -> Iterator[Row]:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        slacks = {
            name: stack.enter_context(answered(serve, Path(folder, serve.__name__))) for name, serve in SERVED.items()
        }
        yield from _compared("on the wire", {name: _asking(slack) for name, slack in slacks.items()})
        for name, slack in slacks.items():
            yield Row("2", f"acks over 3 s, {name}", _crowds(slack), 0 if name == "okrbot" else None, f"of {CROWD}")
    with TemporaryDirectory() as folder, ExitStack() as stack:
        asks = {}
        for name, build in BUILT.items():
            slack, settings = stack.enter_context(company(Path(folder, name)))
            asks[name] = _dispatching(slack, build(settings))
        yield from _compared("by dispatch alone", asks)


def _compared(where: str, asks: dict[str, Ask]) -> Iterator[Row]:
    """The bot's median over that of each other, the commands of a run sent in turns."""
    runs = [_medians(asks) for _ in range(RUNS + 1)][1:]
    yield Row("1", f"/okr acked {where}", tuple(run["okrbot"] * 1000 for run in runs), None, "ms")
    for other in list(asks)[1:]:
        ratios = tuple(run["okrbot"] / run[other] for run in runs)
        yield Row("1", f"/okr acked {where}, against {other}", ratios, 0.1)


def _medians(asks: dict[str, Ask]) -> dict[str, float]:
    turns = [{name: ask() for name, ask in asks.items()} for _ in range(COMMANDS)]
    return {name: median(turn[name] for turn in turns) for name in asks}


def _asking(slack: LocalSlack) -> Ask:
    """Seconds from the envelope to its ack, as Slack sees them."""
    person, dm = slack.person(ASKING), slack.dm_of(ASKING).id

    def ask() -> float:
        answers = len(person.ephemerals(dm))
        ack = person.slash("/okr")
        slack.wait(lambda: len(person.ephemerals(dm)) > answers)
        return ack.seconds

    return ask


def _dispatching(slack: LocalSlack, app: App) -> Ask:
    """Seconds until Bolt hands over what goes out as the ack."""
    person, conversation = slack.people[ASKING], slack.dm_of(ASKING)

    def ask() -> float:
        answers = len(conversation.seen_by(ASKING))
        body = payloads.command(slack, person, conversation, "/okr", "")
        started = perf_counter()
        response = app.dispatch(BoltRequest(mode="socket_mode", body=body))
        seconds = perf_counter() - started
        if not response.body:
            slack.wait(lambda: len(conversation.seen_by(ASKING)) > answers)
        return seconds

    return ask


def _crowds(slack: LocalSlack) -> tuple[float, ...]:
    """How many of a crowd's commands came to no ack in time, once for each crowd."""
    slack.web.interposed = _slow
    return tuple(float(sum(not ack.arrived for ack in _crowd(slack, number))) for number in range(CROWDS))


async def _slow(method: str, _args: Json, effect: Effect) -> Answer:
    if method == "users.info":
        await asyncio.sleep(SLOW_SECONDS)
    return effect()


def _crowd(slack: LocalSlack, number: int) -> list[Ack]:
    """People whom the app has to ask Slack about first, all at once; returns when it has asked about all."""
    people = [f"U0CROWD{number}N{one}" for one in range(CROWD)]
    for person in people:
        slack.add_person(person, person)

    async def all_at_once() -> list[Ack]:
        return await asyncio.gather(*(acts.slash(slack, one, slack.dm_of(one).id, "/okr") for one in people))

    asked = _asked(slack)
    acks = slack.run(all_at_once())
    slack.wait(lambda: _asked(slack) == asked + CROWD, seconds=2 * CROWD * SLOW_SECONDS)
    return acks


def _asked(slack: LocalSlack) -> int:
    return sum(call.method == "users.info" for call in slack.ledger)
