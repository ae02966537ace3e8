"""Where a value will stand at the cycle's end, if it goes on as it did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from math import sqrt
from operator import itemgetter
from statistics import median

from bot.rules import student

FEWEST_CHECKINS = 4
COVERAGE = 0.8

Point = tuple[float, float]


@dataclass(frozen=True)
class Forecast:
    """The projected value, and the bounds of its 80 % range, in the key result's unit."""

    value: float
    low: float
    high: float


def forecast(points: Sequence[tuple[date, float]], end: date) -> Forecast | None:
    """The last value carried on at the trend of all, from four check-ins on; from the end day on it is the
    last value itself."""
    if len(points) < FEWEST_CHECKINS:
        return None
    series = [(float(day.toordinal()), value) for day, value in sorted(points, key=itemgetter(0))]
    last_day, last = series[-1]
    ahead = max(0.0, end.toordinal() - last_day)
    slope = _trend(series)
    value, half = last + slope * ahead, _half_range(series, slope, ahead)
    return Forecast(value, value - half, value + half)


def _trend(series: Sequence[Point]) -> float:
    """Change a day by Theil and Sen, the median of the slopes of all pairs (Sen 1968, JASA 63): one mistyped
    value of four hardly moves it, while it would drag a least-squares line along."""
    slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(series, 2) if x2 > x1]
    return median(slopes) if slopes else 0.0


def _half_range(series: Sequence[Point], slope: float, ahead: float) -> float:
    """Student's t times the error of the projection, in the unit of the values.

    Half of the scatter around the trend is taken as passing (noise of the measurement, there at any distance),
    half as lasting (it adds up with each step, as does the uncertainty of the slope): neither extreme alone
    holds both for a survey score and for a running total.
    """
    if ahead == 0:
        return 0.0
    steps = len(series) - 1
    off_trend = [y2 - y1 - slope * (x2 - x1) for (x1, y1), (x2, y2) in pairwise(series)]
    variance = sum(miss**2 for miss in off_trend) / (steps - 1)
    usual_gap = max(1.0, (series[-1][0] - series[0][0]) / steps)
    distance = ahead / usual_gap
    error = sqrt(variance * (1 + distance + distance**2 / steps) / 2)
    return student.quantile(COVERAGE, steps - 1) * error
