"""How soon /okr is acked: the bot beside stock Bolt, which acks before or after it looks.

On the wire: from the envelope to its ack, as Slack sees them; over HTTP, from the request to its answer, of which
connection, server and signature take everybody the same. By dispatch alone: until Bolt hands over what goes out as the
ack, without the socket's threads and Slack's own part, which cost everybody the same too.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from slack_bolt import App, BoltRequest

from bot.localslack import payloads
from bot.localslack.server import LocalSlack
from tests.bench import Row
from tests.bench.databases import Fresh, both
from tests.bench.http_listeners import ASKED, asked
from tests.bench.listeners import BUILT, OKRBOT, SERVED, answered, company

RUNS = 5
COMMANDS = 20
ASKING = "U0OLGA"
Ask = Callable[[], float]


def run() -> Iterator[Row]:
    with both() as databases, TemporaryDirectory() as name:
        for database, fresh in databases.items():
            folder = Path(name, database)
            folder.mkdir()
            yield from _on_the_wire(folder, fresh, f"on the wire, {database}")
            yield from _over_http(folder, fresh, f"over HTTP, {database}")
            yield from _by_dispatch(folder, fresh, f"by dispatch alone, {database}")


def _on_the_wire(folder: Path, fresh: Fresh, title: str) -> Iterator[Row]:
    with ExitStack() as stack:
        asks = {}
        for name, serve in SERVED.items():
            asks[name] = asking(stack.enter_context(answered(serve, folder, fresh())))
        yield from _compared(title, asks)


def _over_http(folder: Path, fresh: Fresh, title: str) -> Iterator[Row]:
    with ExitStack() as stack:
        reached = {name: stack.enter_context(asked(serve, folder, fresh())) for name, serve in ASKED.items()}
        yield from _compared(title, {name: asking(slack) for name, slack in reached.items()})
        nothing = tuple(empty(reached[OKRBOT]) for _ in range(RUNS))
        yield Row("1", f"an empty answer {title}", nothing, None, "ms")


def _by_dispatch(folder: Path, fresh: Fresh, title: str) -> Iterator[Row]:
    with ExitStack() as stack:
        asks = {}
        for name, build in BUILT.items():
            slack, settings = stack.enter_context(company(folder, fresh()))
            asks[name] = _dispatching(slack, build(settings))
        yield from _compared(title, asks)


def _compared(where: str, asks: dict[str, Ask]) -> Iterator[Row]:
    """The bot's median over that of each other, after one run to warm up."""
    runs = [_medians(asks) for _ in range(RUNS + 1)][1:]
    yield Row("1", f"/okr acked {where}", tuple(run[OKRBOT] * 1000 for run in runs), None, "ms")
    for other in asks:
        if other != OKRBOT:
            ratios = tuple(run[OKRBOT] / run[other] for run in runs)
            yield Row("1", f"/okr acked {where}, against {other}", ratios, 0.1)


def _medians(asks: dict[str, Ask]) -> dict[str, float]:
    """Of commands sent in turns."""
    turns = [{name: ask() for name, ask in asks.items()} for _ in range(COMMANDS)]
    return {name: median(turn[name] for turn in turns) for name in asks}


def empty(slack: LocalSlack) -> float:
    """Milliseconds until Slack's challenge is said back, for which nothing is dispatched."""
    requests, taken = slack.socket.requests, list[float]()
    assert requests is not None
    for _ in range(COMMANDS):
        started = perf_counter()
        assert slack.run(requests.verify())
        taken.append(perf_counter() - started)
    return median(taken) * 1000


def asking(slack: LocalSlack) -> Ask:
    person, dm = slack.person(ASKING), slack.dm_of(ASKING)

    def ask() -> float:
        answers = len(person.read(dm.id))
        ack = person.slash("/okr")
        slack.wait(lambda: len(person.read(dm.id)) > answers)
        return ack.seconds

    return ask


def _dispatching(slack: LocalSlack, app: App) -> Ask:
    person, dm = slack.people[ASKING], slack.dm_of(ASKING)

    def ask() -> float:
        answers = len(dm.seen_by(ASKING))
        body = payloads.command(slack, person, dm, "/okr", "")
        started = perf_counter()
        response = app.dispatch(BoltRequest(mode="socket_mode", body=body))
        seconds = perf_counter() - started
        if not response.body:  # else the ack itself is the answer, and here nobody shows it
            slack.wait(lambda: len(dm.seen_by(ASKING)) > answers)
        return seconds

    return ask
