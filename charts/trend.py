"""A KPI over periods: its line, the interval that is noise, the target, and how many answers each point rests on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from charts.axes import AFTER, Across, grid, names, notes, upright
from charts.curve import Spot, bands, curve
from charts.frame import Symbol, header, legend, sentence
from charts.layout import Item, Layout, Mark, Rect, Role, Shape, lowest
from charts.scale import Scale, plottable
from charts.text import fit, line, measure
from charts.theme import BAND, BLUE, CARD, FIGURE, INK, LEFT, MARGIN, RIGHT

PLOT_HEIGHT = 312
NARROWEST_FIGURE, WIDEST_FIGURE = 60, 240
FIGURE_GAP = 24
RADIUS = 10
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
    target: float | None
    target_label: str
    band_label: str
    empty: str
    tick: Callable[[float], str]
    notes_name: str = ""


def layout_trend(chart: TrendChart) -> Layout:
    chart = _plottable(chart)
    items = header(chart.title, chart.subtitle)
    if all(point.value is None for point in chart.points):
        items += sentence(chart.empty, lowest(items, MARGIN) + MARGIN)
        return Layout(round(lowest(items, MARGIN)) + 2 * MARGIN, items)
    items += legend(_names(chart), lowest(items, MARGIN) + 18)
    items += _plot(chart, lowest(items, MARGIN) + 36)
    return Layout(round(lowest(items, MARGIN)) + MARGIN, items)


def _plottable(chart: TrendChart) -> TrendChart:
    points = [
        replace(point, value=plottable(point.value), low=plottable(point.low), high=plottable(point.high))
        for point in chart.points
    ]
    return _readable(replace(chart, points=points, target=plottable(chart.target)))


def _readable(chart: TrendChart) -> TrendChart:
    """Cuts the intervals of the hollow points where they would squeeze all the rest together: two answers can leave
    ten times the scale open."""
    kept = [value for point in chart.points for value in _ends(point, point.solid)]
    kept += [] if chart.target is None else [chart.target]
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


def _names(chart: TrendChart) -> list[tuple[Symbol, str]]:
    """What the legend explains: only what is on the picture."""
    noisy = any(point.low is not None and point.high is not None for point in chart.points)
    shown: list[tuple[Symbol, str]] = [(_band_symbol, chart.band_label)] if noisy else []
    return [*shown, (_target_symbol, chart.target_label)] if chart.target is not None else shown


def _plot(chart: TrendChart, top: float) -> tuple[Item, ...]:
    axis = upright(list(_values(chart)), chart.tick)
    last, value = [(number, point.value) for number, point in enumerate(chart.points) if point.value is not None][-1]
    figure = _figure_of(chart.points[last])
    right = RIGHT - max(measure(figure, FIGURE), NARROWEST_FIGURE) - FIGURE_GAP + AFTER
    plot = Rect(LEFT + axis.width, top, right, top + PLOT_HEIGHT)
    across, scale = Across(plot, len(chart.points)), axis.scale(plot)
    spots = [_spot(point, across.at(number), scale) for number, point in enumerate(chart.points)]
    return (
        *bands(spots),
        *grid(axis, plot),
        *_target(chart.target, scale, plot),
        *curve(spots, plot.bottom, radius=min(RADIUS, max(across.step * 0.3, 5))),
        *_figure(figure, across.at(last), min(scale.at(value), plot.bottom - FIGURE.line_height / 2)),
        *names([point.label for point in chart.points], across),
        *notes([point.note for point in chart.points], chart.notes_name, across),
    )


def _figure_of(point: TrendPoint) -> str:
    whole = fit(point.value_label, FIGURE, WIDEST_FIGURE)
    return whole if whole == point.value_label or not point.bare_label else fit(point.bare_label, FIGURE, WIDEST_FIGURE)


def _values(chart: TrendChart) -> Iterable[float]:
    for point in chart.points:
        yield from _ends(point, noisy=True)
    if chart.target is not None:
        yield chart.target


def _spot(point: TrendPoint, x: float, scale: Scale) -> Spot:
    interval = None
    if point.low is not None and point.high is not None:
        interval = (scale.at(max(point.low, point.high)), scale.at(min(point.low, point.high)))
    return Spot(x, None if point.value is None else scale.at(point.value), interval, point.solid)


def _figure(figure: str, x: float, middle: float) -> tuple[Item, ...]:
    """The latest value beside its point, on a patch of card as the target's line may run there."""
    text = line(Role.VALUE, figure, FIGURE, x + FIGURE_GAP, middle - FIGURE.line_height / 2)
    corners = ((text.rect.left - 6, text.rect.top), (text.rect.right, text.rect.bottom))
    return (Mark(Role.CARD, Shape.BOX, corners, fill=CARD), text) if figure else ()


def _target(target: float | None, scale: Scale, plot: Rect) -> tuple[Mark, ...]:
    return () if target is None else (_dashes(Role.TARGET, plot.left, plot.right, scale.at(target)),)


def _dashes(role: Role, left: float, right: float, y: float) -> Mark:
    return Mark(role, Shape.LINE, ((left, y), (right, y)), stroke=INK, width=4, dashed=True)


def _target_symbol(box: Rect) -> tuple[Mark, ...]:
    return (_dashes(Role.LEGEND, box.left, box.right, box.middle),)


def _band_symbol(box: Rect) -> tuple[Mark, ...]:
    corners = ((box.left, box.middle - 14), (box.right, box.middle + 14))
    return (
        Mark(Role.LEGEND, Shape.BOX, corners, fill=BAND),
        Mark(Role.LEGEND, Shape.LINE, ((box.left, box.middle), (box.right, box.middle)), stroke=BLUE, width=5),
    )
