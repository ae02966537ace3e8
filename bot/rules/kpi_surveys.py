"""KPIs from a survey's answers, counted per score."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from bot.rules.kpi import Estimate, Z, mean, share

PASSIVE_FROM, PROMOTER_FROM = NPS_BANDS = 7, 9

Counts = Mapping[int, int] | Mapping[float, int]
"""How often each score was given; open answers are not in it."""


@dataclass(frozen=True)
class Scale:
    """A survey's lowest and highest answer."""

    low: float
    high: float


NPS_SCALE = Scale(0, 10)


def nps(counts: Counts) -> Estimate:
    """Net Promoter Score, -100 to 100: per cent of 9 and 10 minus per cent of 0 to 6, from answers of 0 to 10 or 1
    to 10 (Reichheld 2003, HBR 81(12)); interval by the adjusted Wald method, three answers added (Rocks 2016, The
    American Statistician 70(4)). ValueError for a score that is not whole."""
    n = _answers(counts, NPS_SCALE)
    if broken := [score for score in counts if score != int(score)]:
        raise ValueError(f"scores {broken} are not whole")
    promoters = sum(many for score, many in counts.items() if score >= PROMOTER_FROM)
    detractors = sum(many for score, many in counts.items() if score < PASSIVE_FROM)
    if n < 2:
        return Estimate(100.0 * (promoters - detractors) if n else None, n)
    p, d = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    se = sqrt((p + d - (p - d) ** 2) / (n + 3))
    low, high = max(-1.0, p - d - Z * se), min(1.0, p - d + Z * se)
    return Estimate(100 * (promoters - detractors) / n, n, 100 * low, 100 * high, 100 * se)


def lowest_of_top(scale: Scale, top: int) -> float:
    """The lowest answer that is among the `top` highest boxes."""
    return scale.high - top + 1


def csat(counts: Counts, scale: Scale, top: int = 2) -> Estimate:
    """Customer satisfaction: per cent of answers in the `top` highest boxes of the scale, 4 and 5 of 1 to 5 (top-two
    box: Morgan and Rego 2006, Marketing Science 25(5))."""
    satisfied = sum(many for score, many in counts.items() if score >= lowest_of_top(scale, top))
    return share(satisfied, _answers(counts, scale))


def mean_score(counts: Counts, scale: Scale) -> Estimate:
    """Mean answer in points of the survey's scale."""
    total = sum(score * many for score, many in counts.items())
    return mean(_answers(counts, scale), total, sum(score**2 * many for score, many in counts.items()))


def ces(counts: Counts, scale: Scale) -> Estimate:
    """Customer Effort Score 2.0: mean agreement with "made it easy", 1 to 7 (Dixon, Toman and DeLisi 2013, The
    Effortless Experience). Where a high answer means much effort it is not turned round: the survey is flagged."""
    return mean_score(counts, scale)


def ces_top(counts: Counts, scale: Scale, top: int = 3) -> Estimate:
    """Per cent who found it easy: the `top` highest boxes, 5 to 7 of 1 to 7 (Dixon, Toman and DeLisi 2013)."""
    return csat(counts, scale, top)


def response_rate(answered: int, asked: int) -> Estimate:
    """Per cent who answered of those asked, or who finished of those who began (AAPOR Standard Definitions, RR1);
    no number where more answered than are said to have been asked."""
    return share(answered, asked) if answered <= asked else Estimate(None, asked)


def _answers(counts: Counts, scale: Scale) -> int:
    """ValueError for a score off the scale: a missing-value code must not pass for an answer."""
    if off := [score for score in counts if not scale.low <= score <= scale.high]:
        raise ValueError(f"scores {off} are off the scale {scale.low} to {scale.high}")
    return sum(counts.values())
