"""A key result of a plan: measured in one way, with a way to go."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from bot.objectives.plans.fields import Absent, KpiName, Name, Number, Part, PersonName, Relative, Target, Title, Weight
from bot.rules.progress import MOST_STEPS


class InitiativePlan(Part):
    title: Title
    owner: PersonName


class BoundsPlan(Part):
    min: Number | None = None
    max: Number | None = Field(None, validate_default=True)

    @field_validator("max")
    @classmethod
    def _bounds(cls, high: float | None, info: ValidationInfo) -> float | None:
        low = info.data.get("min")
        if "min" in info.data and low is None and high is None:
            raise PydanticCustomError("plan.no_bound", "no bound", {})
        if low is not None and high is not None and low > high:
            raise PydanticCustomError("plan.bounds_crossed", "crossed", {"low": low})
        return high


class StepPlan(Part):
    title: Title
    weight: Weight = 1


Step = Annotated[StepPlan, BeforeValidator(lambda step: {"title": step} if isinstance(step, str) else step)]


class KeyResultPlan(Part):
    """Measured in one way: a target, bounds, steps, or nothing yet. `target` judges them all, so it comes last."""

    title: Title
    key: Name | None = None
    owner: PersonName
    unit: Annotated[str, Field(max_length=40)] = ""
    weight: Weight = 1
    initiatives: Annotated[tuple[InitiativePlan, ...], Absent] = ()
    kpi: KpiName | None = None
    maintain: BoundsPlan | None = None
    milestones: tuple[Step, ...] | None = None
    baseline: bool = False
    start: Number | None = None
    target: Target = Field(None, validate_default=True)

    @field_validator("milestones")
    @classmethod
    def _countable(cls, steps: tuple[StepPlan, ...] | None) -> tuple[StepPlan, ...] | None:
        if steps is not None and not steps:
            raise PydanticCustomError("plan.no_steps", "no steps", {"most": MOST_STEPS})
        if steps and len(steps) > MOST_STEPS:
            raise PydanticCustomError("plan.too_many_steps", "too many", {"most": MOST_STEPS, "found": len(steps)})
        return steps

    @field_validator("target")
    @classmethod
    def _measured_once(cls, target: float | Relative | None, info: ValidationInfo) -> float | Relative | None:
        ways = [*_other_ways(info.data), *(["target"] if target is not None else [])]
        if not ways:
            raise PydanticCustomError("plan.no_measure", "no measure", {})
        if len(ways) > 1:
            raise PydanticCustomError("plan.two_measures", "two measures", {"given": ", ".join(ways)})
        if target is not None:
            _refuse_unless_a_way(info.data, target)
        elif info.data.get("start") is not None and "baseline" not in ways:
            raise PydanticCustomError("plan.idle_start", "idle start", {"given": ways[0]})
        return target


def _other_ways(given: dict[str, Any]) -> Iterator[str]:
    """A field that was refused counts as given: its own fault says enough."""
    for name in ("maintain", "milestones", "baseline"):
        if given.get(name, True) not in (None, False):
            yield name


def _refuse_unless_a_way(given: dict[str, Any], target: float | Relative) -> None:
    start, kpi = given.get("start"), given.get("kpi")
    if isinstance(target, Relative) and not target.share:
        raise PydanticCustomError("plan.start_is_target", "no way to go", {})
    if start is None:
        if {"start", "kpi"} <= given.keys() and kpi is None:
            raise PydanticCustomError("plan.no_start", "no start", {})
    elif start == target or (isinstance(target, Relative) and not start):
        raise PydanticCustomError("plan.start_is_target", "no way to go", {})
