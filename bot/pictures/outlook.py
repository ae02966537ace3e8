"""Where a key result will stand at its cycle's end, in words."""

from datetime import date
from math import inf

from bot.kpis.reading import rounded
from bot.objectives.standing import KeyResultStanding
from bot.phrases.values import stated
from bot.pictures.goals import goals, goals_named
from bot.rules.forecast import Forecast
from bot.rules.progress import Baseline, Maintain, progress
from bot.text import Text


def ranged(text: Text, found: Forecast) -> str:
    """51 to 65."""
    return text("chart.range", low=text.number(rounded(found.low)), high=text.number(rounded(found.high)))


def foretold(text: Text, item: KeyResultStanding, found: Forecast, end: date, over: bool) -> str:
    """The value at the cycle's end with its range; the value itself where that was checked in."""
    value = stated(text, item.measure, item.unit, rounded(found.value))
    if over:
        return text("chart.forecast_over", value=value)
    return text("chart.forecast_end", day=text.day(end), value=value, range=ranged(text, found))


def outcome(text: Text, item: KeyResultStanding, found: Forecast, over: bool) -> str:
    """Whether the target lies within the range, above or below, and what that means."""
    if isinstance(item.measure, Baseline):
        return text("chart.forecast_no_target")
    if over:
        met = item.progress is not None and item.progress >= 1
        return text("chart.target_met" if met else "chart.target_not_met", goal=_goal(text, item))
    low, value, high = (rounded(one) for one in (found.low, found.value, found.high))
    if isinstance(item.measure, Maintain):
        return _kept(text, item, item.measure, low, high)
    (target,) = goals(item.measure)
    if low <= target <= high:
        return text("chart.forecast_within", target=stated(text, item.measure, item.unit, target))
    above, reached = target > high, (progress(item.measure, value) or 0) >= 1
    return text(OUTSIDE[above, reached], target=stated(text, item.measure, item.unit, target))


OUTSIDE = {
    (True, True): "chart.forecast_above_met",
    (True, False): "chart.forecast_above_missed",
    (False, True): "chart.forecast_below_met",
    (False, False): "chart.forecast_below_missed",
}
"""By whether the target lies above the range, and whether the value is expected to reach it."""


def _kept(text: Text, item: KeyResultStanding, bounds: Maintain, low: float, high: float) -> str:
    goal = _goal(text, item)
    if bounds.holds(low) and bounds.holds(high):
        return text("chart.forecast_kept", goal=goal)
    apart = low > (inf if bounds.max is None else bounds.max) or high < (-inf if bounds.min is None else bounds.min)
    return text("chart.forecast_left" if apart else "chart.forecast_crossing", goal=goal)


def _goal(text: Text, item: KeyResultStanding) -> str:
    return goals_named(text, item.measure, item.unit)
