"""Quantiles of Student's t distribution, for intervals from few observations."""

from functools import cache
from math import cos, pi, sin, sqrt
from statistics import NormalDist

EXACT_UP_TO = 30


@cache
def quantile(coverage: float, degrees: int) -> float:
    """The t with P(|T| < t) = coverage, right to six digits; 0 < coverage < 1, degrees of freedom from 1."""
    return _bisected(coverage, degrees) if degrees <= EXACT_UP_TO else _expanded(coverage, degrees)


def _expanded(coverage: float, degrees: int) -> float:
    """Expansion around the normal quantile: Abramowitz and Stegun, 26.7.5."""
    x = NormalDist().inv_cdf((1 + coverage) / 2)
    terms = (
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92160,
    )
    return x + sum(term / float(degrees) ** power for power, term in enumerate(terms, 1))


def _bisected(coverage: float, degrees: int) -> float:
    """With t = sqrt(degrees) tan(angle), any t is an angle between 0 and a quarter turn."""
    low, high = 0.0, pi / 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, degrees) < coverage else (low, middle)
    return sqrt(degrees) * sin(low) / cos(low)


def _within(angle: float, degrees: int) -> float:
    """P(|T| < sqrt(degrees) tan(angle)): Abramowitz and Stegun, 26.7.3 (odd) and 26.7.4 (even)."""
    odd = degrees % 2
    term = cos(angle) if odd else 1.0
    total = 0.0
    for k in range(1 + odd, degrees, 2):
        total += term
        term *= k / (k + 1) * cos(angle) ** 2
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total
