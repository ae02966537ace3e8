"""Intervals by code that is not ours."""

from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

Interval = tuple[float, float]


def of_mean(*values: float) -> Interval:
    low, high = DescrStatsW(list(values)).tconfint_mean()
    return float(low), float(high)


def of_share(part: int, whole: int) -> Interval:
    low, high = proportion_confint(part, whole, method="wilson")
    return 100 * float(low), 100 * float(high)
