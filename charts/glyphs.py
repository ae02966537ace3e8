"""Text put on a card word by word, each drawn once of glyphs drawn once: a fraction of the time that a line takes."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw

from charts.fonts import advances, font
from charts.layout import Text
from charts.palette import Numbers, cover
from charts.theme import Style

MIDDLE = "lm"
SPACE = " "


class Drawn(NamedTuple):
    """A glyph or a word: its pixels, and how far right of and below the pen on the middle line they begin."""

    pixels: Numbers
    right: int
    down: int


def write(card: Numbers, text: Text) -> None:
    x, y = text.rect.left, round(text.rect.middle)
    for word in text.text.split(SPACE):
        drawn, width = _word(word, text.style)
        _put(card, drawn, round(x), y)
        x += width


def _put(card: Numbers, drawn: Drawn, x: int, y: int) -> None:
    """Where two touch, the stronger pixel stays; what would stick out of the card is left out."""
    left, top = x + drawn.right, y + drawn.down
    height, width = drawn.pixels.shape
    place = card[top : top + height, left : left + width]
    if place.shape == drawn.pixels.shape:
        np.maximum(place, drawn.pixels, out=place)


@lru_cache(maxsize=1024)
def _word(word: str, style: Style) -> tuple[Drawn, float]:
    """With the way to the next one."""
    steps, room = advances(word + SPACE, style.size, style.bold), style.size
    place, x = np.zeros((2 * room, 2 * room + round(sum(steps))), np.uint8), float(room)
    for character, step in zip(word, steps, strict=False):
        _put(place, _glyph(character, style), round(x), room)
        x += step
    left, top, right, bottom = Image.fromarray(place).getbbox() or (room, room, room, room)
    return Drawn(place[top:bottom, left:right].copy(), left - room, top - room), sum(steps)


@lru_cache(maxsize=2048)
def _glyph(character: str, style: Style) -> Drawn:
    face = font(style.size, style.bold)
    left, top, right, bottom = (round(edge) for edge in face.getbbox(character, anchor=MIDDLE))
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), character, 255, face, MIDDLE)
    return Drawn(cover(style.colour)[np.asarray(mask)], left, top)
