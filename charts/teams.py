"""Teams side by side: how many of each one's key results are in which state."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from charts.bars import GLYPH, glyph
from charts.frame import below, card, empty_card, header, stack
from charts.layout import Item, Layout, Mark, Rect, Role, Text, lowest
from charts.patterns import Pattern, patterned
from charts.scale import plottable
from charts.text import fit, line, paragraph
from charts.theme import BAR_END, BODY, DETAIL, FIGURES, HEADING, LEFT, PHRASE, RIGHT, TONE_COLOURS, Tone

THICKNESS = 36
BETWEEN = 4  # segments
THINNEST = 3
WIDEST_NUMBER = 120
NUMBER_GAP = 18
PATTERNS = {
    Tone.BEHIND: Pattern.FULL,
    Tone.SLIGHTLY_BEHIND: Pattern.STRIPED,
    Tone.ON_PACE: Pattern.LIGHT,
    Tone.NONE: Pattern.HOLLOW,
}


@dataclass(frozen=True)
class Segment:
    tone: Tone
    n: float
    label: str


@dataclass(frozen=True)
class TeamRow:
    """`detail` stands in place of the segments where there are none."""

    name: str
    segments: Sequence[Segment]
    answered: str
    progress: str
    detail: str


@dataclass(frozen=True)
class TeamsChart:
    title: str
    subtitle: str
    names: Mapping[Tone, str]
    rows: Sequence[TeamRow]
    empty: str


def layout_teams(chart: TeamsChart) -> Layout:
    if not chart.rows:
        return empty_card(chart.title, chart.subtitle, chart.empty)
    rows = [replace(row, segments=_countable(row.segments)) for row in chart.rows]
    shown = {segment.tone for row in rows for segment in row.segments}
    entries = [(partial(_symbol, tone), name) for tone, name in chart.names.items() if tone in shown]
    head = header(chart.title, chart.subtitle, entries)
    most = max(sum(segment.n for segment in row.segments) for row in rows)
    return card((*head, *stack([partial(_row, row, (BAR_END - LEFT) / (most or 1)) for row in rows], below(head))))


def _countable(segments: Sequence[Segment]) -> list[Segment]:
    counted = [replace(one, n=max(plottable(one.n) or 0, 0)) for one in segments]
    return [one for one in counted if one.n]


def _row(row: TeamRow, unit: float, top: float) -> tuple[Item, ...]:
    """`unit` is how many pixels one key result takes, in every row alike."""
    name = paragraph(Role.ROW_TITLE, row.name, HEADING, LEFT, top, BAR_END - LEFT)
    words = paragraph(Role.VALUE, row.answered, BODY, FIGURES, top, RIGHT - FIGURES)
    words += paragraph(Role.DETAIL, row.progress, DETAIL, FIGURES, lowest(words, top), RIGHT - FIGURES)
    top = lowest(name, top) + 6
    if not row.segments:
        return (*name, *words, *paragraph(Role.EMPTY, row.detail, PHRASE, LEFT, top, BAR_END - LEFT))
    boxes = list(_boxes(row.segments, unit, top))
    marks = [
        mark
        for segment, box in zip(row.segments, boxes, strict=True)
        for mark in patterned(Role.SEGMENT, box, PATTERNS[segment.tone], TONE_COLOURS[segment.tone])
    ]
    return (*name, *words, *marks, *_numbers(row.segments, boxes, top + THICKNESS + 6))


def _boxes(segments: Sequence[Segment], unit: float, top: float) -> Iterator[Rect]:
    left = float(LEFT)
    for segment in segments:
        end = left + segment.n * unit
        yield Rect(left, top, max(end - BETWEEN, left + THINNEST), top + THICKNESS)
        left = end


def _numbers(segments: Sequence[Segment], boxes: Sequence[Rect], top: float) -> Iterator[Item]:
    """Each below its segment, behind the glyph of the state; pushed on where the segment before is too short for its
    own, and back from the end."""
    texts = [fit(segment.label, BODY, WIDEST_NUMBER) for segment in segments]
    numbers = [line(Role.NOTE, text, BODY, GLYPH + 10, top) for text in texts]
    lefts = _apart([box.left for box in boxes], [number.rect.right for number in numbers])
    for segment, number, left in zip(segments, numbers, lefts, strict=True):
        yield from _number(segment.tone, number, left)


def _apart(wanted: Sequence[float], widths: Sequence[float]) -> list[float]:
    """Where each may begin so that none touches the next, as near as can be to where it is wanted."""
    lefts: list[float] = []
    free = float(LEFT)
    for left, width in zip(wanted, widths, strict=True):
        lefts.append(max(left, free))
        free = lefts[-1] + width + NUMBER_GAP
    end = float(BAR_END)
    for place in reversed(range(len(lefts))):
        lefts[place] = min(lefts[place], end - widths[place])
        end = lefts[place] - NUMBER_GAP
    return lefts


def _number(tone: Tone, number: Text, left: float) -> tuple[Item, ...]:
    rect = number.rect
    moved = replace(number, rect=Rect(left + rect.left, rect.top, left + rect.right, rect.bottom))
    return (glyph(tone, left, number.rect.middle), moved)


def _symbol(tone: Tone, box: Rect) -> tuple[Mark, ...]:
    """A piece of the bar and the glyph that stands for it."""
    piece = Rect(box.left, box.middle - 14, box.right - GLYPH - 4, box.middle + 14)
    sign = glyph(tone, box.right - GLYPH, box.middle)
    marks = (*patterned(Role.LEGEND, piece, PATTERNS[tone], TONE_COLOURS[tone]), sign)
    return tuple(replace(mark, role=Role.LEGEND) for mark in marks)
