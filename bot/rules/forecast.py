"""Where a value will stand at the cycle's end, if it goes on as it did, and how sure that is.

The trend is a median of slopes (Theil and Sen), for one wild value drags a least-squares line along. Of what is off
the trend half is left by the next check-in: between a survey's noise, of which nothing stays, and the surprises of a
running total, which all do. And a trend may turn. The constants are set by simulated cycles, not yet by real ones:
docs/forecast.md says what share of outcomes the range held.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from math import hypot, sqrt
from operator import itemgetter
from statistics import fmean, median

from bot.rules import student
from bot.rules.progress import Change, Maintain, Measure, Milestone

FEWEST_CHECKINS = 4
COVERAGE = 0.8
LASTING = 0.5
"""The share of a value's distance from the trend that is left a check-in later: errors of first order (Cochrane and
Orcutt 1949, JASA 44)."""
AS_ONE = (1 + LASTING) / (1 - LASTING)
"""So many check-ins that depend on each other tell as much as one (Bayley and Hammersley 1946, JRSS Supplement 8)."""
TURNS = 0.5
"""By what share of itself a trend may turn within the range: a straight line promises too much (Gardner and McKenzie
1985, Management Science 31, whose damped trend would bend the projected value as well)."""
MISTYPED = 5
"""A value so many usual steps away from both its neighbours, on the same side, is a mistake."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Forecast:
    """The projected value, and the bounds of its 80 % range, in the key result's unit."""

    value: float
    low: float
    high: float


def forecast(points: Sequence[tuple[date, float]], end: date, measure: Measure) -> Forecast | None:
    """From four check-ins on; from the end day on it is the last value itself. What is to be maintained has no trend;
    of steps there are no more than there are."""
    if len(points) < FEWEST_CHECKINS:
        return None
    dated = sorted(points, key=itemgetter(0))
    (first, _), (last, value) = dated[0], dated[-1]
    if end <= last:
        return Forecast(value, value, value)
    # Check-ins are counted from the last one, which is 0.
    gap = max(1.0, (last - first).days / (len(dated) - 1))
    series = _mended([((day - last).days / gap, value) for day, value in dated])
    ahead = (end - last).days / gap
    steady = isinstance(measure, Maintain)
    slope = 0.0 if steady else _trend(series)
    levels = [value - slope * at for at, value in series]
    level, left = fmean(levels), LASTING**ahead
    expected = level + slope * ahead + left * (levels[-1] - level)
    half = _scatter(levels, ahead, steady=steady)
    if not steady:
        half = hypot(half, TURNS * max(abs(slope), _way(measure) / (ahead - series[0][0])) * ahead)
    return _possible(Forecast(expected, expected - half, expected + half), measure)


def _mended(series: Sequence[Point]) -> list[Point]:
    """With the middle of its neighbours for a value that was mistyped; the last one may be the first of a new level."""
    enough = MISTYPED * median(abs(after - before) for (_, before), (_, after) in pairwise(series))
    mended = list(series)
    for number, ((_, before), (at, value), (_, after)) in enumerate(
        zip(series, series[1:], series[2:], strict=False), 1
    ):
        up, down = value - before, value - after
        if up * down > 0 and min(abs(up), abs(down)) > enough > 0:
            mended[number] = (at, (before + after) / 2)
    return mended


def _trend(series: Sequence[Point]) -> float:
    """Change a check-in: of all of them and of the newer half as much, which knows sooner of a late start."""
    newer = max(FEWEST_CHECKINS, len(series) // 2)
    return (_slope(series) + _slope(series[-newer:])) / 2


def _slope(series: Sequence[Point]) -> float:
    """The median of the slopes of all pairs (Sen 1968, JASA 63); none within one day."""
    slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(series, 2) if x2 > x1]
    return median(slopes) if slopes else 0.0


def _scatter(levels: Sequence[float], ahead: float, *, steady: bool) -> float:
    """Half the range that scatter around the trend asks for: what is new by then, and the errors of level and slope."""
    n, left, level = len(levels), LASTING**ahead, fmean(levels)
    degrees = n - 1 if steady else n - 2
    deviation = hypot(*(one - level for one in levels)) * sqrt((1 + AS_ONE / n) / degrees)
    slope = 0.0 if steady else 12 * AS_ONE * ahead**2 / n**3
    growth = 1 - left**2 + AS_ONE * (1 - left) ** 2 / n + slope
    return student.quantile(COVERAGE, degrees) * deviation * sqrt(growth)


def _way(measure: Measure) -> float:
    """All there is to go, in the unit: what has not begun yet may still begin."""
    match measure:
        case Change(start, target):
            return abs(target - start)
        case Milestone(weights):
            return float(len(weights))
        case _:
            return 0.0


def _possible(found: Forecast, measure: Measure) -> Forecast:
    if not isinstance(measure, Milestone):
        return found
    most = float(len(measure.weights))
    return Forecast(*(min(max(value, 0.0), most) for value in (found.value, found.low, found.high)))
