"""A layout made into a PNG file: shapes by matplotlib's Agg, then text by Pillow on the same pixels."""

from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image

from charts.glyphs import write
from charts.layout import Layout
from charts.theme import palette


def draw(layout: Layout) -> bytes:
    """The PNG file of a layout, in fixed colours: a third of the bytes of a true-colour one, in half the time."""
    card = _shapes(layout)
    for text in layout.texts:
        write(card, text)
    file = BytesIO()
    card.quantize(palette=_palette(), dither=Image.Dither.NONE).save(file, "PNG", compress_level=1)
    return file.getvalue()


@cache
def _palette() -> Image.Image:
    holder = Image.new("P", (1, 1))
    holder.putpalette([channel for colour in palette() for channel in colour])
    return holder


def _shapes(layout: Layout) -> Image.Image:
    # matplotlib takes half a second to import, which a command that draws nothing need not wait for.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from charts.shapes import background, draw_mark

    size = (layout.width, layout.height)
    canvas: Any = FigureCanvasAgg(Figure(size, dpi=1))  # one dot an inch: inches are pixels
    renderer = canvas.get_renderer()
    for mark in (background(layout), *layout.marks):
        draw_mark(renderer, mark, layout.height)
    return Image.frombytes("RGB", size, renderer.buffer_rgba(), "raw", "RGBX")
