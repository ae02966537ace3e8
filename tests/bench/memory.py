"""What the running bot grows by in memory and in threads over five weeks of ticks, and charts.

A day with its prompts and digests goes before, to warm the caches.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from gc import collect
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import active_count

from bot import app
from bot.app import Okrbot
from bot.settings import Settings
from tests.bench import Row
from tests.bench.charts import progress, sample_progress, sample_trend, trend
from tests.bench.listeners import NOW, SPAWN, company

TICKS, CHARTS = 10_000, 1_000
STEP, DAY, WARM = timedelta(minutes=5), timedelta(days=1), 100
STATUS = Path("/proc/self/status")
FILLING = 10
"""Threads that pools of a fixed size may still be short of after the first day; a leak would add hundreds."""
Draw = Callable[[int], object]


@dataclass(frozen=True)
class Growth:
    megabytes: float
    threads: int


def run() -> Iterator[Row]:
    if STATUS.exists():
        found = grown(TICKS, CHARTS)
        yield Row("13", f"memory after {TICKS:,} ticks and {CHARTS:,} charts", (found.megabytes,), 20, "MB")
        yield Row("13", "threads more than at first", (found.threads,), FILLING)


def drawn(number: int) -> bytes:
    return progress(sample_progress(8)) if number % 2 else trend(sample_trend(13))


def grown(ticks: int, charts: int, draw: Draw = drawn) -> Growth:
    """Of a fresh process."""
    with TemporaryDirectory() as folder, company(Path(folder)) as (_, settings), ProcessPoolExecutor(1, SPAWN) as fresh:
        return fresh.submit(_live, settings, ticks, charts, draw).result()


def _live(settings: Settings, ticks: int, charts: int, draw: Draw) -> Growth:
    clock = _Clock()
    bot = app.build(settings, clock)
    with app.running(bot):
        _beat(bot, clock, DAY // WARM, WARM, charts // 10, draw)
        before = _mark(bot)
        _beat(bot, clock, STEP, ticks, charts, draw)
        after = _mark(bot)
    return Growth(after.megabytes - before.megabytes, after.threads - before.threads)


def _beat(bot: Okrbot, clock: "_Clock", step: timedelta, ticks: int, charts: int, draw: Draw) -> None:
    """Ticks, with charts evenly among them."""
    for number in range(ticks):
        clock.now += step
        bot.tick()
        for chart in range(number * charts // ticks, (number + 1) * charts // ticks):
            draw(chart)


def _mark(bot: Okrbot) -> Growth:
    bot.sender.drain()
    collect()
    return Growth(int(STATUS.read_text().partition("VmRSS:")[2].split()[0]) / 1024, active_count())


class _Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now
