"""One small line over the days of a cycle, and the target or the bounds it is measured by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from charts.curve import LINE_WIDTH
from charts.days import Checked
from charts.goals import goals
from charts.layout import Mark, Rect, Role, Shape, around
from charts.scale import Scale, plottable
from charts.theme import BAND, BLUE, CARD, EDGE, FAINT, INK

REACH = 2  # heights of the line that its target may lie away and still be shown
FLATTEST = 0.15  # of the way to the target: less is no height of its own, so that a tremble looks like one
PAD = 12  # room above and below for half a point
RADIUS = 9
ARROW = 22
ARROW_GAP = 16
TRAY = 10

Points = Sequence[Checked]


@dataclass(frozen=True)
class Aim:
    """A target is both `low` and `high`; of bounds one may be open. With neither there is nothing to aim at."""

    low: float | None = None
    high: float | None = None

    @property
    def plottable(self) -> "Aim":
        return Aim(plottable(self.low), plottable(self.high))

    @property
    def ends(self) -> list[float]:
        return [end for end in dict.fromkeys((self.low, self.high)) if end is not None]

    @property
    def is_target(self) -> bool:
        return self.low is not None and self.low == self.high

    @property
    def is_band(self) -> bool:
        return self.low != self.high

    def beyond(self, points: Points) -> int:
        """1 where all of it lies above what is shown with these points, -1 below, 0 where some of it is in sight."""
        low, high = _span(points, self)
        if self.low is not None and self.low > high:
            return 1
        return -1 if self.high is not None and self.high < low else 0


@dataclass(frozen=True, slots=True)
class Lane:
    """Where one row's line runs."""

    plot: Rect
    days: Scale
    today: int


def plotted(points: Points, days: int) -> Points:
    """Those that have a place, in the order of their days; the last of a day."""
    known = {
        day: replace(one, day=day, value=value)
        for one in points
        if (value := plottable(one.value)) is not None
        for day in [min(max(one.day, 0), max(days - 1, 0))]
    }
    return [known[day] for day in sorted(known)]


def marks(points: Points, aim: Aim, lane: Lane) -> Iterator[Mark]:
    """From the back to the front."""
    if points:
        low, high = _span(points, aim)
        values = Scale(low, high, lane.plot.bottom - PAD, lane.plot.top + PAD)
        beyond = aim.beyond(points)
        yield from _tray(lane) if beyond else (*_band(aim, values, lane.plot), *_tray(lane))
        yield from goals([end for end in aim.ends if low <= end <= high], values, lane.plot)
        yield from _line([[(lane.days.at(one.day), values.at(one.value)) for one in run] for run in _runs(points)])
        if beyond:
            yield _arrow(Role.BEYOND, lane.plot.right + ARROW_GAP, lane.plot, beyond)
    else:
        yield from _tray(lane)


def _span(points: Points, aim: Aim) -> tuple[float, float]:
    """The lowest and the highest value shown: all points, and what of the aim is near enough not to flatten them."""
    values = [one.value for one in points]
    low, high = min(values), max(values)
    away = max((max(end - high, low - end, 0) for end in aim.ends), default=0)
    height = max(high - low, FLATTEST * away)
    middle = (low + high) / 2
    low, high = min(low, middle - height / 2), max(high, middle + height / 2)
    near = [end for end in aim.ends if low - REACH * height <= end <= high + REACH * height]
    low, high = min([low, *near]), max([high, *near])
    return (low, high) if high > low else (low - 1, high + 1)


def _runs(points: Points) -> Sequence[Points]:
    """The stretches without a gap."""
    runs: list[list[Checked]] = []
    for one in points:
        if runs and one.joined:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _line(runs: Sequence[Sequence[tuple[float, float]]]) -> Iterator[Mark]:
    """One path a stretch; a point where it stands alone, and at the newest value."""
    for run in runs:
        if len(run) > 1:
            yield Mark(Role.LINE, Shape.LINE, tuple(run), stroke=BLUE, width=LINE_WIDTH)
    for x, y in [run[0] for run in runs[:-1] if len(run) == 1] + [runs[-1][-1]]:
        yield Mark(Role.POINT, Shape.DISC, around(x, y, RADIUS).corners, fill=BLUE, stroke=CARD, width=3)


def _tray(lane: Lane) -> Iterator[Mark]:
    """The days of the cycle, those that are over in a darker line."""
    left, right, bottom = lane.plot.left, lane.plot.right, lane.plot.bottom
    corners = ((left, bottom - TRAY), (left, bottom), (right, bottom), (right, bottom - TRAY))
    yield Mark(Role.TRACK, Shape.LINE, corners, stroke=EDGE, width=3)
    yield Mark(Role.TODAY, Shape.LINE, ((left, bottom), (lane.days.at(lane.today), bottom)), stroke=FAINT, width=3)


def _band(aim: Aim, values: Scale, plot: Rect) -> Iterator[Mark]:
    """From bound to bound, an open one at the edge of the plot."""
    if aim.is_band:
        top = plot.top if aim.high is None or aim.high > values.high else values.at(aim.high)
        bottom = plot.bottom if aim.low is None or aim.low < values.low else values.at(aim.low)
        if top < bottom:
            yield Mark(Role.BAND, Shape.BOX, ((plot.left, top), (plot.right, bottom)), fill=BAND)


def _arrow(role: Role, left: float, box: Rect, up: int) -> Mark:
    """At the edge beyond which the target lies."""
    tip, base = (box.top, box.top + ARROW) if up > 0 else (box.bottom, box.bottom - ARROW)
    return Mark(role, Shape.AREA, ((left, base), (left + ARROW / 2, tip), (left + ARROW, base)), fill=INK)


def today_symbol(box: Rect) -> tuple[Mark, ...]:
    return (Mark(Role.LEGEND, Shape.LINE, box.across, stroke=FAINT, width=3),)


def beyond_symbol(box: Rect) -> tuple[Mark, ...]:
    tall = Rect(box.left, box.middle - ARROW / 2, box.right, box.middle + ARROW / 2)
    return (_arrow(Role.LEGEND, (box.left + box.right - ARROW) / 2, tall, 1),)
