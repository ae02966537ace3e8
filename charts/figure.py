"""The latest value, in bold beside its point, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.layout import Item, Mark, Rect, Role, Shape, Text
from charts.text import clean, line, measure, wrap
from charts.theme import CARD, FIGURE, SMALL

GAP = 24
NARROWEST = 60
WIDEST = 240
WIDEST_NUMBER = 380  # of a number alone: a quadrillion without its unit
WIDEST_WORDS = 280
MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Figure:
    value: str
    words: tuple[str, ...] = ()

    @property
    def width(self) -> float:
        widths = [measure(self.value, FIGURE), *(measure(words, SMALL) for words in self.words)]
        return max(*widths, NARROWEST) + GAP

    @property
    def height(self) -> int:
        return (FIGURE.line_height if self.value else 0) + len(self.words) * SMALL.line_height

    def placed(self, x: float, y: float, plot: Rect) -> tuple[Item, ...]:
        """Right of the point at `x` and `y`, not lower than the plot, on a patch of card as a line may run there."""
        left, top = x + GAP, min(y - FIGURE.line_height / 2, plot.bottom - self.height)
        value = [line(Role.VALUE, self.value, FIGURE, left, top)] if self.value else []
        below = top + sum(FIGURE.line_height for _ in value)
        words = [
            line(Role.DETAIL, text, SMALL, left, below + number * SMALL.line_height)
            for number, text in enumerate(self.words)
        ]
        return tuple(item for text in (*value, *words) for item in (_patch(text), text))


def figure(label: str, bare_label: str = "", words: Sequence[str] = ()) -> Figure:
    """The label, or the bare one where that is too long, or neither: half a number is another number."""
    known = ((clean(label), WIDEST), (clean(bare_label), WIDEST_NUMBER))
    value = next((text for text, widest in known if measure(text, FIGURE) <= widest), "")
    lines = [part for text in words for part in wrap(clean(text), SMALL, WIDEST_WORDS)]
    return Figure(value, tuple(lines) if len(lines) <= MOST_LINES else ())


def _patch(text: Text) -> Mark:
    corners = ((text.rect.left - 6, text.rect.top), (text.rect.right, text.rect.bottom))
    return Mark(Role.CARD, Shape.BOX, corners, fill=CARD)
