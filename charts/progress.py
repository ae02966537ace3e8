"""Progress of many key results on one scale, with the pace each is expected to keep."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.frame import header, legend, sentence
from charts.layout import Item, Layout, Mark, Rect, Role, Shape, lowest
from charts.scale import Scale, plottable
from charts.text import paragraph
from charts.theme import (
    BODY,
    CARD,
    DETAIL,
    FAINT,
    FIGURE,
    HEADING,
    INK,
    LEFT,
    MARGIN,
    PHRASE,
    RIGHT,
    RULE,
    TONE_COLOURS,
    TRACK,
    Tone,
)

FIGURES = 848  # where the column with value and verdict begins
BAR_END = FIGURES - 40
THICKNESS = 28
GAP = 18
GLYPH = 24
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


def progress(chart: ProgressChart) -> bytes:
    # It imports matplotlib, half a second that a command without pictures need not wait for.
    from charts.render import draw

    return draw(layout_progress(chart))


def layout_progress(chart: ProgressChart) -> Layout:
    items = header(chart.title, chart.subtitle)
    if any(plottable(row.expected) is not None for row in chart.rows):
        items += legend([(_expected_symbol, chart.expected_label)], lowest(items, MARGIN) + 18)
    top = lowest(items, MARGIN) + 24
    if not chart.rows:
        items += sentence(chart.empty, top)
    scale = _shared_scale(chart.rows)
    for row in chart.rows:
        placed = _row(row, scale, top + GAP)
        items += (_rule(top), *placed)
        top = lowest(placed, top) + GAP
    return Layout(round(lowest(items, top)) + MARGIN, items)


def _shared_scale(rows: Sequence[ProgressRow]) -> Scale:
    """From 0 to the target, and further where a row is; a little at least, and not so far that the others shrink."""
    shares = [share for row in rows if (share := plottable(row.progress)) is not None]
    under, over = -min(shares, default=0), max(shares, default=0) - 1
    low, high = (min(max(more, LEAST_BEYOND), MOST_BEYOND) if more > 0 else 0 for more in (under, over))
    return Scale(-low, 1 + high, LEFT, BAR_END)


def _row(row: ProgressRow, scale: Scale, top: float) -> tuple[Item, ...]:
    title = paragraph(Role.ROW_TITLE, row.title, HEADING, LEFT, top, RIGHT - LEFT)
    top = lowest(title, top) + 6
    figure = FIGURE if plottable(row.progress) is not None else PHRASE
    value = paragraph(Role.VALUE, row.value_label, figure, FIGURES, top, RIGHT - FIGURES)
    middle = top + FIGURE.line_height / 2
    bar = _bar(row, scale, Rect(LEFT, middle - THICKNESS / 2, BAR_END, middle + THICKNESS / 2))
    below = max(top + FIGURE.line_height, lowest(value, top)) + 2
    detail = paragraph(Role.DETAIL, row.detail, DETAIL, LEFT, below, BAR_END - LEFT)
    return title + value + bar + detail + _verdict(row, below)


def _verdict(row: ProgressRow, top: float) -> tuple[Item, ...]:
    """The verdict in words, behind a glyph whose shape says the same as its colour."""
    start = FIGURES + GLYPH + 12
    words = paragraph(Role.TONE, row.tone_label, BODY, start, top, RIGHT - start)
    middle = top + BODY.line_height / 2
    box = Rect(FIGURES, middle - GLYPH / 2, FIGURES + GLYPH, middle + GLYPH / 2)
    return (_glyph(row.tone, box), *words) if words else ()


def _glyph(tone: Tone, box: Rect) -> Mark:
    colour = TONE_COLOURS[tone]
    corners = ((box.left, box.top), (box.right, box.bottom))
    match tone:
        case Tone.ON_PACE:
            return Mark(Role.TONE, Shape.DISC, corners, fill=colour)
        case Tone.SLIGHTLY_BEHIND:
            tip = ((box.left + box.right) / 2, box.top)
            return Mark(Role.TONE, Shape.AREA, (tip, corners[1], (box.left, box.bottom)), fill=colour)
        case Tone.BEHIND:
            return Mark(Role.TONE, Shape.BOX, corners, fill=colour)
        case Tone.NONE:
            return Mark(Role.TONE, Shape.DISC, corners, stroke=colour, width=4)


def _bar(row: ProgressRow, scale: Scale, lane: Rect) -> tuple[Mark, ...]:
    share, expected = plottable(row.progress), plottable(row.expected)
    zero, target = scale.at(0), scale.at(1)
    track = ((zero, lane.top), (target, lane.bottom))
    marks: tuple[Mark, ...]
    if share is None:
        marks = (Mark(Role.TRACK, Shape.BOX, track, stroke=FAINT, width=2, dashed=True),)
    else:
        marks = (Mark(Role.TRACK, Shape.BOX, track, fill=TRACK), *_filled(share, TONE_COLOURS[row.tone], scale, lane))
    return marks if expected is None else (*marks, *_expected(scale.at(min(max(expected, 0), 1)), lane))


def _filled(share: float, colour: str, scale: Scale, lane: Rect) -> tuple[Mark, ...]:
    """A solid bar within the way to the target, an open arrow for what lies outside it."""
    zero, target = scale.at(0), scale.at(1)
    end = max(scale.at(min(share, 1)), zero + 6)
    bar = Mark(Role.BAR, Shape.BOX, ((zero, lane.top), (end, lane.bottom)), fill=colour)
    if share < 0:
        return (_beyond(zero, scale.at(share), colour, lane), _post(zero, lane))
    if share > 1:
        return (bar, _beyond(target, scale.at(share), colour, lane), _post(target, lane))
    return (bar,)


def _beyond(edge: float, end: float, colour: str, lane: Rect) -> Mark:
    """An arrow outline from the edge of the scale to `end`, at least long enough to be seen."""
    away = 1 if end > edge else -1
    tip = edge + away * max(abs(end - edge), 18)
    neck = tip - away * 14
    points = ((edge, lane.top), (neck, lane.top), (tip, lane.middle), (neck, lane.bottom), (edge, lane.bottom))
    return Mark(Role.BEYOND, Shape.AREA, points, fill=CARD, stroke=colour, width=4)


def _post(x: float, lane: Rect) -> Mark:
    return Mark(Role.TARGET, Shape.LINE, ((x, lane.top - 4), (x, lane.bottom + 4)), stroke=INK, width=3)


def _expected(x: float, lane: Rect) -> tuple[Mark, ...]:
    """The pace marker, set off by a light edge from the bar under it."""
    line = ((x, lane.top - 9), (x, lane.bottom + 9))
    return (
        Mark(Role.EXPECTED, Shape.LINE, line, stroke=CARD, width=13),
        Mark(Role.EXPECTED, Shape.LINE, line, stroke=INK, width=6),
    )


def _expected_symbol(box: Rect) -> tuple[Mark, ...]:
    lane = Rect(box.left, box.middle - 9, box.right, box.middle + 9)
    track = Mark(Role.LEGEND, Shape.BOX, ((lane.left, lane.top), (lane.right, lane.bottom)), fill=TRACK)
    return (track, *_expected((box.left + box.right) / 2, lane))


def _rule(y: float) -> Mark:
    return Mark(Role.RULE, Shape.LINE, ((LEFT, y), (RIGHT, y)), stroke=RULE, width=2)
