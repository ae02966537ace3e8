"""Values of many key results over the days of a cycle: a small line each, beside the value it leads to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from charts.axes import NAME_GAP, WIDEST_NAME
from charts.curve import band_symbol
from charts.days import Checked
from charts.frame import Symbol, below, card, empty_card, header, stack
from charts.goals import goals_symbol
from charts.lane import Aim, Lane, beyond_symbol, marks, plotted, today_symbol
from charts.layout import Item, Layout, Rect, Role, Text, lowest
from charts.scale import Scale
from charts.text import fit, line, measure, paragraph
from charts.theme import BODY, FIGURE, FIGURES, HEADING, LEFT, PHRASE, RIGHT, SMALL

PLOT_RIGHT = FIGURES - 72
PLOT_HEIGHT = 80
PAD = 12  # room for half a point at each side


@dataclass(frozen=True)
class SparkRow:
    """The days of `points` count from the cycle's first, which is 0."""

    title: str
    points: Sequence[Checked]
    aim: Aim
    value_label: str
    progress_label: str


@dataclass(frozen=True)
class SparkChart:
    """Of a cycle of so many `days`; `today` and the `heads`, which are named days, count from its first."""

    title: str
    subtitle: str
    days: int
    today: int
    heads: Sequence[tuple[int, str]]
    rows: Sequence[SparkRow]
    target_label: str
    bounds_label: str
    beyond_label: str
    today_label: str
    empty: str


def layout_sparklines(chart: SparkChart) -> Layout:
    if not chart.rows:
        return empty_card(chart.title, chart.subtitle, chart.empty)
    rows = [replace(row, points=plotted(row.points, chart.days), aim=row.aim.plottable) for row in chart.rows]
    days = Scale(0, max(chart.days - 1, 1), LEFT + PAD, PLOT_RIGHT - PAD)
    head = header(chart.title, chart.subtitle, list(_symbols(chart, rows)))
    placed = [partial(_row, row, days, chart.today) for row in rows]
    return card((*head, *stack(placed, below(head), partial(_heads, chart.heads, days))))


def _symbols(chart: SparkChart, rows: Sequence[SparkRow]) -> Iterator[tuple[Symbol, str]]:
    """What the legend explains: only what is on the picture."""
    drawn = [row for row in rows if row.points]
    if any(row.aim.is_target for row in drawn):
        yield goals_symbol, chart.target_label
    if any(row.aim.is_band for row in drawn):
        yield band_symbol, chart.bounds_label
    if any(row.aim.beyond(row.points) for row in drawn):
        yield beyond_symbol, chart.beyond_label
    yield today_symbol, chart.today_label


def _heads(heads: Sequence[tuple[int, str]], days: Scale, top: float) -> tuple[Text, ...]:
    """The names of days above where they lie, without those that would touch the one before."""
    placed: list[Text] = []
    for day, name in heads:
        short = fit(name, SMALL, WIDEST_NAME)
        left = min(days.at(day), PLOT_RIGHT - measure(short, SMALL))
        if short and (not placed or left >= placed[-1].rect.right + NAME_GAP):
            placed.append(line(Role.LABEL, short, SMALL, left, top))
    return tuple(placed)


def _row(row: SparkRow, days: Scale, today: int, top: float) -> tuple[Item, ...]:
    title = paragraph(Role.ROW_TITLE, row.title, HEADING, LEFT, top, RIGHT - LEFT)
    top = lowest(title, top) + 8
    style = FIGURE if row.points else PHRASE
    value = paragraph(Role.VALUE, row.value_label, style, FIGURES, top, RIGHT - FIGURES)
    under = lowest(value, top) + 2
    detail = paragraph(Role.DETAIL, row.progress_label, BODY, FIGURES, under, RIGHT - FIGURES)
    plot = Rect(LEFT, top, PLOT_RIGHT, top + PLOT_HEIGHT)
    return (*title, *marks(row.points, row.aim, Lane(plot, days, today)), *value, *detail)
