"""How soon /okr is acked while charts are drawn without a pause: in the bot's studio, and, beside it, in a thread.

On the wire, by one bot in a process of its own that draws in turns: not at all, here, and there.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from multiprocessing.synchronize import Event
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from threading import Thread

from bot import app
from bot.settings import Settings
from bot.socket_mode import listening
from charts.layout import Layout
from charts.render import draw
from charts.studio import Studio
from tests.bench import Row
from tests.bench.acks import Ask, asking
from tests.bench.cards import progress, trend
from tests.bench.listeners import SPAWN, answered, now

RUNS, TURNS, COMMANDS = 5, 5, 20
"""Commands of a turn; there are enough in a run for a hundredth part."""
IDLE, STUDIO, THREAD = "idle", "in the studio", "in a thread"
Draw = Callable[[Layout], object]
Switches = Mapping[str, Event]


def run() -> Iterator[Row]:
    switches = {way: SPAWN.Event() for way in (STUDIO, THREAD)}
    with TemporaryDirectory() as folder, ExitStack() as stack:
        ask = asking(stack.enter_context(answered(partial(okrbot_drawing, switches), Path(folder))))
        runs = [_run(ask, switches) for _ in range(RUNS + 1)][1:]
    yield Row("10", "/okr acked, p99, nothing drawn", tuple(run[IDLE] * 1000 for run in runs), None, "ms")
    for way, limit in ((STUDIO, 5), (THREAD, None)):
        name = f"the same while charts are drawn {way}, against that"
        yield Row("10", name, tuple(run[way] / run[IDLE] for run in runs), limit)


def _run(ask: Ask, switches: Switches) -> dict[str, float]:
    """The slowest hundredth of each way."""
    seconds: dict[str, list[float]] = {IDLE: [], **{way: [] for way in switches}}
    for _ in range(TURNS):
        for way, asked in seconds.items():
            with _on(switches.get(way)):
                asked += [ask() for _ in range(COMMANDS)]
    return {way: quantiles(asked, n=100)[-1] for way, asked in seconds.items()}


@contextmanager
def _on(switch: Event | None) -> Iterator[None]:
    if switch is not None:
        switch.set()
    yield
    if switch is not None:
        switch.clear()


def okrbot_drawing(switches: Switches, settings: Settings, stop: Event) -> None:
    """The bot, drawing each way while that is switched on."""
    studio = Studio()
    ways: dict[str, Draw] = {STUDIO: lambda layout: studio.draw([layout]), THREAD: draw}
    threads = [Thread(target=_draw, args=(switches[way], stop, how)) for way, how in ways.items()]
    with listening(app.build(settings, now)):
        for thread in threads:
            thread.start()
        stop.wait()
    for thread in threads:
        thread.join()
    studio.close()


def _draw(switch: Event, stop: Event, how: Draw) -> None:
    how(trend(13))  # what is warm stays warm
    while not stop.is_set():
        if switch.wait(0.1):
            how(progress(20))
            how(trend(13))
