"""Advice on how an objective is written: hints, each with what it is about. None of them forbids anything."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.rules.progress import Baseline, Change, Maintain, Measure, Milestone, progress
from bot.rules.wording import has_number, kpi_for, task_word

MOST_KEY_RESULTS = 5
MOST_OBJECTIVES = 5


class Hint(StrEnum):
    NO_KEY_RESULTS = "no_key_results"
    MANY_KEY_RESULTS = "many_key_results"
    MANY_OBJECTIVES_OF_OWNER = "many_objectives_of_owner"
    MANY_OBJECTIVES_OF_TEAM = "many_objectives_of_team"
    TASK = "task"
    NO_NUMBER = "no_number"
    NO_START = "no_start"
    NO_TARGET = "no_target"
    TARGET_MET = "target_met"
    ONE_BOUND = "one_bound"
    KPI = "kpi"


@dataclass(frozen=True)
class Advice:
    """`about` is the short id of the objective or key result; `word` is what gave rise to it: the verb, or the KPI."""

    hint: Hint
    about: str
    word: str = ""
    n: int = 0


@dataclass(frozen=True)
class KeyResultIdea:
    """`value` is where it stands now; `waits` tells that there is a target, and no start yet."""

    id: str
    title: str
    measure: Measure
    value: float | None = None
    waits: bool = False
    driven: bool = False


@dataclass(frozen=True)
class ObjectiveIdea:
    """How many objectives its owner and its team have in the cycle, this one included."""

    id: str
    title: str
    of_owner: int
    of_team: int
    key_results: Sequence[KeyResultIdea] = field(default=())


def advise(idea: ObjectiveIdea, kpis: Mapping[str, str]) -> tuple[Advice, ...]:
    """In the order in which they are worth reading; `kpis` are the formulas of those that are defined, by title."""
    return (*_on_objective(idea), *(found for one in idea.key_results for found in _on_key_result(one, kpis)))


def _on_objective(idea: ObjectiveIdea) -> Iterator[Advice]:
    if word := task_word(idea.title):
        yield Advice(Hint.TASK, idea.id, word)
    if not idea.key_results:
        yield Advice(Hint.NO_KEY_RESULTS, idea.id)
    if len(idea.key_results) > MOST_KEY_RESULTS:
        yield Advice(Hint.MANY_KEY_RESULTS, idea.id, n=len(idea.key_results))
    if idea.of_owner > MOST_OBJECTIVES:
        yield Advice(Hint.MANY_OBJECTIVES_OF_OWNER, idea.id, n=idea.of_owner)
    elif idea.of_team > MOST_OBJECTIVES:
        yield Advice(Hint.MANY_OBJECTIVES_OF_TEAM, idea.id, n=idea.of_team)


def _on_key_result(idea: KeyResultIdea, kpis: Mapping[str, str]) -> Iterator[Advice]:
    if word := task_word(idea.title):
        yield Advice(Hint.TASK, idea.id, word)
    elif isinstance(idea.measure, Milestone) and not has_number(idea.title):
        yield Advice(Hint.NO_NUMBER, idea.id)
    yield from _on_measure(idea)
    if not idea.driven and not isinstance(idea.measure, Milestone) and (kpi := kpi_for(idea.title, kpis)):
        yield Advice(Hint.KPI, idea.id, kpi)


def _on_measure(idea: KeyResultIdea) -> Iterator[Advice]:
    match idea.measure:
        case Baseline():
            yield Advice(Hint.NO_START if idea.waits else Hint.NO_TARGET, idea.id)
        case Change() as change:
            done = progress(change, idea.value)
            if done is not None and done >= 1:
                yield Advice(Hint.TARGET_MET, idea.id)
        case Maintain(low, high) if low is None or high is None:
            yield Advice(Hint.ONE_BOUND, idea.id)
