"""Confidence in key results week by week: a column an answer, as high as the confidence, whose look says the level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import islice
from math import ceil

from charts.axes import NAME_GAP, WIDEST_NAME
from charts.frame import Symbol, below, card, empty_card, header, stack
from charts.layout import Item, Layout, Mark, Rect, Role, Shape, Text, around, lowest
from charts.text import fit, line, measure, paragraph
from charts.theme import BAND, BLUE, CARD, FAINT, HEADING, LEFT, RIGHT, SMALL, VERMILION, Style

MOST_WEEKS = 18  # of which each still holds a bold 10
WIDEST_SLOT = 78
NEWEST = Style(30, bold=True)
EARLIER = SMALL
COLUMN = 44  # pixels of confidence 10
SLIVER = 4  # of confidence 0, which is not the same as none
INSET = 4
NARROWER = 14
DASH = 16


class Height(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class Cell:
    """An answer: `share` is the confidence from 0 to 1."""

    share: float
    height: Height
    label: str


@dataclass(frozen=True)
class ConfidenceRow:
    """One cell a week, oldest first; None where nobody answered. At most MOST_WEEKS."""

    title: str
    cells: Sequence[Cell | None]


@dataclass(frozen=True)
class ConfidenceChart:
    """`weeks` are the names of the columns."""

    title: str
    subtitle: str
    weeks: Sequence[str]
    rows: Sequence[ConfidenceRow]
    names: Mapping[Height, str]
    silent: str
    empty: str


def layout_confidence(chart: ConfidenceChart) -> Layout:
    if not chart.rows or not chart.weeks:
        return empty_card(chart.title, chart.subtitle, chart.empty)
    head = header(chart.title, chart.subtitle, _symbols(chart))
    slot = min(WIDEST_SLOT, (RIGHT - LEFT) / len(chart.weeks))
    rows = [partial(_row, row, len(chart.weeks), slot) for row in chart.rows]
    return card((*head, *stack(rows, below(head), partial(_heads, chart.weeks, slot))))


def _symbols(chart: ConfidenceChart) -> list[tuple[Symbol, str]]:
    """What the legend explains: the levels there are, and silence where there is some."""
    cells = [cell for row in chart.rows for cell in row.cells]
    found = {cell.height for cell in cells if cell}
    shown: list[tuple[Symbol, str]] = [
        (partial(_symbol, height), chart.names.get(height, "")) for height in Height if height in found
    ]
    return [*shown, (_silent_symbol, chart.silent)] if None in cells else shown


def _heads(weeks: Sequence[str], slot: float, top: float) -> tuple[Text, ...]:
    """The name above each column, or above each second, third, ... where they would touch; always the newest."""
    short = [fit(week, SMALL, WIDEST_NAME) for week in weeks]
    stride = ceil((max(measure(week, SMALL) for week in short) + NAME_GAP) / slot)
    heads: list[Text] = []
    for place in range(len(short) - 1, -1, -stride):
        head = _head(short[place], LEFT + (place + 0.5) * slot, top)
        if not heads or head.rect.right + NAME_GAP <= heads[-1].rect.left:
            heads.append(head)
    return tuple(heads)


def _head(name: str, x: float, top: float) -> Text:
    """In the middle of its column; at the edge where it would leave the card."""
    half = measure(name, SMALL) / 2
    return line(Role.LABEL, name, SMALL, min(max(x, LEFT + half), RIGHT - half), top, anchor=0.5)


def _symbol(height: Height, box: Rect) -> tuple[Mark, ...]:
    share = {Height.HIGH: 0.65, Height.MEDIUM: 0.4, Height.LOW: 0.2}[height]
    sample = _column(share, height, box)
    return tuple(replace(mark, role=Role.LEGEND) for mark in sample)


def _silent_symbol(box: Rect) -> tuple[Mark, ...]:
    return (_dash(Role.LEGEND, box),)


def _row(row: ConfidenceRow, weeks: int, slot: float, top: float) -> tuple[Item, ...]:
    title = paragraph(Role.ROW_TITLE, row.title, HEADING, LEFT, top, RIGHT - LEFT)
    top = lowest(title, top) + 8
    cells = list(islice(row.cells, weeks))
    newest = max((place for place, cell in enumerate(cells) if cell), default=None)
    items: tuple[Item, ...] = title
    for place, cell in enumerate(cells):
        box = _box(LEFT + place * slot, slot, top)
        items += _cell(cell, box, NEWEST if place == newest else EARLIER) if cell else (_dash(Role.GAP, box),)
    return items


def _box(left: float, slot: float, top: float) -> Rect:
    """Of a week: a number, and below it the room of a column."""
    return Rect(left + INSET, top, left + slot - INSET, top + 2 * INSET + NEWEST.line_height + COLUMN)


def _cell(cell: Cell, box: Rect, style: Style) -> tuple[Item, ...]:
    number = fit(cell.label, style, box.right - box.left - 2 * INSET)
    top = box.top + INSET + (NEWEST.line_height - style.line_height) / 2
    middle = (box.left + box.right) / 2
    return (*_column(cell.share, cell.height, box), line(Role.VALUE, number, style, middle, top, anchor=0.5))


def _column(share: float, height: Height, box: Rect) -> tuple[Mark, ...]:
    """Dark for high, light with an edge for medium; low is framed, for it is what the eye has to find."""
    floor = box.bottom - INSET
    corners = ((box.left + NARROWER, floor - max(share * COLUMN, SLIVER)), (box.right - NARROWER, floor))
    match height:
        case Height.HIGH:
            return (Mark(Role.BAR, Shape.BOX, corners, fill=BLUE),)
        case Height.MEDIUM:
            return (Mark(Role.BAR, Shape.BOX, corners, fill=BAND, stroke=BLUE, width=3),)
        case Height.LOW:
            return (
                Mark(Role.FRAME, Shape.BOX, box.corners, fill=CARD, stroke=VERMILION, width=4),
                Mark(Role.BAR, Shape.BOX, corners, fill=VERMILION),
            )


def _dash(role: Role, box: Rect) -> Mark:
    middle = (box.left + box.right) / 2
    ends = around(middle, box.middle, DASH / 2).across
    return Mark(role, Shape.LINE, ends, stroke=FAINT, width=4)
