"""What a digest costs, from the stored rows to blocks and pictures: a team with 20 key results and 3 KPIs.

In empty figures that are only saved; drawn here and not in the studio, so that both cost this process alone.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import perf_counter

from bot.delivery.outgoing import Picture, Post
from bot.digests.details import details
from bot.digests.pictures import sketches, thread_sketches
from bot.digests.views import digest
from bot.pictures.sketch import Sketch
from bot.text import speak
from charts.layout import Layout
from charts.render import draw
from storage.db import Database
from tests.bench import Row
from tests.bench.quarter import gathered, quarter
from tests.bench.reference import bare

ROUNDS = 9
MOST = 4
EMPTY = Layout(675, ())
"""As large as a chart is wont to be: goal 9 counts in these."""


def run() -> Iterator[Row]:
    with quarter() as (database, last):
        whole = partial(_digest, database, last)
        name = "digest of 20 key results and 3 KPIs: data to blocks and PNGs"
        yield Row("9", name, _against([EMPTY], whole), MOST, "savefigs")
        found = gathered(database, last)
        same = [sketch.layout for sketch in sketches(speak(found.team.language), found)]
        yield Row("9", "  against empty figures as large as its pictures", _against(same, whole), None)
        yield Row("9", "  its data alone", _against([EMPTY], partial(gathered, database, last)), None, "savefigs")
        thread = partial(_thread, database, last)
        yield Row("9", "  the details in its thread, from data", _against([EMPTY], thread), None, "savefigs")


def _digest(database: Database, last: int) -> Post:
    found = gathered(database, last)
    text = speak(found.team.language)
    post = digest(text, found, _drawn(sketches(text, found)))
    [block.to_dict() for block in post.blocks]
    return post


def _thread(database: Database, last: int) -> Post:
    found = gathered(database, last, spread=True)
    text = speak(found.team.language)
    return details(text, found, _drawn(thread_sketches(text, found)))


def _drawn(found: Sequence[Sketch]) -> tuple[Picture, ...]:
    return tuple(Picture(one.name, one.title, one.alt, draw(one.layout)) for one in found)


def _against(empty: Sequence[Layout], work: Callable[[], object]) -> tuple[float, ...]:
    """Our time over that of saving empty figures, taken in turns after one of each to warm up."""
    return tuple(_seconds(work) / _seconds(lambda: [bare(one) for one in empty]) for _ in range(ROUNDS + 1))[1:]


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
