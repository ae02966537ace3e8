"""The share that came true of what was claimed at each level of confidence, beside what the level claimed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from charts.bars import bar, pace
from charts.frame import below, card, empty_card, header, stack
from charts.layout import Item, Layout, Mark, Rect, Role, Shape, lowest
from charts.scale import Scale, plottable
from charts.text import paragraph
from charts.theme import BAR_END, BLUE, BODY, DETAIL, FIGURE, FIGURES, HEADING, LEFT, RIGHT, Tone

THICKNESS = 32
NOTE_GAP = 12


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
    if not chart.rows:
        return empty_card(chart.title, chart.subtitle, chart.empty)
    entries = [(_came_symbol, chart.came_label), (_claimed_symbol, chart.claimed_label)]
    head = header(chart.title, chart.subtitle, entries)
    rows = [partial(_row, row) for row in chart.rows]
    notes = [partial(_notes, chart.notes)] if chart.notes else []
    return card((*head, *stack([*rows, *notes], below(head))))


def _notes(notes: Sequence[str], top: float) -> tuple[Item, ...]:
    items: tuple[Item, ...] = ()
    for note in notes:
        items += paragraph(Role.NOTE, note, DETAIL, LEFT, lowest(items, top - NOTE_GAP) + NOTE_GAP, RIGHT - LEFT)
    return items


def _row(row: ReliabilityRow, top: float) -> tuple[Item, ...]:
    title = paragraph(Role.ROW_TITLE, row.title, HEADING, LEFT, top, RIGHT - LEFT)
    top = lowest(title, top) + 6
    value = paragraph(Role.VALUE, row.value_label, FIGURE, FIGURES, top, RIGHT - FIGURES)
    under = max(top + FIGURE.line_height, lowest(value, top)) + 2
    count = paragraph(Role.TONE, row.count_label, BODY, FIGURES, under, RIGHT - FIGURES)
    detail = paragraph(Role.DETAIL, row.detail, DETAIL, LEFT, under, BAR_END - LEFT)
    middle = top + FIGURE.line_height / 2
    return title + value + count + detail + _bar(row, middle)


def _bar(row: ReliabilityRow, middle: float) -> tuple[Mark, ...]:
    scale = Scale(0, 1, LEFT, BAR_END)
    lane = Rect(LEFT, middle - THICKNESS / 2, BAR_END, middle + THICKNESS / 2)
    came, claimed = (_share(value) for value in (row.came, row.claimed))
    marks = bar(came, Tone.ON_PACE, scale, lane)
    return marks if claimed is None else marks + pace(scale.at(claimed), lane)


def _share(value: float | None) -> float | None:
    known = plottable(value)
    return None if known is None else min(max(known, 0.0), 1.0)


def _came_symbol(box: Rect) -> tuple[Mark, ...]:
    corners = ((box.left, box.middle - 11), (box.right, box.middle + 11))
    return (Mark(Role.LEGEND, Shape.BOX, corners, fill=BLUE),)


def _claimed_symbol(box: Rect) -> tuple[Mark, ...]:
    return pace(box.right - 8, Rect(box.left, box.middle - 8, box.right, box.middle + 8))
