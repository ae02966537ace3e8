"""What every chart has around it: title, subtitle, legend, rows, and the sentence that stands for no data."""

from collections.abc import Callable, Iterable, Sequence

from charts.layout import Item, Layout, Mark, Rect, Role, Shape, lowest
from charts.text import clean, measure, paragraph
from charts.theme import BODY, EMPTY, LEFT, MARGIN, RIGHT, RULE, SUBTITLE, TITLE

SYMBOL_WIDTH = 56
SYMBOL_GAP = 14
ENTRY_GAP = 44

LEGEND_GAP = 18
HEADER_GAP = 24
ROW_GAP = 16
HEADS_EVERY = 10

Placed = Callable[[float], tuple[Item, ...]]
"""Items whose upper edge is where one says."""
Symbol = Callable[[Rect], tuple[Mark, ...]]


def header(title: str, subtitle: str, entries: Sequence[tuple[Symbol, str]] = ()) -> tuple[Item, ...]:
    """With a legend of the entries, symbols with their names."""
    heading = paragraph(Role.TITLE, title, TITLE, LEFT, MARGIN, RIGHT - LEFT)
    heading += paragraph(Role.SUBTITLE, subtitle, SUBTITLE, LEFT, lowest(heading, MARGIN) + 4, RIGHT - LEFT)
    return (*heading, *_legend(entries, lowest(heading, MARGIN) + LEGEND_GAP))


def below(head: tuple[Item, ...]) -> float:
    """Where begins what a header stands over."""
    return lowest(head, MARGIN) + HEADER_GAP


def card(items: tuple[Item, ...]) -> Layout:
    return Layout(round(lowest(items, MARGIN)) + MARGIN, items)


def empty_card(title: str, subtitle: str, words: str) -> Layout:
    """A sentence in place of what there is none of."""
    head = header(title, subtitle)
    return card((*head, *paragraph(Role.EMPTY, words, EMPTY, LEFT, below(head), RIGHT - LEFT)))


def rule(y: float, left: float = LEFT) -> Mark:
    """What parts one row from the next."""
    return Mark(Role.RULE, Shape.LINE, ((left, y), (RIGHT, y)), stroke=RULE, width=2)


def stack(rows: Iterable[Placed], top: float, heads: Placed | None = None) -> tuple[Item, ...]:
    """Rows below one another, each below a line; `heads` above the first and again after each ten, so that one never
    scrolls far to know what a column stands for."""
    items: tuple[Item, ...] = ()
    for number, row in enumerate(rows):
        if heads and number % HEADS_EVERY == 0:
            named = heads(top + ROW_GAP if number else top)
            items += (*([rule(top)] if number else []), *named)
            top = lowest(named, top) + ROW_GAP / 2
        placed = row(top + ROW_GAP)
        items += (rule(top), *placed)
        top = lowest(placed, top) + ROW_GAP
    return items


def _legend(entries: Sequence[tuple[Symbol, str]], top: float) -> tuple[Item, ...]:
    """Side by side, from a new line where one doesn't fit; nameless ones are left out."""
    items: tuple[Item, ...] = ()
    left = float(LEFT)
    for symbol, name in entries:
        needed = SYMBOL_WIDTH + SYMBOL_GAP + measure(clean(name), BODY)
        if left > LEFT and left + needed > RIGHT:
            left, top = LEFT, lowest(items, top)
        items += _entry(symbol, name, left, top)
        left += needed + ENTRY_GAP if clean(name) else 0
    return items


def _entry(symbol: Symbol, name: str, left: float, top: float) -> tuple[Item, ...]:
    start = left + SYMBOL_WIDTH + SYMBOL_GAP
    lines = paragraph(Role.LEGEND, name, BODY, start, top, RIGHT - start)
    box = Rect(left, top, left + SYMBOL_WIDTH, top + BODY.line_height)
    return (*symbol(box), *lines) if lines else ()
