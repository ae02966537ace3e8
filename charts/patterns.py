"""Boxes that are told apart without colour: full, striped, light, hollow."""

from enum import StrEnum

from charts.layout import Mark, Points, Rect, Role, Shape
from charts.theme import BAND, CARD, FAINT

STRIPE, BETWEEN = 4, 22
PAST = 3  # the edge of the box: there the stripes are joined, card on card


class Pattern(StrEnum):
    FULL = "full"
    STRIPED = "striped"
    LIGHT = "light"
    HOLLOW = "hollow"


def patterned(role: Role, box: Rect, pattern: Pattern, colour: str) -> tuple[Mark, ...]:
    match pattern:
        case Pattern.FULL:
            return (Mark(role, Shape.BOX, box.corners, fill=colour),)
        case Pattern.STRIPED:
            return (Mark(role, Shape.BOX, box.corners, fill=colour), *_stripes(box))
        case Pattern.LIGHT:
            return (Mark(role, Shape.BOX, _inside(box), fill=BAND, stroke=colour, width=4),)
        case Pattern.HOLLOW:
            return (Mark(role, Shape.BOX, _inside(box), fill=CARD, stroke=FAINT, width=3),)


def _inside(box: Rect) -> Points:
    """Half of a stroke lies outside its box."""
    room = min(2, (box.right - box.left) / 2)
    return ((box.left + room, box.top + 2), (box.right - room, box.bottom - 2))


def _stripes(box: Rect) -> tuple[Mark, ...]:
    """All in one line that goes up and down, for one is drawn faster than many."""
    top, bottom = box.top - PAST, box.bottom + PAST
    slant = (bottom - top) / 2
    points: list[tuple[float, float]] = []
    left = box.left + STRIPE
    while left + slant < box.right:
        ends = [(left, bottom), (left + slant, top)]
        points += ends if len(points) % 4 == 0 else reversed(ends)
        left += BETWEEN
    return (Mark(Role.PATTERN, Shape.LINE, tuple(points), stroke=CARD, width=STRIPE),) if points else ()
