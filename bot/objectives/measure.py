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


def waits_for_start(key_result: KeyResult) -> bool:
    """True where there is a target, and a KPI has yet to say where the way to it begins."""
    aims = key_result.target is not None or key_result.relative_target is not None
    return key_result.kind is Kind.BASELINE and key_result.start is None and key_result.kpi_id is not None and aims


def begun(key_result: KeyResult, start: float) -> dict[str, object] | None:
    """The columns of a key result that waited for its start; none where there is no way to go from there."""
    target = key_result.target
    if key_result.relative_target is not None:
        target = aimed_at(start, key_result.relative_target)
    return None if start == target else {"kind": Kind.CHANGE, "start": start, "target": target}


def aimed_at(start: float, share: float) -> float:
    """The target that lies a share of the start away: +25 % of 40 is 50."""
    return start + abs(start) * share
