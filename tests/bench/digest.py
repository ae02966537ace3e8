"""What a digest costs, from the stored rows to blocks and pictures: a team with 20 key results and 3 KPIs.

In empty figures that are only saved; drawn here and not in the studio, so that both cost this process alone.
"""

from collections.abc import Callable, Iterator, Sequence
from time import perf_counter

from bot.delivery.outgoing import Picture, Post
from bot.digests.details import details
from bot.digests.flow import Digest, gather
from bot.digests.pictures import sketches, thread_sketches
from bot.digests.views import digest
from bot.pictures.sketch import Sketch
from bot.text import speak
from charts.layout import Layout
from charts.render import draw
from storage.db import Database
from storage.people import find_workspaces
from tests.bench import Row
from tests.bench.quarter import NOW, quarter
from tests.bench.reference import bare

ROUNDS = 9
MOST = 4
EMPTY = Layout(675, ())


def run() -> Iterator[Row]:
    with quarter() as (database, last):
        parts = {
            "digest of 20 key results and 3 KPIs: data to blocks and PNGs": (lambda: _digest(database, last), MOST),
            "  its data alone": (lambda: _gathered(database, last), None),
            "  the pictures in its thread, from data": (lambda: _thread(database, last), None),
        }
        for name, (work, limit) in parts.items():
            yield Row("9", name, _in_empty_figures(work), limit, "savefigs")


def _digest(database: Database, last: int) -> Post:
    found = _gathered(database, last)
    text = speak(found.team.language)
    post = digest(text, found, _drawn(sketches(text, found)))
    [block.to_dict() for block in post.blocks]
    return post


def _thread(database: Database, last: int) -> Post:
    found = _gathered(database, last)
    text = speak(found.team.language)
    return details(text, found, _drawn(thread_sketches(text, found)))


def _gathered(database: Database, last: int) -> Digest:
    with database.read() as session:
        (workspace,) = find_workspaces(session)
        return gather(session, workspace, last, NOW)


def _drawn(found: Sequence[Sketch]) -> tuple[Picture, ...]:
    return tuple(Picture(one.name, one.title, one.alt, draw(one.layout)) for one in found)


def _in_empty_figures(work: Callable[[], object]) -> tuple[float, ...]:
    """Taken in turns, after one of each to warm up."""
    return tuple(_seconds(work) / _seconds(lambda: bare(EMPTY)) for _ in range(ROUNDS + 1))[1:]


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
