"""Marks of any shape put on a card: matplotlib's Agg draws them onto what is there already."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, floor
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg

from charts.layout import Mark
from charts.palette import Numbers, numbers, pixels
from charts.shapes import draw_mark

# A card is worked on band by band, where there are marks: a band stays in the processor's cache, and the memory for a
# long card stays small.
BAND = 128
REACH = 8  # how far a stroke may lie outside the box of its mark, and the edge of a canvas spoils what crosses it


class Reach(NamedTuple):
    """From where to where a mark may leave something."""

    left: int
    right: int
    top: int
    bottom: int
    mark: Mark


class Canvas:
    """As wide as the cards that are worked on."""

    def __init__(self, width: int) -> None:
        # With one dot an inch, so that inches are pixels.
        self._renderer: Any = RendererAgg(width, BAND + 2 * REACH, 1)  # type: ignore[no-untyped-call]

    def paint(self, card: Numbers, marks: Iterable[Mark]) -> None:
        """In their order."""
        reaches = [_reach(mark) for mark in marks]
        for top, bottom in _bands(reaches, len(card)):
            here = [reach for reach in reaches if reach.top < bottom and reach.bottom > top]
            across = slice(max(min(reach.left for reach in here), 0), max(reach.right for reach in here))
            self._paint(card[top:bottom, across], here, top, across)

    def _paint(self, band: Numbers, reaches: Sequence[Reach], top: int, across: slice) -> None:
        """The band lies at the top of the canvas, a little below its edge."""
        drawn = np.asarray(self._renderer.buffer_rgba()).view(np.uint32)[REACH : REACH + len(band), across, 0]
        drawn[:] = pixels(band)
        for reach in reaches:
            draw_mark(self._renderer, reach.mark, top + BAND + REACH)
        band[:] = numbers(drawn)


def _reach(mark: Mark) -> Reach:
    rect = mark.rect
    return Reach(
        floor(rect.left) - REACH, ceil(rect.right) + REACH, floor(rect.top) - REACH, ceil(rect.bottom) + REACH, mark
    )


def _bands(reaches: Iterable[Reach], height: int) -> Iterator[tuple[int, int]]:
    """From where to where there are marks, in bands that a canvas holds."""
    reached = 0
    for reach in sorted(reaches, key=attrgetter("top")):
        bottom = min(reach.bottom, height)
        for start in range(max(reach.top, reached), bottom, BAND):
            reached = min(start + BAND, bottom)
            yield start, reached
