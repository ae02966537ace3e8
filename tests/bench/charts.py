"""Charts against the same pictures made with Figure, Axes and savefig."""

from collections.abc import Callable, Iterator
from io import BytesIO
from math import sin
from time import perf_counter
from typing import TypeVar

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from charts import theme
from charts.progress import ProgressChart, ProgressRow, layout_progress
from charts.render import draw
from charts.theme import TONE_COLOURS, Tone
from charts.trend import TrendChart, TrendPoint, layout_trend
from tests.bench import Row

Given = TypeVar("Given")

ROUNDS = 9
DPI = 100
TITLES = (
    "Raise NPS from 40 to 60",
    "First reply within 2 hours",
    "Увеличить долю команд, которые настроили отчёты в первую неделю, с 31 % до 55 %",
    "Resolve 85 % of tickets at first contact",
)
WORDS = {Tone.ON_PACE: "on pace", Tone.SLIGHTLY_BEHIND: "slightly behind", Tone.BEHIND: "behind", Tone.NONE: "none"}
GLYPHS = {Tone.ON_PACE: "o", Tone.SLIGHTLY_BEHIND: "^", Tone.BEHIND: "s", Tone.NONE: "o"}


def run() -> Iterator[Row]:
    for count in (8, 20):
        yield Row("8", f"progress of {count} key results", _ratios(progress, _bars, sample_progress(count)), 0.25)
    for count in (13, 60):
        yield Row("8", f"trend over {count} weeks", _ratios(trend, _line, sample_trend(count)), 0.25)
    yield Row("9", "pictures of a digest: 20 key results, 3 KPIs", _ratios(_digest, _bare, 20), 4, "savefigs")


def _ratios(ours: Callable[[Given], bytes], theirs: Callable[[Given], bytes], given: Given) -> tuple[float, ...]:
    """Time of one over that of the other, taken in turns after one of each to warm up."""
    return tuple(_seconds(ours, given) / _seconds(theirs, given) for _ in range(ROUNDS + 1))[1:]


def _seconds(draw: Callable[[Given], bytes], given: Given) -> float:
    start = perf_counter()
    draw(given)
    return perf_counter() - start


def _digest(key_results: int) -> bytes:
    return b"".join([progress(sample_progress(key_results)), *(trend(sample_trend(13)) for _ in range(3))])


def progress(chart: ProgressChart) -> bytes:
    return draw(layout_progress(chart))


def trend(chart: TrendChart) -> bytes:
    return draw(layout_trend(chart))


def sample_progress(count: int) -> ProgressChart:
    return ProgressChart("Support", "Week 7 of 13", "expected by now", [_row(n) for n in range(count)], "")


def _row(number: int) -> ProgressRow:
    share, tone = number % 11 / 10, list(Tone)[number % 4]
    title, label = TITLES[number % len(TITLES)], f"{share:.0%}"
    return ProgressRow(title, "40 → 52 of 60 points", share, 0.54, label, tone, WORDS[tone])


def sample_trend(count: int) -> TrendChart:
    points = [_point(number, 45 + 8 * sin(number / 3)) for number in range(count)]
    return TrendChart("NPS", "90 days, by week", points, 50, "target 50", "95 % interval", "", "{:g}".format)


def _point(number: int, value: float) -> TrendPoint:
    return TrendPoint(f"W{number + 1}", value, value - 6, value + 6, f"n={40 + number}", f"{value:.1f}", number % 5 > 0)


def _bare(_: int) -> bytes:
    return _saved(_figure(675))


def _figure(height: int) -> Figure:
    figure = Figure((theme.WIDTH / DPI, height / DPI), dpi=DPI)
    FigureCanvasAgg(figure)
    return figure


def _saved(figure: Figure) -> bytes:
    file = BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()


def _points(pixels: float) -> float:
    return pixels * 72 / DPI


def _bars(chart: ProgressChart) -> bytes:
    """The progress chart as most would write it, a bar chart on axes, as large and with the same words."""
    figure = _figure(layout_progress(chart).height)
    axes = figure.add_axes((0.04, 0.01, 0.66, 0.9))
    axes.set(xlim=(0, 1), ylim=(len(chart.rows) - 0.4, -0.6))
    axes.set_axis_off()
    figure.text(0.04, 0.97, chart.title, fontsize=_points(42), weight="bold")
    figure.text(0.04, 0.94, chart.subtitle, fontsize=_points(29), color=theme.MUTED)
    for number, row in enumerate(chart.rows):
        _bar(axes, number, row)
    figure.legend([axes.lines[0]], [chart.expected_label], loc="upper right", fontsize=_points(28))
    return _saved(figure)


def _bar(axes: Axes, y: float, row: ProgressRow) -> None:
    colour, small = TONE_COLOURS[row.tone], _points(28)
    axes.barh(y, 1, height=0.2, color=theme.TRACK)
    axes.barh(y, row.progress or 0, height=0.2, color=colour)
    axes.plot([row.expected or 0] * 2, [y - 0.15, y + 0.15], color=theme.INK, linewidth=_points(6))
    axes.text(0, y - 0.2, row.title, fontsize=_points(31), color=theme.INK)
    axes.text(0, y + 0.35, row.detail, fontsize=small, color=theme.MUTED)
    axes.text(1.05, y, row.value_label, fontsize=_points(33), weight="bold", color=theme.INK)
    axes.plot([1.06], [y + 0.3], GLYPHS[row.tone], color=colour, markersize=_points(24), clip_on=False)
    axes.text(1.09, y + 0.35, row.tone_label, fontsize=small, color=theme.INK)


def _line(chart: TrendChart) -> bytes:
    """The trend as most would write it, a line on axes, as large and with the same words."""
    layout = layout_trend(chart)
    figure = _figure(layout.height)
    axes = figure.add_axes((0.08, 0.15, 0.8, 0.5))
    _curve(axes, chart)
    named = range(0, len(chart.points), max(1, len(chart.points) // 7))
    names = [f"{chart.points[x].label}\n{chart.points[x].note}" for x in named]
    axes.set_xticks(list(named), names, fontsize=_points(26))
    axes.tick_params("y", labelsize=_points(26))
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.grid(axis="y", color=theme.RULE)
    figure.text(0.04, 0.89, chart.title, fontsize=_points(42), weight="bold")
    figure.text(0.04, 0.82, chart.subtitle, fontsize=_points(29), color=theme.MUTED)
    figure.legend(loc="upper left", bbox_to_anchor=(0.04, 0.8), ncols=2, fontsize=_points(28))
    return _saved(figure)


def _curve(axes: Axes, chart: TrendChart) -> None:
    across = range(len(chart.points))
    values = [point.value or 0 for point in chart.points]
    lows, highs = [point.low or 0 for point in chart.points], [point.high or 0 for point in chart.points]
    axes.fill_between(across, lows, highs, color=theme.BAND, label=chart.band_label)
    axes.plot(across, values, color=theme.BLUE, linewidth=_points(5))
    faces = [theme.BLUE if point.solid else theme.CARD for point in chart.points]
    axes.scatter(across, values, s=_points(20) ** 2, c=faces, edgecolors=theme.BLUE, zorder=3)
    axes.axhline(chart.target or 0, color=theme.INK, linestyle="--", label=chart.target_label)
    axes.text(across[-1], values[-1], chart.points[-1].value_label, fontsize=_points(33), weight="bold")
