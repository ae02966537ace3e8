"""Puts one row of an import in its place: new, brought up to date, or the same."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlmodel import Session

from bot.objectives.plans.directory import Directory
from bot.objectives.plans.faults import Fault, Lines, Loc, PlanRefused
from bot.people.flow import learn
from storage.changes import change
from storage.models import Cycle, Initiative, KeyResult, Objective, Person, Team, Workspace
from storage.people import ensure_person

Row = TypeVar("Row", Team, Cycle, Objective, KeyResult, Initiative)


class Section(StrEnum):
    TEAMS = "teams"
    CYCLES = "cycles"
    KPIS = "kpis"
    OBJECTIVES = "objectives"
    KEY_RESULTS = "key_results"
    INITIATIVES = "initiatives"


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Work:
    """What an import has at hand, and what it gathers: counts, and mistakes that only the stored rows show."""

    session: Session
    workspace: Workspace
    lines: Lines
    people: Mapping[str, Person]
    directory: Directory | None
    now: datetime
    counts: Counter[tuple[Section, Outcome]] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, loc: Loc, message: str, **values: object) -> PlanRefused:
        """What to raise for a mistake that leaves no row to go on with."""
        return PlanRefused([*self.faults, self.lines.fault(loc, message, **values)])


def merge(
    work: Work, section: Section, found: Row | None, make: type[Row], values: Mapping[str, Any], *, more: bool = False
) -> Row:
    """The row with the values; `more` tells of a change beside it that counts as one of it."""
    if found is None:
        found = make(workspace_id=work.workspace.id, **values)
        work.session.add(found)
        work.counts[section, Outcome.NEW] += 1
    else:
        changed = change(work.session, found, values, work.now)
        work.counts[section, Outcome.CHANGED if changed or more else Outcome.SAME] += 1
    work.session.flush()
    return found


def people_of_plan(
    session: Session, workspace_id: int, called: Iterable[str], directory: Directory | None, now: datetime
) -> dict[str, Person]:
    """The row of each person by what the plan calls them, with what Slack knows where it was asked."""
    if directory is None:
        return {slack_id: ensure_person(session, workspace_id, slack_id) for slack_id in called}
    found = {}
    for name in called:
        profile = directory.people[name]
        found[name] = ensure_person(session, workspace_id, profile.slack_id)
        learn(session, found[name], profile, now)
    return found
