"""Median and p90 from the few rows at their ranks, so that a database never hands over all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil, floor, sqrt

from bot.rules.kpi import Estimate, Z

MEDIAN, P90 = 0.5, 0.9
TAIL = 0.025
EXACT_UP_TO = 1000


@dataclass(frozen=True)
class Rank:
    """Row numbers, from 0 in ascending order: the two that the quantile lies between, how far to go from the lower
    one to the upper one, and the two that bound it at 95 %, none where the rows are too few for both."""

    lower: int
    upper: int
    weight: float
    low: int | None
    high: int | None

    @property
    def rows(self) -> tuple[int, ...]:
        """The row numbers to fetch, four at most."""
        wanted = (self.lower, self.upper, self.low, self.high)
        return tuple(sorted({row for row in wanted if row is not None}))


def rank(n: int, q: float) -> Rank | None:
    """Where quantile q (0 to 1) of n rows lies, by linear interpolation (Hyndman and Fan 1996, type 7)."""
    if n == 0:
        return None
    place = round((n - 1) * q, 9)
    lower = floor(place)
    low, high = _bounds(n, q)
    return Rank(lower, min(lower + 1, n - 1), place - lower, low, high)


def quantile(n: int, q: float, rows: Mapping[int, float]) -> Estimate:
    """Quantile q of n rows in their unit, from the values at `rank(n, q).rows`, with the order-statistic interval
    (Conover 1999, Practical Nonparametric Statistics, 3.2); its error is the interval's width / (2 x 1.96)."""
    place = rank(n, q)
    if place is None:
        return Estimate(None, 0)
    lower, upper = rows[place.lower], rows[place.upper]
    value = lower + (upper - lower) * place.weight
    if place.low is None or place.high is None:
        return Estimate(value, n)
    low, high = rows[place.low], rows[place.high]
    return Estimate(value, n, low, high, (high - low) / (2 * Z))


@cache
def _bounds(n: int, q: float) -> tuple[int, int] | tuple[None, None]:
    """The rows between which the quantile lies in 95 of 100 samples: how many of n lie below it is binomial."""
    below, above = _exact(n, q) if n <= EXACT_UP_TO else _normal(n, q)
    return (below - 1, above - 1) if below >= 1 and above <= n else (None, None)


def _exact(n: int, q: float) -> tuple[int, int]:
    """Ranks r and s, from 1: the largest with P(Y < r) <= 2.5 %, the smallest with P(Y < s) >= 97.5 %."""
    if q > 0.5:
        # The smallest term of the sum would vanish: (1 - q) ** n is too small a number.
        low, high = _exact(n, 1 - q)
        return n + 1 - high, n + 1 - low
    term, within, below = (1 - q) ** n, 0.0, 0
    for successes in range(n + 1):
        within += term
        if within <= TAIL:
            below = successes + 1
        if within >= 1 - TAIL:
            return below, successes + 1
        term *= (n - successes) / (successes + 1) * q / (1 - q)
    return below, n + 1


def _normal(n: int, q: float) -> tuple[int, int]:
    """The same for many rows, from the normal distribution."""
    half = Z * sqrt(n * q * (1 - q))
    return ceil(n * q - half), ceil(n * q + half)
