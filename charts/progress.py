"""Progress of many key results on one scale, with the pace each is expected to keep."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from charts.bars import bar, pace, pace_symbol, verdict
from charts.frame import below, card, empty_card, header, stack
from charts.layout import Item, Layout, Mark, Rect, Role, lowest
from charts.scale import Scale, plottable
from charts.text import paragraph
from charts.theme import BAR_END, DETAIL, FIGURE, FIGURES, HEADING, LEFT, PHRASE, RIGHT, Tone

THICKNESS = 28
LEAST_BEYOND, MOST_BEYOND = 0.06, 0.3


@dataclass(frozen=True)
class ProgressRow:
    """`progress` and `expected` are shares of the way to the target, 1 = there; only progress may leave 0 to 1."""

    title: str
    detail: str
    progress: float | None
    expected: float | None
    value_label: str
    tone: Tone
    tone_label: str


@dataclass(frozen=True)
class ProgressChart:
    title: str
    subtitle: str
    expected_label: str
    rows: Sequence[ProgressRow]
    empty: str


def layout_progress(chart: ProgressChart) -> Layout:
    if not chart.rows:
        return empty_card(chart.title, chart.subtitle, chart.empty)
    rows = [replace(row, progress=plottable(row.progress), expected=plottable(row.expected)) for row in chart.rows]
    paced = any(row.expected is not None for row in rows)
    head = header(chart.title, chart.subtitle, [(pace_symbol, chart.expected_label)] if paced else [])
    scale = _shared_scale(rows)
    return card((*head, *stack([partial(_row, row, scale) for row in rows], below(head))))


def _shared_scale(rows: Sequence[ProgressRow]) -> Scale:
    """From 0 to the target, and further where a row is; a little at least, and not so far that the others shrink."""
    shares = [row.progress for row in rows if row.progress is not None]
    under, over = -min(shares, default=0), max(shares, default=0) - 1
    low, high = (min(max(more, LEAST_BEYOND), MOST_BEYOND) if more > 0 else 0 for more in (under, over))
    return Scale(-low, 1 + high, LEFT, BAR_END)


def _row(row: ProgressRow, scale: Scale, top: float) -> tuple[Item, ...]:
    title = paragraph(Role.ROW_TITLE, row.title, HEADING, LEFT, top, RIGHT - LEFT)
    top = lowest(title, top) + 6
    style = FIGURE if row.progress is not None else PHRASE
    value = paragraph(Role.VALUE, row.value_label, style, FIGURES, top, RIGHT - FIGURES)
    under_bar = top + FIGURE.line_height + 2
    detail = paragraph(Role.DETAIL, row.detail, DETAIL, LEFT, under_bar, BAR_END - LEFT)
    under_value = max(under_bar, lowest(value, top) + 2)
    return title + value + _bar(row, scale, top) + detail + verdict(row.tone, row.tone_label, FIGURES, under_value)


def _bar(row: ProgressRow, scale: Scale, top: float) -> tuple[Mark, ...]:
    middle = top + FIGURE.line_height / 2
    lane = Rect(LEFT, middle - THICKNESS / 2, BAR_END, middle + THICKNESS / 2)
    marks = bar(row.progress, row.tone, scale, lane)
    return marks if row.expected is None else marks + pace(scale.at(min(max(row.expected, 0), 1)), lane)
