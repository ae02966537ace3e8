"""Which objective supports which: each in a row below its parent, with its score and status."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from charts.bars import bar, verdict
from charts.frame import ROW_GAP, below, card, empty_card, header, rule
from charts.layout import Item, Layout, Mark, Rect, Role, Shape, lowest
from charts.progress import THICKNESS
from charts.scale import Scale, plottable
from charts.text import paragraph
from charts.theme import DETAIL, FAINT, FIGURE, HEADING, LEFT, RIGHT, Tone

STEP, WIDEST_INDENT = 44, 176  # a deeper tree has smaller steps, never smaller texts
DEEPEST = 16  # below it there is no room for a step, and rows stand side by side
FIGURES = 812  # where the column with score and status begins
TITLE_END = FIGURES - 40
BAR_END = FIGURES + 150
SCORE = BAR_END + 14
NEAR = 10  # how far a branch begins from the left of what it hangs on, and ends from the title


@dataclass(frozen=True)
class TreeRow:
    """`depth` is 0 at the top; `score` is from 0 to 1."""

    depth: int
    title: str
    detail: str
    score: float | None
    score_label: str
    tone: Tone
    tone_label: str


@dataclass(frozen=True)
class TreeChart:
    title: str
    subtitle: str
    rows: Sequence[TreeRow]
    empty: str


@dataclass(frozen=True)
class Place:
    """Of a row: where its title begins, the middle of that line, and where its words end."""

    depth: int
    left: float
    middle: float
    bottom: float


def layout_tree(chart: TreeChart) -> Layout:
    if not chart.rows:
        return empty_card(chart.title, chart.subtitle, chart.empty)
    rows = [replace(row, depth=min(max(row.depth, 0), DEEPEST), score=plottable(row.score)) for row in chart.rows]
    items = header(chart.title, chart.subtitle)
    top = below(items)
    step = min(STEP, WIDEST_INDENT / max((1, *(row.depth for row in rows))))
    places: list[Place] = []
    for row in rows:
        left = LEFT + step * row.depth
        words, figures = _words(row, left, top + ROW_GAP), _figures(row, top + ROW_GAP)
        places.append(Place(row.depth, left, top + ROW_GAP + HEADING.line_height / 2, lowest(words, top + ROW_GAP)))
        items += (rule(top, left), *words, *figures)
        top = lowest((*words, *figures), top) + ROW_GAP
    return card((*items, *_branches(places, step)))


def _words(row: TreeRow, left: float, top: float) -> tuple[Item, ...]:
    title = paragraph(Role.ROW_TITLE, row.title, HEADING, left, top, TITLE_END - left)
    return title + paragraph(Role.DETAIL, row.detail, DETAIL, left, lowest(title, top) + 2, TITLE_END - left)


def _figures(row: TreeRow, top: float) -> tuple[Item, ...]:
    middle = top + FIGURE.line_height / 2
    lane, scale = Rect(FIGURES, middle - THICKNESS / 2, BAR_END, middle + THICKNESS / 2), Scale(0, 1, FIGURES, BAR_END)
    marks = bar(None if row.score is None else min(max(row.score, 0), 1), row.tone, scale, lane)
    score = paragraph(Role.VALUE, row.score_label, FIGURE, SCORE, top, RIGHT - SCORE)
    under = lowest(score, top + FIGURE.line_height) + 2
    return (*marks, *score, *verdict(row.tone, row.tone_label, FIGURES, under))


def _branches(places: Sequence[Place], step: float) -> Iterator[Mark]:
    """From each row to those right below it, and on from one to the next."""
    near = min(NEAR, step / 3)
    path: list[tuple[Place, float]] = []
    for place in places:
        while path and path[-1][0].depth >= place.depth:
            path.pop()
        if path:
            above, begin = path.pop()
            x = above.left + near
            points = ((x, begin), (x, place.middle), (max(x, place.left - near), place.middle))
            yield Mark(Role.BRANCH, Shape.LINE, points, stroke=FAINT, width=3)
            path.append((above, place.middle))
        path.append((place, place.bottom + 4))
