"""Where a value goes from here: the line projected, in the fan of its range, cut where they leave the plot."""

from dataclasses import dataclass
from math import isnan

from charts.curve import LINE_WIDTH
from charts.layout import Mark, Rect, Role, Shape
from charts.scale import LARGEST, Scale
from charts.theme import BAND, BLUE

ROOM = 1.5  # how far beyond all else the fan may open the axis, in heights of all else
ARROW = 22

Point = tuple[float, float]


@dataclass(frozen=True)
class Projection:
    """The value at the end and the bounds of its range."""

    value: float
    low: float
    high: float


def plottable_projection(found: Projection | None) -> Projection | None:
    """With bounds that any axis can bear; none where one is no number."""
    if found is None or any(isnan(value) for value in (found.value, found.low, found.high)):
        return None
    low, value, high = sorted(min(max(value, -LARGEST), LARGEST) for value in (found.low, found.value, found.high))
    return Projection(value, low, high)


def within_reach(found: Projection, low: float, high: float) -> tuple[float, ...]:
    """What the axis must show of it beside all else, from `low` to `high`, which must stay readable."""
    room = (high - low) * ROOM or LARGEST
    return tuple(min(max(value, low - room), high + room) for value in (found.low, found.value, found.high))


def fan(origin: Point, end: float, found: Projection, scale: Scale) -> tuple[Mark, ...]:
    """From a day's pixel and its value to the pixel of the last day; nothing where that is over."""
    x, value = origin
    if end <= x:
        return ()
    here = (x, scale.at(value))
    above, below, middle = (_ray(origin, end, to, scale) for to in (found.high, found.low, found.value))
    return (
        Mark(Role.FAN, Shape.AREA, (here, *above, *reversed(below)), fill=BAND),
        Mark(Role.PROJECTED, Shape.LINE, (here, middle[0]), stroke=BLUE, width=LINE_WIDTH, dashed=True),
        *_arrows(end, found, scale),
    )


def fan_symbol(box: Rect) -> tuple[Mark, ...]:
    left, right, middle = box.left, box.right, box.middle
    cone = ((left, middle), (right, middle - 16), (right, middle + 16))
    return (
        Mark(Role.LEGEND, Shape.AREA, cone, fill=BAND),
        Mark(Role.LEGEND, Shape.LINE, box.across, stroke=BLUE, width=LINE_WIDTH, dashed=True),
    )


def _ray(origin: Point, end: float, value: float, scale: Scale) -> tuple[Point, ...]:
    """Where it arrives; where it leaves the plot before, from there on along the edge."""
    edge = min(max(value, scale.low), scale.high)
    arrived = (end, scale.at(edge))
    if edge == value:
        return (arrived,)
    x, start = origin
    return ((x + (end - x) * (edge - start) / (value - start), scale.at(edge)), arrived)


def _arrows(end: float, found: Projection, scale: Scale) -> tuple[Mark, ...]:
    """One at each edge that something goes beyond."""
    up = (_arrow(end, scale.end, 1),) if found.high > scale.high else ()
    return (*up, _arrow(end, scale.start, -1)) if found.low < scale.low else up


def _arrow(end: float, edge: float, inwards: int) -> Mark:
    base = edge + inwards * ARROW
    points = ((end - ARROW / 2, edge), (end, base), (end - ARROW, base))
    return Mark(Role.BEYOND, Shape.AREA, points, fill=BLUE)
