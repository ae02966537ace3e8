"""How often each score was given: a bar a score, those that count alike held together by a bracket."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from charts.frame import below, card, empty_card, header
from charts.layout import Item, Layout, Mark, Rect, Role, Shape, Text, lowest
from charts.patterns import Pattern, patterned
from charts.scale import Scale, plottable
from charts.text import fit, line, paragraph
from charts.theme import BLUE, BODY, DETAIL, FAINT, FIGURE, LEFT, RIGHT, VERMILION

ROW, THICKNESS = 48, 32
BARS = LEFT + 64  # where they begin, right of the scores
BRACKET, TIP = 826, 14
GROUP = BRACKET + 30
WIDEST_SCORE, WIDEST_COUNT = 52, 300
NEAR = 12
SLIVER = 4  # of a score that hardly anybody gave, which is not the same as nobody
APART = 24


class Side(StrEnum):
    PROMOTERS = "promoters"
    PASSIVES = "passives"
    DETRACTORS = "detractors"


LOOKS = {
    Side.PROMOTERS: (Pattern.FULL, BLUE),
    Side.PASSIVES: (Pattern.HOLLOW, FAINT),
    Side.DETRACTORS: (Pattern.STRIPED, VERMILION),
}


@dataclass(frozen=True)
class ScoreBar:
    """`n` gave it."""

    score: str
    n: float
    label: str


@dataclass(frozen=True)
class ScoreGroup:
    """`share` stands over the name, `detail` below it."""

    name: str
    share: str
    detail: str
    side: Side
    bars: Sequence[ScoreBar]


@dataclass(frozen=True)
class DistributionChart:
    title: str
    subtitle: str
    groups: Sequence[ScoreGroup]
    empty: str


def layout_distribution(chart: DistributionChart) -> Layout:
    groups = [replace(group, bars=[_plottable(one) for one in group.bars]) for group in chart.groups if group.bars]
    most = max((one.n for group in groups for one in group.bars), default=0)
    if not most:
        return empty_card(chart.title, chart.subtitle, chart.empty)
    items, scale = header(chart.title, chart.subtitle), Scale(0, most, BARS, _bar_end(groups))
    top = below(items)
    for group in groups:
        placed = _group(group, scale, top)
        items += placed
        top = lowest(placed, top) + APART
    return card(items)


def _plottable(one: ScoreBar) -> ScoreBar:
    return replace(one, n=max(plottable(one.n) or 0, 0), label=fit(one.label, BODY, WIDEST_COUNT))


def _bar_end(groups: Sequence[ScoreGroup]) -> float:
    """Beside the longest bar its count has room left of the bracket."""
    labels = (line(Role.VALUE, one.label, BODY, 0, 0) for group in groups for one in group.bars)
    return BRACKET - 2 * NEAR - max(label.rect.right for label in labels)


def _group(group: ScoreGroup, scale: Scale, top: float) -> tuple[Item, ...]:
    bottom = top + ROW * len(group.bars)
    words = _words(group, top)
    points = ((BRACKET, top + 4), (BRACKET + TIP, top + 4), (BRACKET + TIP, bottom - 4), (BRACKET, bottom - 4))
    bracket = Mark(Role.BRACKET, Shape.LINE, points, stroke=LOOKS[group.side][1], width=5)
    rows = [item for number, one in enumerate(group.bars) for item in _bar(one, group, scale, top + ROW * number)]
    return (*rows, bracket, *words)


def _words(group: ScoreGroup, top: float) -> tuple[Text, ...]:
    words: tuple[Text, ...] = ()
    for role, text, style in (
        (Role.VALUE, group.share, FIGURE), (Role.GROUP, group.name, BODY), (Role.DETAIL, group.detail, DETAIL)
    ):  # fmt: skip
        words += paragraph(role, text, style, GROUP, lowest(words, top), RIGHT - GROUP)
    return words


def _bar(one: ScoreBar, group: ScoreGroup, scale: Scale, top: float) -> Iterator[Item]:
    middle, end = top + ROW / 2, float(BARS)
    above = middle - BODY.line_height / 2
    yield line(Role.LABEL, fit(one.score, BODY, WIDEST_SCORE), BODY, BARS - NEAR, above, anchor=1)
    if one.n:
        end = max(scale.at(one.n), BARS + SLIVER)
        box = Rect(BARS, middle - THICKNESS / 2, end, middle + THICKNESS / 2)
        yield from patterned(Role.BAR, box, *LOOKS[group.side])
    yield line(Role.NOTE, one.label, BODY, end + NEAR, above)
