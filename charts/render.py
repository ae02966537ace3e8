"""A layout made into a PNG file: shapes by matplotlib's Agg, then text by Pillow's glyphs."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from charts.glyphs import write
from charts.layout import Item, Layout, Mark, Role, Shape
from charts.palette import Numbers, numbers
from charts.png import encode
from charts.shapes import draw_mark
from charts.theme import CARD, EDGE

# Cards are drawn in strips of so many pixels, which stay in the processor's cache and bound the memory of a long one.
STRIP = 256
REACH = 16  # how far a stroke may lie outside the box of its mark


def draw(layout: Layout) -> bytes:
    """The PNG file of a layout."""
    placed = [(item, item.rect) for item in (_background(layout), *layout.items)]
    renderer = _renderer(layout.width)
    rows = np.zeros((layout.height, 1 + layout.width), np.uint8)
    for top in range(0, layout.height, STRIP):
        low, high = top - REACH, top + STRIP + REACH
        strip = _strip(renderer, [item for item, rect in placed if rect.top < high and rect.bottom > low], top)
        rows[top : top + STRIP, 1:] = strip[: layout.height - top]
    return encode(rows)


def _background(layout: Layout) -> Mark:
    corners = ((0, 0), (layout.width, 0), (layout.width, layout.height), (0, layout.height))
    return Mark(Role.CARD, Shape.AREA, corners, fill=CARD, stroke=EDGE, width=3)


def _renderer(width: int) -> Any:
    """Of a figure with one dot an inch, so that inches are pixels."""
    canvas: Any = FigureCanvasAgg(Figure((width, STRIP), dpi=1))
    return canvas.get_renderer()


def _strip(renderer: Any, items: Iterable[Item], top: int) -> Numbers:
    texts = []
    for item in items:
        if isinstance(item, Mark):
            draw_mark(renderer, item, bottom=top + STRIP)
        else:
            texts.append(item)
    strip = numbers(np.asarray(renderer.buffer_rgba()).view(np.uint32)[:, :, 0])
    for text in texts:
        write(strip, text, top)
    return strip
