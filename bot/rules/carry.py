"""How a key result goes on in the next cycle: from where it stands now."""

from collections.abc import Collection

from bot.rules.progress import Baseline, Change, Maintain, Measure, Milestone, progress


def is_met(measure: Measure, value: float | None) -> bool:
    """Whether the target of a change is reached: there is no way left to go, but a level to keep."""
    share = progress(measure, value) if isinstance(measure, Change) else None
    return share is not None and share >= 1


def carried(measure: Measure, value: float | None, done: Collection[int] = ()) -> Measure | None:
    """A change starts where it has come to; one that has met its target keeps it from now on. Bounds stay, a milestone
    keeps the steps that are not done, what sets a baseline has it from its value. None where nothing is left."""
    match measure:
        case Change(start, target) if is_met(measure, value):
            return Maintain(min=target) if target > start else Maintain(max=target)
        case Change(start, target):
            return Change(start if value is None else value, target)
        case Milestone(weights):
            left = tuple(weight for step, weight in enumerate(weights, 1) if step not in done)
            return Milestone(left) if left else None
        case Baseline(start):
            return Baseline(start if value is None else value)
        case Maintain():
            return measure
