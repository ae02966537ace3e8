"""The colours of a card as numbers of one byte: 0 is the card, and each other colour has levels of cover on it.

A picture of such numbers is a quarter of the size of a true-colour one, in memory and as a file.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from charts.theme import BAND, BLUE, CARD, EDGE, FAINT, INK, MUTED, ORANGE, RULE, TRACK, VERMILION

Numbers = NDArray[np.uint8]

COLOURS = (INK, MUTED, FAINT, BLUE, ORANGE, VERMILION, TRACK, RULE, EDGE, BAND)
LEVELS = 16

# A pixel is red, green, blue and a fourth byte, lowest first. Multiplying by these bits moves the upper halves
# of the three colours next to one another: a key of 12 bits that tells all colours above apart.
UPPER_HALVES = np.uint32(0xF0F0F0)
TOGETHER = np.uint32(1 + (1 << 12) + (1 << 24))
KEY_SHIFT = np.uint32(20)


@cache
def table() -> NDArray[np.int64]:
    """Red, green and blue of each number."""
    card = _channels(CARD)
    levels = [
        np.rint(card + (_channels(colour) - card) * level / LEVELS)
        for colour in COLOURS
        for level in range(1, LEVELS + 1)
    ]
    return np.array([card, *levels], dtype=np.int64)


@cache
def cover(colour: str) -> Numbers:
    """The number of each cover, 0 to 255, of the card by a colour."""
    if colour == CARD:
        return np.zeros(256, np.uint8)
    levels = np.rint(np.arange(256) * LEVELS / 255).astype(np.uint8)
    return np.where(levels > 0, levels + np.uint8(COLOURS.index(colour) * LEVELS), 0).astype(np.uint8)


def pixels(numbers: Numbers) -> NDArray[np.uint32]:
    return _pixels().take(
        numbers, mode="clip"
    )  # all are in the table, and to look whether they are takes twice as long


@cache
def _pixels() -> NDArray[np.uint32]:
    """The pixel of each number."""
    return np.hstack([table(), np.full((len(table()), 1), 255)]).astype(np.uint8).view(np.uint32).ravel()


def numbers(pixels: NDArray[np.uint32]) -> Numbers:
    """The number nearest to each pixel."""
    keys = pixels & UPPER_HALVES
    keys *= TOGETHER
    keys >>= KEY_SHIFT
    return _nearest().take(keys)


@cache
def _nearest() -> Numbers:
    """The number for each key: of the colour itself where it has that key, else of the one nearest to its middle."""
    halves = np.arange(16) * 16 + 8
    middles = np.stack(np.meshgrid(halves, halves, halves, indexing="ij"), axis=-1).reshape(-1, 1, 3)
    nearest: Numbers = ((middles - table()) ** 2).sum(axis=2).argmin(axis=1).astype(np.uint8)
    for number in (*range(LEVELS, len(table()), LEVELS), 0):
        red, green, blue = table()[number] // 16
        nearest[red * 256 + green * 16 + blue] = number
    return nearest


def _channels(colour: str) -> NDArray[np.float64]:
    return np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)], dtype=np.float64)
