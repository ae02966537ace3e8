"""What the running bot grows by in memory and in threads over five weeks of ticks, and charts drawn in its studio; and
what the studio's process grows by.

A day with its prompts and digests goes before, to warm the caches.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from gc import collect
from os import getpid
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import active_count

from bot import app
from bot.app import Okrbot
from bot.running import running
from bot.settings import Settings
from charts.studio import Studio
from tests.bench import Row
from tests.bench.cards import progress, trend
from tests.bench.listeners import NOW, SPAWN, company

TICKS, CHARTS = 10_000, 1_000
STEP, DAY, WARM = timedelta(minutes=5), timedelta(days=1), 100
PROCESSES = Path("/proc")
STATUS = PROCESSES / "self" / "status"
FILLING = 10
"""Threads that pools of a fixed size may still be short of after the first day; a leak would add hundreds."""
Draw = Callable[[Studio, int], object]


@dataclass(frozen=True)
class Growth:
    """`drawing` is what the studio's process takes, in megabytes like the bot's own."""

    megabytes: float
    threads: int
    drawing: float


def run() -> Iterator[Row]:
    if STATUS.exists():
        found = grown(TICKS, CHARTS)
        yield Row("13", f"memory after {TICKS:,} ticks and {CHARTS:,} charts", (found.megabytes,), 20, "MB")
        yield Row("13", "  of the process that drew them", (found.drawing,), 20, "MB")
        yield Row("13", "threads more than at first", (found.threads,), FILLING)


def drawn(studio: Studio, number: int) -> None:
    if None in studio.draw([progress(8) if number % 2 else trend(13)]):
        raise RuntimeError("a chart was not drawn, and what is measured would be less than it is")


def grown(ticks: int, charts: int, draw: Draw = drawn) -> Growth:
    """Of a fresh process."""
    with TemporaryDirectory() as folder, company(Path(folder)) as (_, settings), ProcessPoolExecutor(1, SPAWN) as fresh:
        return fresh.submit(_live, settings, ticks, charts, draw).result()


def _live(settings: Settings, ticks: int, charts: int, draw: Draw) -> Growth:
    clock = _Clock()
    bot = app.build(settings, clock)
    with running(bot):
        _beat(bot, clock, DAY // WARM, WARM, charts // 10, draw)
        before = _mark(bot)
        _beat(bot, clock, STEP, ticks, charts, draw)
        after = _mark(bot)
    return Growth(after.megabytes - before.megabytes, after.threads - before.threads, after.drawing - before.drawing)


def _beat(bot: Okrbot, clock: "_Clock", step: timedelta, ticks: int, charts: int, draw: Draw) -> None:
    """Ticks, with charts evenly among them."""
    for number in range(ticks):
        clock.now += step
        bot.tick()
        for chart in range(number * charts // ticks, (number + 1) * charts // ticks):
            draw(bot.studio, chart)


def _mark(bot: Okrbot) -> Growth:
    bot.sender.drain()
    collect()
    own, me = STATUS.read_text(), f"PPid:\t{getpid()}\n"
    started = (status for status in _statuses() if me in status)
    return Growth(_megabytes(own), active_count(), sum(map(_megabytes, started)))


def _statuses() -> Iterator[str]:
    for file in PROCESSES.glob("[0-9]*/status"):
        with suppress(OSError):  # it has just ended
            yield file.read_text()


def _megabytes(status: str) -> float:
    return int((status.partition("VmRSS:")[2].split() or ["0"])[0]) / 1024


class _Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now
