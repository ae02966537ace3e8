"""What is stored, as a person would have typed it, and back again."""

from collections.abc import Sequence
from typing import Any

from bot.authoring.sheets import Field, Typed
from bot.forms.figures import plain
from bot.forms.sheet import YES
from bot.objectives.measure import waits_for_start
from bot.text.numbers import read_number
from storage.kinds import Kind, Openness
from storage.models import Initiative, KeyResult, Objective, Person, Step

FIGURES = {Field.START: "start", Field.LOW: "low", Field.HIGH: "high"}


def objective_as_typed(row: Objective, owner: Person) -> Typed:
    return {
        Field.TITLE: row.title,
        Field.LEVEL: row.level.value,
        Field.TEAM: str(row.team_id),
        Field.CYCLE: str(row.cycle_id),
        Field.OWNER: owner.slack_id,
        Field.PARENT: str(row.parent_id or ""),
        Field.VISIBILITY: row.visibility.value,
        Field.WEIGHT: plain(row.weight),
        Field.ROLLUP: YES if row.rollup else "",
    }


def key_result_as_typed(row: KeyResult, owner: Person, steps: Sequence[Step]) -> Typed:
    return {
        Field.TITLE: row.title,
        Field.OWNER: owner.slack_id,
        Field.KIND: (Kind.CHANGE if waits_for_start(row) else row.kind).value,
        Field.UNIT: row.unit,
        Field.WEIGHT: plain(row.weight),
        Field.KPI: str(row.kpi_id or ""),
        Field.TARGET: plain(row.target) if row.relative_target is None else f"{row.relative_target * 100:+.10g} %",
        Field.STEPS: lines(steps),
        **{field: plain(getattr(row, column)) for field, column in FIGURES.items()},
    }


def initiative_as_typed(row: Initiative, owner: Person) -> Typed:
    return {
        Field.TITLE: row.title,
        Field.OWNER: owner.slack_id,
        Field.PLACE: str(row.key_result_id or 0),
        Field.DONE: YES if row.state is Openness.CLOSED else "",
    }


def lines(steps: Sequence[Step]) -> str:
    """One step a line, its weight behind a bar where that is not 1, or where the title itself ends like one."""
    return "\n".join(_line(step) for step in steps)


def _line(step: Step) -> str:
    needed = step.weight != 1 or _split(step.title)[1] is not None
    return f"{step.title} | {plain(step.weight)}" if needed else step.title


def steps_in(typed: str) -> list[dict[str, Any]]:
    """The steps as a plan holds them."""
    found = (_split(line) for line in typed.splitlines() if line.strip())
    return [{"title": title} if weight is None else {"title": title, "weight": weight} for title, weight in found]


def _split(line: str) -> tuple[str, float | None]:
    title, bar, weight = line.rpartition("|")
    number = read_number(weight) if bar else None
    return (line.strip(), None) if number is None else (title.strip(), number)
