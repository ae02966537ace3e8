"""The lines a value is measured by, and what they are called."""

from bot.phrases.measures import bounded
from bot.phrases.values import quantity
from bot.rules.progress import Baseline, Change, Maintain, Measure, Milestone
from bot.text import Text


def goals(measure: Measure) -> tuple[float, ...]:
    """The target, the bounds that are set, or all steps; in the unit of the values."""
    match measure:
        case Change(_, target):
            return (target,)
        case Maintain(low, high):
            return tuple(bound for bound in (low, high) if bound is not None)
        case Milestone(weights):
            return (float(len(weights)),)
        case Baseline():
            return ()


def goals_named(text: Text, measure: Measure, unit: str) -> str:
    """Empty where there is none."""
    match measure:
        case Change(_, target):
            return text("chart.target", target=quantity(text, target, unit))
        case Maintain():
            return bounded(text, measure, unit)
        case Milestone(weights):
            return text.count("chart.all_steps", len(weights))
        case Baseline():
            return ""
