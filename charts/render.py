"""A layout made into a PNG file: shapes by matplotlib's Agg, then text glyph by glyph."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, floor
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.transforms import Affine2D

from charts.glyphs import write
from charts.layout import Layout, Mark
from charts.palette import Numbers, cover, numbers
from charts.png import encode
from charts.shapes import draw_mark
from charts.theme import CARD, EDGE

# Shapes are drawn band by band, where there are any: a band stays in the processor's cache, and the memory for a long
# card stays small.
BAND = 128
REACH = 8  # how far a stroke may lie outside the box of its mark, and the edge of a canvas spoils what crosses it
FRAME = 2
GROUND = np.uint32(int.from_bytes(bytes.fromhex(CARD[1:]) + b"\xff", "little"))
"""The card as a pixel of the canvas."""


class Reach(NamedTuple):
    """From where to where a mark may leave something."""

    left: int
    right: int
    top: int
    bottom: int
    mark: Mark


def draw(layout: Layout) -> bytes:
    """The PNG file of a layout."""
    rows = np.zeros((layout.height, 1 + layout.width), np.uint8)
    card = rows[:, 1:]
    renderer = _renderer(layout.width)
    reaches = [_reach(mark) for mark in layout.marks]
    for top, bottom in _bands(reaches, layout.height):
        here = [reach for reach in reaches if reach.top < bottom and reach.bottom > top]
        across = slice(max(min(reach.left for reach in here), 0), max(reach.right for reach in here))
        card[top:bottom, across] = _band(renderer, here, top, bottom - top, across)
    for text in layout.texts:
        write(card, text)
    _frame(card)
    return encode(rows)


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


def _renderer(width: int) -> Any:
    """With one dot an inch, so that inches are pixels."""
    return RendererAgg(width, BAND + 2 * REACH, 1)  # type: ignore[no-untyped-call]


def _band(renderer: Any, reaches: Sequence[Reach], top: int, height: int, across: slice) -> Numbers:
    """Lies at the top of the canvas, a little below its edge."""
    canvas = np.asarray(renderer.buffer_rgba()).view(np.uint32)[REACH : REACH + height, across, 0]
    canvas[:] = GROUND
    upwards = Affine2D.from_values(1, 0, 0, -1, 0, top + BAND + REACH)
    for reach in reaches:
        draw_mark(renderer, reach.mark, upwards)
    return numbers(canvas)


def _frame(card: Numbers) -> None:
    for side in (card[:FRAME], card[-FRAME:], card[:, :FRAME], card[:, -FRAME:]):
        side[:] = cover(EDGE)[255]
