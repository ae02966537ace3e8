"""KPI numbers from counts and sums, each with its 95 % interval; no answers is no number, never 0.

Here is what the formulas have in common; each formula stands with those of its kind of rows (kpi_surveys and on).
"""

from dataclasses import dataclass
from math import hypot, isclose, sqrt

from bot.rules import student

Z = 1.96


@dataclass(frozen=True)
class Estimate:
    """A value from n observations; low and high bound it at 95 %, se is the standard error they rest on."""

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    se: float | None = None


def share(part: int, whole: int) -> Estimate:
    """Per cent with Wilson's score interval (Wilson 1927, JASA 22); ValueError where part exceeds whole."""
    if not 0 <= part <= whole:
        raise ValueError(f"{part} is no part of {whole}")
    if whole < 2:
        return Estimate(100.0 * part if whole else None, whole)
    p, shrink = part / whole, 1 + Z**2 / whole
    centre = (p + Z**2 / (2 * whole)) / shrink
    # The interval's own error: unlike sqrt(p (1 - p) / n) it does not vanish at 0 % and 100 %.
    se = sqrt(p * (1 - p) / whole + Z**2 / (4 * whole**2)) / shrink
    low, high = max(0.0, centre - Z * se), min(1.0, centre + Z * se)
    return Estimate(100 * p, whole, 100 * low, 100 * high, 100 * se)


def mean(n: int, total: float, total_of_squares: float) -> Estimate:
    """Arithmetic mean in the unit of the observations, with Student's t interval (Student 1908, Biometrika 6)."""
    if n < 2:
        return Estimate(total if n else None, n)
    value = total / n
    # Rounding can leave a constant series a hair below zero variance.
    se = sqrt(max(0.0, total_of_squares - total * value) / (n - 1) / n)
    half = student.quantile(0.95, n - 1) * se
    return Estimate(value, n, value - half, value + half, se)


def count(n: int) -> Estimate:
    """How many there are: all of them, so without an interval."""
    return Estimate(float(n) if n else None, n)


def changed(a: Estimate, b: Estimate) -> bool | None:
    """True where two windows differ by more than 1.96 standard errors of the difference; None where either
    has no error to judge by."""
    if a.value is None or b.value is None or a.se is None or b.se is None:
        return None
    return not isclose(a.value, b.value) and abs(a.value - b.value) > Z * hypot(a.se, b.se)
