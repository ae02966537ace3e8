"""What a stored key result is measured by."""

from collections.abc import Sequence

from bot.rules.progress import Baseline, Change, Maintain, Measure, Milestone
from storage.kinds import Kind
from storage.models import KeyResult, Step


def measure_of(key_result: KeyResult, steps: Sequence[Step]) -> Measure:
    """InvalidMeasure where the stored figures are none."""
    match key_result.kind:
        case Kind.MAINTAIN:
            return Maintain(key_result.low, key_result.high)
        case Kind.MILESTONE:
            return Milestone(tuple(step.weight for step in steps))
        case Kind.CHANGE if key_result.start is not None and key_result.target is not None:
            return Change(key_result.start, key_result.target)
        case _:
            return Baseline(key_result.start)
