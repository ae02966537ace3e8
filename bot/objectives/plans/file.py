"""Reads a plan file: everything that is wrong with it at once, or the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session

from bot.objectives.plans.directory import Directory
from bot.objectives.plans.faults import Fault, Lines, Loc, PlanRefused, faults_of
from bot.objectives.plans.fields import CHANNEL, CHANNEL_NAME, EMAIL, PERSON, Known
from bot.objectives.plans.plan import SECTIONS, Plan, fields_of
from bot.objectives.plans.tree import Tree
from storage.kpis import kpis_of
from storage.objectives import cycles_of, objectives_of
from storage.people import teams_of

PEOPLE_FIELDS = {"lead", "owner", "members"}


@dataclass(frozen=True)
class PlanFile:
    """A plan without a mistake in itself, and where its parts stand in the file."""

    plan: Plan
    lines: Lines


def read_plan(tree: Tree, known: Known) -> PlanFile:
    """PlanRefused names every mistake."""
    faults = [*tree.faults, *_twins(tree.data, (), tree.lines)]
    try:
        plan = Plan.model_validate(tree.data, context=known)
    except ValidationError as problems:
        fields = {section: fields_of(model) for section, model in SECTIONS.items()}
        raise PlanRefused([*faults, *faults_of(problems, tree.lines, fields)]) from problems
    if faults:
        raise PlanRefused(faults)
    return PlanFile(plan, tree.lines)


def known_names(session: Session, workspace_id: int, tree: Tree, directory: Directory | None) -> Known:
    return Known(
        teams={*_named(tree, "teams", "name"), *(team.name for team in teams_of(session, workspace_id))},
        cycles={*_named(tree, "cycles", "name"), *(cycle.name for cycle in cycles_of(session, workspace_id))},
        kpis={*_named(tree, "kpis", "name"), *(kpi.name for kpi in kpis_of(session, workspace_id))},
        objectives={
            *_named(tree, "objectives", "title"),
            *(objective.title for objective, *_ in objectives_of(session, workspace_id)),
        },
        directory=directory,
    )


def people_named(tree: Tree) -> list[str]:
    """The Slack ids and e-mails in a plan, each once; what is neither is left to its field to refuse."""
    words = dict.fromkeys(word for field, word in _words(tree.data) if field in PEOPLE_FIELDS)
    return [word for word in words if PERSON.fullmatch(word) or EMAIL.fullmatch(word)]


def channels_named(tree: Tree) -> list[str]:
    words = dict.fromkeys(word for field, word in _words(tree.data) if field == "channel")
    return [word for word in words if CHANNEL.fullmatch(word) or CHANNEL_NAME.fullmatch(word)]


def _words(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a document, under the name of the field that holds it."""
    match value:
        case str():
            yield field, value
        case list():
            for item in value:
                yield from _words(item, field)
        case dict():
            for name, item in value.items():
                yield from _words(item, name)


def _named(tree: Tree, section: str, field: str) -> Iterator[str]:
    for item in tree.data.get(section) or ():
        if isinstance(item, dict) and isinstance(name := item.get(field), str):
            yield name


def _twins(value: Any, loc: Loc, lines: Lines) -> Iterator[Fault]:
    """Items of one list that bear the same title, name or key; objectives may do so in different cycles."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _twins(item, (*loc, name), lines)
    if isinstance(value, list):
        seen: dict[tuple[str, str], Loc] = {}
        for number, item in enumerate(value):
            for field, mark in _marks(item):
                place: Loc = (*loc, number, field) if isinstance(item, dict) else (*loc, number)
                first = seen.setdefault((field, mark), place)
                if first != place:
                    yield lines.fault(place, "plan.twice", first=lines.of(first))
            yield from _twins(item, (*loc, number), lines)


def _marks(item: Any) -> Iterator[tuple[str, str]]:
    if isinstance(item, str):
        yield "title", item.strip()
    elif isinstance(item, dict):
        for field in ("name", "title", "key"):
            if isinstance(mark := item.get(field), str):
                yield field, f"{mark.strip()}\n{item.get('cycle')}"
