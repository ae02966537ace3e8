"""Text put on a strip of a card glyph by glyph, each drawn once and kept: a fraction of the time a line takes."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw

from charts.fonts import advances, font
from charts.layout import Text
from charts.palette import Numbers, cover

MIDDLE = "lm"


class Glyph(NamedTuple):
    """Its pixels, and how far right of and below the pen on the middle line they begin."""

    pixels: Numbers
    right: int
    down: int


def write(strip: Numbers, text: Text, top: int) -> None:
    """Puts the text on a strip that begins at `top` of its card."""
    style = text.style
    x, y = text.rect.left, round(text.rect.middle) - top
    for character, advance in zip(text.text, advances(text.text, style.size, style.bold), strict=True):
        glyph = _glyph(character, style.size, style.bold, style.colour)
        _put(strip, glyph.pixels, round(x) + glyph.right, y + glyph.down)
        x += advance


def _put(strip: Numbers, pixels: Numbers, x: int, y: int) -> None:
    """Where two glyphs touch, the darker pixel stays; what lies outside the strip is left out."""
    inside = pixels[max(-y, 0) :, max(-x, 0) :]
    there = strip[max(y, 0) : max(y + len(pixels), 0), max(x, 0) : max(x + pixels.shape[1], 0)]
    np.maximum(there, inside[: there.shape[0], : there.shape[1]], out=there)


@lru_cache(maxsize=2048)
def _glyph(character: str, size: int, bold: bool, colour: str) -> Glyph:
    face = font(size, bold)
    left, top, right, bottom = (round(edge) for edge in face.getbbox(character, anchor=MIDDLE))
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), character, 255, face, MIDDLE)
    return Glyph(cover(colour)[np.asarray(mask)], left, top)
