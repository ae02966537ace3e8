"""Boxes, and lines that run level or upright, put on a card as they are: most of what is drawn needs no renderer."""

from functools import cache
from itertools import product
from math import floor

import numpy as np
from numpy.typing import NDArray

from charts.layout import Mark, Rect, Shape
from charts.palette import LEVELS, Numbers, cover
from charts.theme import CORNER

Curve = tuple[Numbers, NDArray[np.bool_]]
"""The numbers of a corner's pixels, and which of them it covers."""


def straight(mark: Mark) -> bool:
    match mark.shape:
        case Shape.BOX:
            return mark.stroke is None
        case Shape.LINE:
            return not mark.dashed and len(mark.points) == 2 and (_level(mark.rect) or _upright(mark.rect))
        case _:
            return False


def put(card: Numbers, mark: Mark) -> None:
    """From whole pixel to whole pixel: as sharp as can be."""
    if mark.shape is Shape.LINE:
        _place(card, _stroked(mark))[:] = cover(str(mark.stroke))[-1]
    elif mark.fill:
        _fill(_place(card, mark.rect), mark.fill)


def _level(rect: Rect) -> bool:
    return rect.top == rect.bottom


def _upright(rect: Rect) -> bool:
    return rect.left == rect.right


def _stroked(line: Mark) -> Rect:
    rect, half = line.rect, line.width / 2
    if _level(rect):
        return Rect(rect.left, rect.top - half, rect.right, rect.bottom + half)
    return Rect(rect.left - half, rect.top, rect.right + half, rect.bottom)


def _place(card: Numbers, rect: Rect) -> Numbers:
    (left, top), (right, bottom) = ((max(floor(x + 0.5), 0), max(floor(y + 0.5), 0)) for x, y in rect.corners)
    return card[top:bottom, left:right]


def _fill(place: Numbers, colour: str) -> None:
    """With rounded corners."""
    bend = min(CORNER, *(side // 2 for side in place.shape))
    inner = slice(bend, -bend or None)
    place[inner] = place[:, inner] = cover(colour)[-1]
    ends = (slice(None, bend), slice(-bend, None)) if bend else ()
    for corner, (pixels, covered) in zip(product(ends, ends), _corners(bend, colour), strict=False):
        np.copyto(place[corner], pixels, where=covered)


@cache
def _corners(bend: int, colour: str) -> tuple[Curve, ...]:
    """Upper left and right, lower left and right, rounded by a quarter of a circle."""
    away = np.arange(bend, 0, -1) - 0.5
    covered = np.clip(bend + 0.5 - np.hypot(*np.meshgrid(away, away)), 0, 1)
    pixels, there = cover(colour)[np.rint(covered * 255).astype(np.uint8)], covered > 1 / LEVELS
    flips = list(product((slice(None), slice(None, None, -1)), repeat=2))
    return tuple((pixels[flip], there[flip]) for flip in flips)
