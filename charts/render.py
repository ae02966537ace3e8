"""A layout made into a PNG file: shapes first, then text glyph by glyph."""

from itertools import groupby

import numpy as np

from charts.canvas import Canvas
from charts.glyphs import write
from charts.layout import Layout
from charts.palette import Numbers, cover
from charts.png import encode
from charts.straight import put, straight
from charts.theme import EDGE

FRAME = 2


def draw(layout: Layout) -> bytes:
    """The PNG file of a layout."""
    rows = np.zeros((layout.height, 1 + layout.width), np.uint8)
    card = rows[:, 1:]
    canvas = Canvas(layout.width)
    for alone, marks in groupby(layout.marks, straight):
        if alone:
            for mark in marks:
                put(card, mark)
        else:
            canvas.paint(card, marks)
    for text in layout.texts:
        write(card, text)
    _frame(card)
    return encode(rows)


def _frame(card: Numbers) -> None:
    for side in (card[:FRAME], card[-FRAME:], card[:, :FRAME], card[:, -FRAME:]):
        side[:] = cover(EDGE)[255]
