"""The lines a value is measured by: its goals, and the way from the start that leads there in time."""

from collections.abc import Sequence

from charts.axes import Across
from charts.layout import Mark, Rect, Role, Shape, around
from charts.scale import Scale
from charts.theme import CARD, FAINT, INK

WIDTH = 4
RADIUS = 9

Way = Sequence[tuple[float, float]]
"""Days and values; a lone one is a start that leads nowhere."""


def goals(values: Sequence[float], scale: Scale, plot: Rect) -> tuple[Mark, ...]:
    """The target, or the bounds to stay within."""
    return tuple(_dashes(Role.TARGET, plot.left, plot.right, scale.at(value)) for value in values)


def goals_symbol(box: Rect) -> tuple[Mark, ...]:
    return (_dashes(Role.LEGEND, box.left, box.right, box.middle),)


def pace(way: Way, across: Across, scale: Scale) -> tuple[Mark, ...]:
    """Faint, from a hollow point at the start."""
    points = [(across.at(day), scale.at(value)) for day, value in way]
    return (*_faint(Role.EXPECTED, points), _start(Role.START, points[0])) if points else ()


def pace_symbol(box: Rect) -> tuple[Mark, ...]:
    start = (box.left + RADIUS, box.middle)
    return (*_faint(Role.LEGEND, [start, (box.right, box.middle)]), _start(Role.LEGEND, start))


def start_symbol(box: Rect) -> tuple[Mark, ...]:
    return (_start(Role.LEGEND, (box.right - RADIUS, box.middle)),)


def _dashes(role: Role, left: float, right: float, y: float) -> Mark:
    return Mark(role, Shape.LINE, ((left, y), (right, y)), stroke=INK, width=WIDTH, dashed=True)


def _faint(role: Role, points: Way) -> tuple[Mark, ...]:
    return (Mark(role, Shape.LINE, tuple(points), stroke=FAINT, width=WIDTH),) if len(points) > 1 else ()


def _start(role: Role, middle: tuple[float, float]) -> Mark:
    return Mark(role, Shape.DISC, around(*middle, RADIUS).corners, fill=CARD, stroke=FAINT, width=WIDTH)
