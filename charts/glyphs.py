"""Text put on a card glyph by glyph, each drawn once and kept: a fraction of the time that drawing a line takes."""

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


def write(card: Numbers, text: Text) -> None:
    style = text.style
    x, y = text.rect.left, round(text.rect.middle)
    for character, advance in zip(text.text, advances(text.text, style.size, style.bold), strict=True):
        glyph = _glyph(character, style.size, style.bold, style.colour)
        _put(card, glyph.pixels, round(x) + glyph.right, y + glyph.down)
        x += advance


def _put(card: Numbers, pixels: Numbers, x: int, y: int) -> None:
    """Where two glyphs touch, the stronger pixel stays; one that would stick out of the card is left out."""
    height, width = pixels.shape
    place = card[y : y + height, x : x + width]
    if place.shape == pixels.shape:
        np.maximum(place, pixels, out=place)


@lru_cache(maxsize=2048)
def _glyph(character: str, size: int, bold: bool, colour: str) -> Glyph:
    face = font(size, bold)
    left, top, right, bottom = (round(edge) for edge in face.getbbox(character, anchor=MIDDLE))
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), character, 255, face, MIDDLE)
    return Glyph(cover(colour)[np.asarray(mask)], left, top)
