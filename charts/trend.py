"""A KPI over periods: its line, the interval that is noise, the target, and how many answers each point rests on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from charts.axes import AFTER, PLOT_GAP, Across, grid, names, notes, upright
from charts.curve import Spot, bands, bands_symbol, curve, hollow_symbol, radius
from charts.figure import figure
from charts.frame import Symbol, card, empty_card, header
from charts.goals import goals, goals_symbol
from charts.layout import Item, Layout, Rect, lowest
from charts.scale import Scale, plottable
from charts.theme import LEFT, MARGIN, RIGHT

PLOT_HEIGHT = 312
HOLLOW_REACH = 0.5


@dataclass(frozen=True)
class TrendPoint:
    """One period; without a value when nobody answered, not `solid` when too few did. `bare_label` stands where
    `value_label` is too long."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    note: str
    value_label: str
    solid: bool = True
    bare_label: str = ""


@dataclass(frozen=True)
class TrendChart:
    title: str
    subtitle: str
    points: Sequence[TrendPoint]
    targets: Sequence[float]
    targets_label: str
    band_label: str
    empty: str
    tick: Callable[[float], str]
    notes_name: str = ""
    hollow_label: str = ""


def layout_trend(chart: TrendChart) -> Layout:
    chart = _plottable(chart)
    if all(point.value is None for point in chart.points):
        return empty_card(chart.title, chart.subtitle, chart.empty)
    head = header(chart.title, chart.subtitle, list(_names(chart)))
    return card((*head, *_plot(chart, lowest(head, MARGIN) + PLOT_GAP)))


def _plottable(chart: TrendChart) -> TrendChart:
    points = [
        replace(point, value=plottable(point.value), low=plottable(point.low), high=plottable(point.high))
        for point in chart.points
    ]
    targets = [value for given in chart.targets if (value := plottable(given)) is not None]
    return _readable(replace(chart, points=points, targets=targets))


def _readable(chart: TrendChart) -> TrendChart:
    """Cuts the intervals of the hollow points where they would squeeze all the rest together: two answers can leave
    ten times the scale open."""
    kept = [value for point in chart.points for value in _ends(point, point.solid)]
    kept += chart.targets
    reach = max(kept, default=0.0) - min(kept, default=0.0)
    if not reach:
        return chart
    lowest, highest = min(kept) - reach * HOLLOW_REACH, max(kept) + reach * HOLLOW_REACH
    return replace(chart, points=[_cut(point, lowest, highest) for point in chart.points])


def _ends(point: TrendPoint, noisy: bool) -> list[float]:
    shown = (point.value, point.low, point.high) if noisy else (point.value,)
    return [value for value in shown if value is not None]


def _cut(point: TrendPoint, lowest: float, highest: float) -> TrendPoint:
    if point.low is None or point.high is None:
        return point
    return replace(point, low=max(point.low, lowest), high=min(point.high, highest))


def _names(chart: TrendChart) -> Iterator[tuple[Symbol, str]]:
    """What the legend explains: only what is on the picture."""
    if any(point.low is not None and point.high is not None for point in chart.points):
        yield bands_symbol, chart.band_label
    if chart.targets:
        yield goals_symbol, chart.targets_label
    if any(point.value is not None and not point.solid for point in chart.points):
        yield hollow_symbol, chart.hollow_label


def _plot(chart: TrendChart, top: float) -> tuple[Item, ...]:
    axis = upright(list(_values(chart)), chart.tick)
    last, value = [(number, point.value) for number, point in enumerate(chart.points) if point.value is not None][-1]
    latest = figure(chart.points[last].value_label, chart.points[last].bare_label)
    plot = Rect(LEFT + axis.width, top, RIGHT - latest.width + AFTER, top + PLOT_HEIGHT)
    across, scale = Across(plot, len(chart.points)), axis.scale(plot)
    spots = [_spot(point, across.at(number), scale) for number, point in enumerate(chart.points)]
    return (
        *bands(spots),
        *grid(axis, plot),
        *goals(chart.targets, scale, plot),
        *curve(spots, plot.bottom, radius(across.step)),
        *latest.placed(across.at(last), scale.at(value), plot),
        *names([point.label for point in chart.points], across),
        *notes([point.note for point in chart.points], chart.notes_name, across),
    )


def _values(chart: TrendChart) -> Iterable[float]:
    for point in chart.points:
        yield from _ends(point, noisy=True)
    yield from chart.targets


def _spot(point: TrendPoint, x: float, scale: Scale) -> Spot:
    interval = None
    if point.low is not None and point.high is not None:
        interval = (scale.at(max(point.low, point.high)), scale.at(min(point.low, point.high)))
    return Spot(x, None if point.value is None else scale.at(point.value), interval, point.solid)
