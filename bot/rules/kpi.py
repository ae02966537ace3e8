"""KPI numbers from counts and sums, each with its 95 % interval; no answers is no number, never 0."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot, isclose, sqrt

from bot.rules import student

Z = 1.96
PROMOTER_FROM, DETRACTOR_UP_TO = 9, 6


@dataclass(frozen=True)
class Scale:
    """A survey's lowest and highest answer."""

    low: int
    high: int


NPS_SCALE = Scale(0, 10)


@dataclass(frozen=True)
class Estimate:
    """A value from n observations; low and high bound it at 95 %, se is the standard error they rest on."""

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    se: float | None = None


def nps(counts: Mapping[int, int]) -> Estimate:
    """Net Promoter Score, -100 to 100, from answers per score 0 to 10 (Reichheld 2003); interval by the
    adjusted Wald method, three answers added (Rocks 2016, The American Statistician 70(4))."""
    n = _answers(counts, NPS_SCALE)
    promoters = sum(many for score, many in counts.items() if score >= PROMOTER_FROM)
    detractors = sum(many for score, many in counts.items() if score <= DETRACTOR_UP_TO)
    if n < 2:
        return Estimate(100.0 * (promoters - detractors) if n else None, n)
    p, d = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    se = sqrt((p + d - (p - d) ** 2) / (n + 3))
    low, high = max(-1.0, p - d - Z * se), min(1.0, p - d + Z * se)
    return Estimate(100 * (promoters - detractors) / n, n, 100 * low, 100 * high, 100 * se)


def csat(counts: Mapping[int, int], scale: Scale, top: int = 2) -> Estimate:
    """Per cent of answers in the `top` highest boxes of the scale: two for CSAT, three of 1 to 7 for CES."""
    part = sum(many for score, many in counts.items() if score > scale.high - top)
    return share(part, _answers(counts, scale))


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
    """Arithmetic mean in the unit of the observations, with Student's t interval."""
    if n < 2:
        return Estimate(total if n else None, n)
    value = total / n
    # Rounding can leave a constant series a hair below zero variance.
    se = sqrt(max(0.0, total_of_squares - total * value) / (n - 1) / n)
    half = student.quantile(0.95, n - 1) * se
    return Estimate(value, n, value - half, value + half, se)


def mean_score(counts: Mapping[int, int], scale: Scale) -> Estimate:
    """Mean answer on the survey's scale: csat_mean, and CES as "made it easy"."""
    total = sum(score * many for score, many in counts.items())
    return mean(_answers(counts, scale), total, sum(score**2 * many for score, many in counts.items()))


def count(n: int) -> Estimate:
    return Estimate(float(n) if n else None, n)


def cltv(revenue: float, customers: int, margin: float, churn: float | None) -> Estimate:
    """Customer lifetime value in money: revenue per customer and period x gross margin / churn of that
    period, both as fractions; undefined without customers or churn."""
    value = revenue / customers * margin / churn if customers and churn else None
    return Estimate(value, customers)


def changed(a: Estimate, b: Estimate) -> bool | None:
    """True where two windows differ by more than 1.96 standard errors of the difference; None where either
    has no error to judge by."""
    if a.value is None or b.value is None or a.se is None or b.se is None:
        return None
    return not isclose(a.value, b.value) and abs(a.value - b.value) > Z * hypot(a.se, b.se)


def _answers(counts: Mapping[int, int], scale: Scale) -> int:
    """ValueError for a score off the scale: a missing-value code must not pass for an answer."""
    if off := [score for score in counts if not scale.low <= score <= scale.high]:
        raise ValueError(f"scores {off} are off the scale {scale.low} to {scale.high}")
    return sum(counts.values())
