"""The share that came true of what was claimed at each level of confidence, beside what the level claimed."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.bars import bar, no_bar, pace
from charts.frame import header, legend, rule, sentence
from charts.layout import Item, Layout, Mark, Rect, Role, Shape, lowest
from charts.scale import Scale, plottable
from charts.text import paragraph
from charts.theme import BLUE, BODY, DETAIL, FIGURE, HEADING, LEFT, MARGIN, RIGHT, Tone

FIGURES = 848  # where the column with share and n begins
BAR_END = FIGURES - 40
THICKNESS = 32
GAP = 18


@dataclass(frozen=True)
class ReliabilityRow:
    """`came` and `claimed` are shares from 0 to 1."""

    title: str
    came: float | None
    claimed: float | None
    value_label: str
    count_label: str
    detail: str


@dataclass(frozen=True)
class ReliabilityChart:
    """`notes` stand below, each from a line of its own."""

    title: str
    subtitle: str
    came_label: str
    claimed_label: str
    rows: Sequence[ReliabilityRow]
    notes: Sequence[str]
    empty: str


def layout_reliability(chart: ReliabilityChart) -> Layout:
    items = header(chart.title, chart.subtitle)
    if chart.rows:
        entries = [(_came_symbol, chart.came_label), (_claimed_symbol, chart.claimed_label)]
        items += legend(entries, lowest(items, MARGIN) + 18)
    else:
        items += sentence(chart.empty, lowest(items, MARGIN) + 24)
    top = lowest(items, MARGIN) + 24
    for row in chart.rows:
        placed = _row(row, top + GAP)
        items += (rule(top), *placed)
        top = lowest(placed, top) + GAP
    return _with_notes(chart.notes, items, top)


def _with_notes(notes: Sequence[str], items: tuple[Item, ...], top: float) -> Layout:
    for number, note in enumerate(notes):
        placed = paragraph(Role.NOTE, note, DETAIL, LEFT, top + GAP, RIGHT - LEFT)
        items += placed if number else (rule(top), *placed)
        top = lowest(placed, top)
    return Layout(round(lowest(items, top)) + MARGIN, items)


def _row(row: ReliabilityRow, top: float) -> tuple[Item, ...]:
    title = paragraph(Role.ROW_TITLE, row.title, HEADING, LEFT, top, RIGHT - LEFT)
    top = lowest(title, top) + 6
    value = paragraph(Role.VALUE, row.value_label, FIGURE, FIGURES, top, RIGHT - FIGURES)
    below = max(top + FIGURE.line_height, lowest(value, top)) + 2
    count = paragraph(Role.TONE, row.count_label, BODY, FIGURES, below, RIGHT - FIGURES)
    detail = paragraph(Role.DETAIL, row.detail, DETAIL, LEFT, below, BAR_END - LEFT)
    middle = top + FIGURE.line_height / 2
    return title + value + count + detail + _bar(row, middle)


def _bar(row: ReliabilityRow, middle: float) -> tuple[Mark, ...]:
    scale = Scale(0, 1, LEFT, BAR_END)
    lane = Rect(LEFT, middle - THICKNESS / 2, BAR_END, middle + THICKNESS / 2)
    came, claimed = (_share(value) for value in (row.came, row.claimed))
    marks = (no_bar(scale, lane),) if came is None else bar(came, Tone.ON_PACE, scale, lane)
    return marks if claimed is None else marks + pace(scale.at(claimed), lane)


def _share(value: float | None) -> float | None:
    known = plottable(value)
    return None if known is None else min(max(known, 0.0), 1.0)


def _came_symbol(box: Rect) -> tuple[Mark, ...]:
    corners = ((box.left, box.middle - 11), (box.right, box.middle + 11))
    return (Mark(Role.LEGEND, Shape.BOX, corners, fill=BLUE),)


def _claimed_symbol(box: Rect) -> tuple[Mark, ...]:
    return pace(box.right - 8, Rect(box.left, box.middle - 8, box.right, box.middle + 8))
