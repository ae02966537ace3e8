"""The columns of a key result's row that its measure takes."""

from collections.abc import Callable

from bot.objectives.measure import aimed_at
from bot.objectives.plans.fields import Relative
from bot.objectives.plans.key_result import KeyResultPlan
from storage.kinds import Kind

EMPTY: dict[str, float | None] = dict.fromkeys(("start", "target", "relative_target", "low", "high"))


def measure_columns(
    plan: KeyResultPlan, stored_start: float | None, kpi_value: Callable[[], float | None]
) -> dict[str, object]:
    """A start that the file does not give is the stored one, else the KPI's value now; until there is one, a key
    result with a target waits as a baseline."""
    if plan.maintain:
        return {**EMPTY, "kind": Kind.MAINTAIN, "low": plan.maintain.min, "high": plan.maintain.max}
    if plan.milestones:
        return {**EMPTY, "kind": Kind.MILESTONE}
    start = plan.start if plan.start is not None else stored_start
    if plan.target is None:
        return {**EMPTY, "kind": Kind.BASELINE, "start": start}
    start = start if start is not None else kpi_value()
    return {
        **EMPTY,
        "kind": Kind.BASELINE if start is None else Kind.CHANGE,
        "start": start,
        "target": _target(plan.target, start),
        "relative_target": plan.target.share if isinstance(plan.target, Relative) else None,
    }


def _target(target: float | Relative, start: float | None) -> float | None:
    if not isinstance(target, Relative):
        return target
    return None if start is None else aimed_at(start, target.share)
