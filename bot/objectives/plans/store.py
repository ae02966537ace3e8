"""Stores a plan: what has the same name, title or key is brought up to date, what is absent stays."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.kpis.definition import KpiDefinition
from bot.kpis.flow import define
from bot.objectives.plans.directory import Directory
from bot.objectives.plans.faults import PlanRefused
from bot.objectives.plans.file import known_names, people_named, read_plan
from bot.objectives.plans.merge import Outcome, Section, Work, merge, people_of_plan
from bot.objectives.plans.plan import CyclePlan, TeamPlan
from bot.objectives.plans.store_objectives import store_objectives
from bot.objectives.plans.tree import Tree
from storage.audit import note
from storage.kinds import AuditAction
from storage.kpis import kpi_by_name
from storage.models import Cycle, Team, Workspace
from storage.objectives import cycle_by_name
from storage.people import members_of, set_members, team_by_name


@dataclass(frozen=True)
class Stored:
    """How many objects of each section were new, changed or the same; whether Slack was asked."""

    counts: Counter[tuple[Section, Outcome]]
    checked: bool


def store_plan(
    session: Session, workspace: Workspace, tree: Tree, directory: Directory | None, now: datetime
) -> Stored:
    """PlanRefused names every mistake; the caller's transaction then ends without a trace."""
    file = read_plan(tree, known_names(session, workspace.id, tree, directory))
    people = people_of_plan(session, workspace.id, people_named(tree), directory, now)
    work = Work(session, workspace, file.lines, people, directory, now)
    for team in file.plan.teams:
        _team(work, team)
    for cycle in file.plan.cycles:
        _cycle(work, cycle)
    for kpi in file.plan.kpis:
        _kpi(work, kpi)
    store_objectives(work, file.plan.objectives)
    if work.faults:
        raise PlanRefused(work.faults)
    stored = sum(n for (_, outcome), n in work.counts.items() if outcome is not Outcome.SAME)
    note(session, workspace.id, None, AuditAction.PLAN_IMPORTED, f"{stored}", now)
    return Stored(work.counts, checked=directory is not None)


def _team(work: Work, plan: TeamPlan) -> None:
    found = team_by_name(work.session, work.workspace.id, plan.name)
    members = [work.people[called] for called in plan.members]
    known = {person.id for person in members_of(work.session, found.id)} if found else set()
    joined = any(person.id not in known for person in members)
    team = merge(work, Section.TEAMS, found, Team, _team_columns(work, plan, found), more=joined)
    set_members(work.session, team, members)


def _team_columns(work: Work, plan: TeamPlan, found: Team | None) -> dict[str, Any]:
    """All columns of a new team, else those the file gives; language and zone are the workspace's unless given."""
    given = plan.columns(work.people[plan.lead].id, only_given=found is not None)
    if found is None:
        given = {"language": work.workspace.language, "timezone": work.workspace.timezone, **given}
    if work.directory and given.get("channel"):
        given["channel"] = work.directory.channels[given["channel"]]
    return given


def _cycle(work: Work, plan: CyclePlan) -> None:
    found = cycle_by_name(work.session, work.workspace.id, plan.name)
    merge(work, Section.CYCLES, found, Cycle, plan.model_dump())


def _kpi(work: Work, definition: KpiDefinition) -> None:
    found = kpi_by_name(work.session, work.workspace.id, definition.name)
    before = found.model_dump() if found else None
    same = define(work.session, work.workspace.id, definition, work.now).model_dump() == before
    outcome = Outcome.NEW if before is None else Outcome.SAME if same else Outcome.CHANGED
    work.counts[Section.KPIS, outcome] += 1
