"""A layout made into a PNG file: shapes by matplotlib's Agg, then text glyph by glyph."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, floor
from operator import itemgetter
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.transforms import Affine2D

from charts.glyphs import write
from charts.layout import Layout, Mark, Role, Shape
from charts.palette import Numbers, cover, numbers
from charts.png import encode
from charts.shapes import draw_mark
from charts.theme import CARD, EDGE

# Shapes are drawn band by band, where there are any: a band stays in the processor's cache, and the memory for a long
# card stays small.
BAND = 128
REACH = 8  # how far a stroke may lie outside the box of its mark, and the edge of a canvas spoils what crosses it
FRAME = 2


def draw(layout: Layout) -> bytes:
    """The PNG file of a layout."""
    rows = np.zeros((layout.height, 1 + layout.width), np.uint8)
    card = rows[:, 1:]
    renderer = _renderer(layout.width)
    placed = [_reaching(mark) for mark in layout.marks]
    for top, bottom in _bands(placed, layout.height):
        marks = [mark for low, high, mark in placed if low < bottom and high > top]
        card[top:bottom] = _band(renderer, marks, top, bottom)
    for text in layout.texts:
        write(card, text)
    _frame(card)
    return encode(rows)


def _reaching(mark: Mark) -> tuple[int, int, Mark]:
    """From where to where a mark may leave something."""
    rect = mark.rect
    return floor(rect.top) - REACH, ceil(rect.bottom) + REACH, mark


def _bands(placed: Iterable[tuple[int, int, Mark]], height: int) -> Iterator[tuple[int, int]]:
    """From where to where there are marks, in bands that a canvas holds."""
    reached = 0
    for low, high, _ in sorted(placed, key=itemgetter(0)):
        bottom = min(high, height)
        for start in range(max(low, reached), bottom, BAND):
            reached = min(start + BAND, bottom)
            yield start, reached


def _renderer(width: int) -> Any:
    """With one dot an inch, so that inches are pixels."""
    return RendererAgg(width, BAND + 2 * REACH, 1)  # type: ignore[no-untyped-call]


def _band(renderer: Any, marks: Sequence[Mark], top: int, bottom: int) -> Numbers:
    """Lies at the top of the canvas, a little below its edge."""
    corners = ((-REACH, top - 2 * REACH), (renderer.width + REACH, bottom + 2 * REACH))
    ground = Mark(Role.CARD, Shape.BOX, corners, fill=CARD)
    upwards = Affine2D.from_values(1, 0, 0, -1, 0, top + BAND + REACH)
    for mark in (ground, *marks):
        draw_mark(renderer, mark, upwards)
    pixels = np.asarray(renderer.buffer_rgba()).view(np.uint32)[REACH : REACH + bottom - top, :, 0]
    return numbers(pixels)


def _frame(card: Numbers) -> None:
    for side in (card[:FRAME], card[-FRAME:], card[:, :FRAME], card[:, -FRAME:]):
        side[:] = cover(EDGE)[255]
