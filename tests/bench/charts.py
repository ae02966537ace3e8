"""Charts beside the same pictures by Figure and Axes, by pyplot, and beside an empty figure that is only saved.

From values to the PNG: words and laying out are charged to us, and not to the others, who get the layout to copy.
"""

from collections.abc import Callable, Iterator
from functools import partial
from time import perf_counter
from zoneinfo import ZoneInfo

from bot.digests.flow import Digest
from bot.pictures.calibration import calibration
from bot.pictures.confidence import confidence
from bot.pictures.distribution import distribution
from bot.pictures.final import final
from bot.pictures.forecast import forecast
from bot.pictures.progress import progress
from bot.pictures.sketch import Sketch
from bot.pictures.sparklines import sparklines
from bot.pictures.teams import teams
from bot.pictures.tree import tree
from bot.pictures.trend import trend
from bot.rules.calibration import Claim
from bot.rules.calibration import calibration as judged
from bot.text import speak
from charts.layout import Layout
from charts.render import draw
from tests.bench import Row, cards
from tests.bench.quarter import gathered, quarter
from tests.bench.reference import bare, by_pyplot, figure_and_axes
from tests.charts.samples.teams import team

ROUNDS = 7
MOST = 0.25
CLAIMS = [Claim(number % 4, 2 + number % 3 * 3, number % 5 < 3) for number in range(60)]
Make = Callable[[], Sketch | None]


def run() -> Iterator[Row]:
    with quarter() as (database, last):
        found = gathered(database, last, spread=True)
    for name, make in _sketches(found).items():
        yield from _compared(name, partial(_layout, make))
    yield from _compared("trend over 60 weeks, without its words", partial(cards.trend, 60))


def _sketches(found: Digest) -> dict[str, Make]:
    """Every chart that there is."""
    text, zone = speak("ru"), ZoneInfo(found.team.timezone)
    days, today = found.objectives[0].days, found.objectives[0].today
    forecasts = (item for item in found.key_results if forecast(text, item, days, today, zone))
    return {
        "progress of 8 key results": partial(progress, text, "", "", found.key_results[:8], found.by_importance[:8]),
        "progress of 20 key results": partial(progress, text, "", "", found.key_results, found.by_importance),
        "trend over 11 weeks": partial(trend, text, found.kpis[0]),
        "forecast": partial(forecast, text, next(forecasts), days, today, zone),
        "confidence in 20 key results": partial(confidence, text, found.objectives, zone),
        "sparklines of 20 key results": partial(sparklines, text, found.objectives, zone),
        "distribution of answers": partial(distribution, text, found.kpis[0]),
        "reliability": partial(calibration, text, "CX", found.cycle, judged(CLAIMS)),
        "tree of 5 objectives": partial(tree, text, "", found.objectives),
        "8 teams": partial(teams, text, "", [team(number, f"T{number}") for number in range(8)]),
        "end of the cycle": partial(final, text, "CX", found.cycle, found.key_results),
    }


def _layout(make: Make) -> Layout:
    sketch = make()
    if sketch is None:
        raise RuntimeError("there is nothing to draw")
    return sketch.layout


def _compared(name: str, make: Callable[[], Layout]) -> Iterator[Row]:
    layout = make()
    others: dict[str, Callable[[Layout], bytes]] = {"": figure_and_axes, "pyplot": by_pyplot, "bare savefigs": bare}
    runs = [_run(make, layout, others) for _ in range(ROUNDS + 1)][1:]
    yield Row("8", name, tuple(run[""] for run in runs), MOST)
    yield Row("8", "  against pyplot", tuple(run["pyplot"] for run in runs), None)
    yield Row("8", "  in empty figures of its size", tuple(run["bare savefigs"] for run in runs), None, "savefigs")


def _run(make: Callable[[], Layout], layout: Layout, others: dict[str, Callable[[Layout], bytes]]) -> dict[str, float]:
    """Our time over that of each other, taken in turns."""
    ours = _seconds(lambda: draw(make()))
    return {name: ours / _seconds(partial(other, layout)) for name, other in others.items()}


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
