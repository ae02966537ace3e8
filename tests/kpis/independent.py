"""Intervals by code that is not ours; it is imported by who asks, for it takes two seconds."""

Interval = tuple[float, float]


def of_mean(*values: float) -> Interval:
    from statsmodels.stats.weightstats import DescrStatsW

    low, high = DescrStatsW(list(values)).tconfint_mean()
    return float(low), float(high)


def of_share(part: int, whole: int) -> Interval:
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(part, whole, method="wilson")
    return 100 * float(low), 100 * float(high)
