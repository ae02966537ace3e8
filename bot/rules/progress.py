"""How far a key result has come: one set of rules for its four kinds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, isfinite

MOST_STEPS = 10


class Fault(StrEnum):
    """Why a measure is refused."""

    NOT_FINITE = "not_finite"
    START_IS_TARGET = "start_is_target"
    NO_BOUND = "no_bound"
    BOUNDS_CROSSED = "bounds_crossed"
    STEP_COUNT = "step_count"
    STEP_WEIGHT = "step_weight"


class InvalidMeasure(ValueError):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def _refuse_if(broken: bool, fault: Fault) -> None:
    if broken:
        raise InvalidMeasure(fault)


def _refuse_unless_finite(*figures: float | None) -> None:
    _refuse_if(not all(figure is None or isfinite(figure) for figure in figures), Fault.NOT_FINITE)


@dataclass(frozen=True)
class Change:
    """From a start to a target, up or down, both in the key result's unit."""

    start: float
    target: float

    def __post_init__(self) -> None:
        _refuse_unless_finite(self.start, self.target)
        _refuse_if(self.start == self.target, Fault.START_IS_TARGET)


@dataclass(frozen=True)
class Maintain:
    """Stay within bounds, which belong to the inside; None leaves a side open."""

    min: float | None = None
    max: float | None = None

    def __post_init__(self) -> None:
        _refuse_unless_finite(self.min, self.max)
        _refuse_if(self.min is None and self.max is None, Fault.NO_BOUND)
        if self.min is not None and self.max is not None:
            _refuse_if(self.min > self.max, Fault.BOUNDS_CROSSED)

    def holds(self, value: float) -> bool:
        return (self.min is None or self.min <= value) and (self.max is None or value <= self.max)


@dataclass(frozen=True)
class Milestone:
    """One weight for each step, in the order of the steps."""

    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        _refuse_unless_finite(*self.weights)
        _refuse_if(not 1 <= len(self.weights) <= MOST_STEPS, Fault.STEP_COUNT)
        _refuse_if(min(self.weights) <= 0, Fault.STEP_WEIGHT)


@dataclass(frozen=True)
class Baseline:
    """No target yet: the value is watched, there is no progress."""

    start: float | None = None


Measure = Change | Maintain | Milestone | Baseline


@dataclass(frozen=True)
class RollUp:
    """The progress of `counted` items out of `total`, from 0 to 1."""

    progress: float | None
    counted: int
    total: int


def progress(measure: Measure, current: float | None, done: Collection[int] | None = None) -> float | None:
    """The raw share of the way (1.2 = 120 %); for milestones `current` counts the steps done, the first ones
    unless `done` names them."""
    if current is None:
        return None
    match measure:
        case Change(start, target):
            # Adding zero turns the -0.0 of a falling goal at its start into 0.0.
            return (current - start) / (target - start) + 0.0
        case Maintain():
            return float(measure.holds(current))
        case Milestone(weights):
            return milestone_progress(weights, range(1, int(current) + 1) if done is None else done)
        case Baseline():
            return None


def milestone_progress(weights: Sequence[float], done: Collection[int]) -> float:
    """The share of the weight that the done steps carry; steps are numbered from 1."""
    return fsum(weight for step, weight in enumerate(weights, 1) if step in done) / fsum(weights)


def clamped(progress: float) -> float:
    return min(1.0, max(0.0, progress))


def roll_up(items: Sequence[tuple[float | None, float]]) -> RollUp:
    """The weighted mean of those (progress, weight) that have progress, each clamped to 0 to 1."""
    known = [(clamped(share), weight) for share, weight in items if share is not None]
    total_weight = fsum(weight for _, weight in known)
    mean = fsum(share * weight for share, weight in known) / total_weight if total_weight else None
    return RollUp(mean, len(known), len(items))
