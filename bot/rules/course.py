"""Which way a value went, seen from its target."""

from enum import StrEnum

from bot.rules.progress import Baseline, Change, Maintain, Measure, Milestone


class Course(StrEnum):
    """KEPT is at or beyond the target, or within bounds, both before and now; UNAIMED has no target."""

    AWAY = "away"
    STILL = "still"
    TOWARDS = "towards"
    KEPT = "kept"
    UNAIMED = "unaimed"


def course(measure: Measure, before: float, now: float) -> Course:
    was, left = distance(measure, before), distance(measure, now)
    if was is None or left is None:
        return Course.UNAIMED
    if was == left:
        return Course.STILL if left else Course.KEPT
    return Course.TOWARDS if left < was else Course.AWAY


def distance(measure: Measure, value: float) -> float | None:
    """What is left to the target, in the unit of the value, never below zero; None where there is no target."""
    match measure:
        case Change(start, target):
            return max(0.0, target - value if target > start else value - target)
        case Maintain(low, high):
            return max(0.0, low - value if low is not None else 0, value - high if high is not None else 0)
        case Milestone(weights):
            return max(0.0, len(weights) - value)
        case Baseline():
            return None
