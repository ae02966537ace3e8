"""A series drawn point by point in pixels, with gaps where there is no value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from charts.layout import Mark, Rect, Role, Shape, around
from charts.theme import BAND, BLUE, CARD, FAINT

LINE_WIDTH = 5
LONE_BAND = 12
CROSS = 7
RADIUS = 10
EDGE = 0.35  # of the radius
SMALLEST = 5
CLOSE = 0.3  # of the way to the next point

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a point lies; `y` is None for a gap, `interval` the upper and lower end of its noise."""

    x: float
    y: float | None
    interval: tuple[float, float] | None
    solid: bool


def radius(step: float) -> float:
    """Of points so many pixels apart."""
    return min(RADIUS, max(SMALLEST, step * CLOSE))


def curve(spots: Sequence[Spot], floor: float, size: float) -> tuple[Mark, ...]:
    """The line and its points, and crosses on the `floor` where a value is missing."""
    return (*lines(spots), *points(spots, size), *_crosses(spots, floor))


def _runs(values: Iterable[Value | None]) -> list[list[Value]]:
    """The stretches between the gaps."""
    stretches = groupby(values, key=lambda value: value is not None)
    return [[value for value in run if value is not None] for there, run in stretches if there]


def bands(spots: Sequence[Spot]) -> Iterable[Mark]:
    """The intervals of noise, to be drawn behind everything else."""
    for run in _runs((spot.x, *spot.interval) if spot.interval else None for spot in spots):
        if len(run) == 1:
            x, above, below = run[0]
            run = [(x - LONE_BAND, above, below), (x + LONE_BAND, above, below)]
        upper = tuple((x, above) for x, above, _ in run)
        lower = tuple((x, below) for x, _, below in reversed(run))
        yield Mark(Role.BAND, Shape.AREA, upper + lower, fill=BAND)


def lines(spots: Sequence[Spot]) -> Iterable[Mark]:
    for run in _runs((spot.x, spot.y) if spot.y is not None else None for spot in spots):
        if len(run) > 1:
            yield Mark(Role.LINE, Shape.LINE, tuple(run), stroke=BLUE, width=LINE_WIDTH)


def points(spots: Sequence[Spot], size: float) -> Iterable[Mark]:
    """Filled where the value can be relied on, hollow where too few answered."""
    for spot in spots:
        if spot.y is not None:
            disc = around(spot.x, spot.y, size)
            fill, edge = (BLUE, CARD) if spot.solid else (CARD, BLUE)
            yield Mark(Role.POINT, Shape.DISC, disc.corners, fill=fill, stroke=edge, width=size * EDGE)


def _crosses(spots: Sequence[Spot], floor: float) -> Iterable[Mark]:
    for spot in spots:
        if spot.y is None:
            left, right, top, bottom = spot.x - CROSS, spot.x + CROSS, floor - CROSS, floor + CROSS
            for stroke in (((left, top), (right, bottom)), ((left, bottom), (right, top))):
                yield Mark(Role.GAP, Shape.LINE, stroke, stroke=FAINT, width=4)


def band_symbol(box: Rect) -> tuple[Mark, ...]:
    corners = ((box.left, box.middle - 14), (box.right, box.middle + 14))
    return (Mark(Role.LEGEND, Shape.BOX, corners, fill=BAND),)


def bands_symbol(box: Rect) -> tuple[Mark, ...]:
    return (
        *band_symbol(box),
        Mark(Role.LEGEND, Shape.LINE, box.across, stroke=BLUE, width=LINE_WIDTH),
    )


def hollow_symbol(box: Rect) -> tuple[Mark, ...]:
    disc = around(box.right - RADIUS, box.middle, RADIUS)
    return (Mark(Role.LEGEND, Shape.DISC, disc.corners, fill=CARD, stroke=BLUE, width=RADIUS * EDGE),)
