"""Charts beside the same pictures by Figure and Axes, by pyplot, and beside an empty figure that is only saved.

From values to the PNG: laying out is charged to us, and not to the others, who get the layout to copy.
"""

from collections.abc import Callable, Iterator
from functools import partial
from time import perf_counter

from charts.layout import Layout
from charts.render import draw
from tests.bench import Row
from tests.bench.cards import progress, trend
from tests.bench.reference import bare, by_pyplot, figure_and_axes

ROUNDS = 7
MOST = 0.25
Make = Callable[[], Layout]
CHARTS: dict[str, Make] = {
    "progress of 8 key results": partial(progress, 8),
    "progress of 20 key results": partial(progress, 20),
    "trend over 13 weeks": partial(trend, 13),
    "trend over 60 weeks": partial(trend, 60),
}


def run() -> Iterator[Row]:
    for name, make in CHARTS.items():
        yield from _compared(name, make)


def _compared(name: str, make: Make) -> Iterator[Row]:
    layout = make()
    others: dict[str, Callable[[Layout], bytes]] = {"": figure_and_axes, "pyplot": by_pyplot, "bare savefigs": bare}
    runs = [_run(make, layout, others) for _ in range(ROUNDS + 1)][1:]
    yield Row("8", name, tuple(run[""] for run in runs), MOST)
    yield Row("8", "  against pyplot", tuple(run["pyplot"] for run in runs), None)
    yield Row("8", "  in empty figures of its size", tuple(run["bare savefigs"] for run in runs), None, "savefigs")


def _run(make: Make, layout: Layout, others: dict[str, Callable[[Layout], bytes]]) -> dict[str, float]:
    """Our time over that of each other, taken in turns."""
    ours = _seconds(lambda: draw(make()))
    return {name: ours / _seconds(partial(other, layout)) for name, other in others.items()}


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
