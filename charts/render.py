"""A layout made into a PNG file: shapes by matplotlib's Agg, then text glyph by glyph."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from charts.glyphs import write
from charts.layout import Layout, Mark, Role, Shape
from charts.palette import Numbers, cover, numbers
from charts.png import encode
from charts.shapes import draw_mark
from charts.theme import CARD, EDGE

# Shapes are drawn strip by strip, and only where there are any: a strip stays in the processor's cache, and the
# memory for a long card stays small.
STRIP = 128
REACH = 8  # how far a stroke may lie outside the box of its mark, and the edge of a canvas spoils what crosses it
FRAME = 2


def draw(layout: Layout) -> bytes:
    """The PNG file of a layout."""
    rows = np.zeros((layout.height, 1 + layout.width), np.uint8)
    card = rows[:, 1:]
    renderer = _renderer(layout.width)
    placed = [(mark, mark.rect) for mark in layout.marks]
    for top in range(0, layout.height, STRIP):
        low, high = top - REACH, top + STRIP + REACH
        if marks := [mark for mark, rect in placed if rect.top < high and rect.bottom > low]:
            card[top : top + STRIP] = _strip(renderer, marks, top)[: layout.height - top]
    for text in layout.texts:
        write(card, text)
    _frame(card)
    return encode(rows)


def _renderer(width: int) -> Any:
    """Of a figure with one dot an inch, so that inches are pixels."""
    canvas: Any = FigureCanvasAgg(Figure((width, STRIP + 2 * REACH), dpi=1))
    return canvas.get_renderer()


def _strip(renderer: Any, marks: Sequence[Mark], top: int) -> Numbers:
    corners = ((-REACH, top - 2 * REACH), (renderer.width + REACH, top + STRIP + 2 * REACH))
    ground = Mark(Role.CARD, Shape.BOX, corners, fill=CARD)
    for mark in (ground, *marks):
        draw_mark(renderer, mark, bottom=top + STRIP + REACH)
    pixels = np.asarray(renderer.buffer_rgba()).view(np.uint32)[:, :, 0]
    return numbers(pixels[REACH:-REACH])


def _frame(card: Numbers) -> None:
    for side in (card[:FRAME], card[-FRAME:], card[:, :FRAME], card[:, -FRAME:]):
        side[:] = cover(EDGE)[255]
