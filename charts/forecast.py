"""One key result over the days of its cycle: where it stood, where it should, and where it goes with what range."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from charts.axes import AFTER, PLOT_GAP, Across, Upright, grid, upright
from charts.curve import Spot, lines, points, radius
from charts.days import Checked, days_named, today
from charts.fan import Projection, fan, fan_symbol, plottable_projection, within_reach
from charts.figure import Figure, figure
from charts.frame import Symbol, card, empty_card, header
from charts.goals import Way, goals, goals_symbol, pace, pace_symbol, start_symbol
from charts.layout import Item, Layout, Rect, lowest
from charts.scale import Scale, plottable
from charts.theme import LEFT, MARGIN, RIGHT, SMALL

PLOT_HEIGHT = 380


@dataclass(frozen=True)
class ForecastChart:
    """Days are numbered from 1 to `days`, and a day's values stand at its end: 0 is where the first begins.

    `value_label`, or `bare_label` where that is too long, stands at the end, with the lines of `beside` below it.
    `pace` are (day, value) from the start to the target, of which a lone one is the start. With `stepped` values are
    whole and stay until they change.
    """

    title: str
    subtitle: str
    days: int
    today: int | None
    today_label: str
    checked: Sequence[Checked]
    projected: Projection | None
    value_label: str
    bare_label: str
    beside: Sequence[str]
    fan_label: str
    pace: Way
    pace_label: str
    goals: Sequence[float]
    goals_label: str
    empty: str
    tick: Callable[[float], str]
    day_name: Callable[[int], str]
    stepped: bool = False


def layout_forecast(chart: ForecastChart) -> Layout:
    chart = _plottable(chart)
    if not chart.checked:
        return empty_card(chart.title, chart.subtitle, chart.empty)
    head = header(chart.title, chart.subtitle, list(_names(chart)))
    return card((*head, *_plot(chart, lowest(head, MARGIN) + PLOT_GAP + SMALL.line_height)))


def _plottable(chart: ForecastChart) -> ForecastChart:
    """All days within the cycle's, and only values that any axis can bear."""
    last = chart.days
    checked = [
        replace(one, day=min(max(one.day, 0), last), value=value)
        for one in chart.checked
        if (value := plottable(one.value)) is not None
    ]
    way = [(min(max(day, 0), last), value) for day, given in chart.pace if (value := plottable(given)) is not None]
    aims = [value for given in chart.goals if (value := plottable(given)) is not None]
    return replace(chart, checked=checked, projected=plottable_projection(chart.projected), pace=way, goals=aims)


def _names(chart: ForecastChart) -> Iterator[tuple[Symbol, str]]:
    """What the legend explains: only what is on the picture."""
    if chart.projected and chart.checked[-1].day < chart.days:
        yield fan_symbol, chart.fan_label
    if chart.goals:
        yield goals_symbol, chart.goals_label
    if chart.pace:
        yield (pace_symbol if len(chart.pace) > 1 else start_symbol), chart.pace_label


def _plot(chart: ForecastChart, top: float) -> tuple[Item, ...]:
    axis, said = _axis(chart), _figure(chart)
    plot = Rect(LEFT + axis.width, top, RIGHT - said.width + AFTER, top + PLOT_HEIGHT)
    across, scale = Across(plot, chart.days + 1), axis.scale(plot)
    last, end = chart.checked[-1], across.at(chart.days)
    here = (across.at(last.day), last.value)
    forecast = fan(here, end, chart.projected, scale) if chart.projected else ()
    spots = list(_spots(chart, across, scale))
    return (
        *forecast[:1],
        *grid(axis, plot),
        *pace(chart.pace, across, scale),
        *goals(chart.goals, scale, plot),
        *today(chart.today, chart.today_label, across),
        *forecast[1:],
        *lines(list(_steps(spots)) if chart.stepped else spots),
        *points(spots, radius(across.step * chart.days / len(chart.checked))),
        *said.placed(end, scale.at(chart.projected.value if chart.projected else last.value), plot),
        *days_named(chart.days, chart.day_name, across),
    )


def _axis(chart: ForecastChart) -> Upright:
    known = [one.value for one in chart.checked] + [value for _, value in chart.pace] + list(chart.goals)
    if chart.projected:
        known += within_reach(chart.projected, min(known), max(known))
    if not chart.stepped:
        return upright(known, chart.tick)
    low, high = floor(min(known)), ceil(max(known))
    axis = upright([low, max(high, low + 1)], chart.tick)
    return Upright(tuple(mark for mark in axis.marks if mark[0].is_integer()))


def _figure(chart: ForecastChart) -> Figure:
    return figure(chart.value_label, chart.bare_label, chart.beside) if chart.projected else figure("")


def _spots(chart: ForecastChart, across: Across, scale: Scale) -> Iterator[Spot]:
    for number, one in enumerate(chart.checked):
        x = across.at(one.day)
        if number and not one.joined:
            yield Spot(x, None, None, solid=True)
        yield Spot(x, scale.at(one.value), None, solid=True)


def _steps(spots: Sequence[Spot]) -> Iterator[Spot]:
    """Each value kept until the next one."""
    for before, spot in zip([None, *spots], spots, strict=False):
        if before and before.y is not None and spot.y is not None:
            yield replace(before, x=spot.x)
        yield spot
