"""What a person may choose from: their teams, open cycles, objectives to support, KPIs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlmodel import Session

from bot.authoring.sheets import Choices
from bot.forms.sheet import Choice
from bot.people.access import Rights
from bot.people.caller import Caller
from bot.rules.access import Action
from storage.key_results import key_results_of
from storage.kinds import Openness
from storage.kpis import kpis_of
from storage.models import Cycle, KeyResult, Kpi, Objective
from storage.objectives import cycles_of, objectives_of
from storage.people import teams_of


def teams(session: Session, caller: Caller, rights: Rights, held: int | None = None) -> Choices:
    """Those the caller may add objectives to, and the one that is `held`; the caller's own first."""
    found = [
        team for team in teams_of(session, caller.workspace.id) if team.id == held or rights.may(Action.CREATE, team.id)
    ]
    found.sort(key=lambda team: (team.id not in rights.leads, team.id not in rights.teams, team.name))
    return tuple(Choice(str(team.id), team.name) for team in found)


def open_cycles(session: Session, workspace_id: int) -> list[Cycle]:
    return [cycle for cycle in cycles_of(session, workspace_id) if cycle.state is Openness.OPEN]


def cycles(found: Sequence[Cycle]) -> Choices:
    return tuple(Choice(str(cycle.id), cycle.name) for cycle in found)


def running(found: Sequence[Cycle], today: date) -> Cycle | None:
    """The one that today lies in, else the next, else the last."""
    ahead = [cycle for cycle in found if cycle.last >= today]
    return min(ahead, key=lambda cycle: cycle.first) if ahead else next(reversed(found), None)


def parents(session: Session, caller: Caller, rights: Rights, objective: Objective | None) -> Choices:
    """Open objectives that the caller may see and that do not support `objective` themselves; and the one it supports
    already."""
    return tuple(
        Choice(str(one.id), f"{one.number} {one.title}")
        for one in _seen(session, caller, rights)
        if objective is None or objective.id not in line(session, caller.workspace.id, one)
    )


def _seen(session: Session, caller: Caller, rights: Rights) -> Iterator[Objective]:
    workspace = caller.workspace.id
    own = {one.id for one, *_ in objectives_of(session, workspace, owner_id=caller.person.id, only_open=True)}
    for one, *_ in objectives_of(session, workspace, only_open=True):
        if rights.may(Action.SEE, one.team_id, [caller.person.id] if one.id in own else (), one.visibility):
            yield one


def line(session: Session, workspace_id: int, objective: Objective) -> set[int]:
    """The objective, the one it supports, the one that that one supports, and so on."""
    every = {one.id: one.parent_id for one, *_ in objectives_of(session, workspace_id, archived=True)}
    return set(_upwards(objective.id, every))


def _upwards(first: int, parents: Mapping[int, int | None]) -> Iterator[int]:
    seen: set[int] = set()
    at: int | None = first
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = parents.get(at)


def kpis(session: Session, caller: Caller, rights: Rights, held: int | None = None) -> Choices:
    """All that the caller may see, and the one that is `held`."""
    every = rights.may(Action.SEE_KPIS)
    found = [kpi for kpi in kpis_of(session, caller.workspace.id) if every or kpi.id == held]
    return tuple(Choice(str(kpi.id), named(kpi)) for kpi in found)


def named(kpi: Kpi) -> str:
    return kpi.title or kpi.name


def places(session: Session, caller: Caller, rights: Rights, objective: Objective) -> Choices:
    """What an initiative of the objective may hang on: it, or one of its key results. The value is the key result's id,
    0 for the objective."""
    may_all = rights.may(Action.EDIT, objective.team_id, [objective.owner_id])
    found = [Choice("0", f"{objective.number} {objective.title}")] if may_all else []
    for key_result, *_ in key_results_of(session, caller.workspace.id, [objective.id]):
        if may_all or rights.may(Action.EDIT, objective.team_id, [key_result.owner_id]):
            found.append(Choice(str(key_result.id), _numbered(objective, key_result)))
    return tuple(found)


def _numbered(objective: Objective, key_result: KeyResult) -> str:
    return f"{objective.number}.{key_result.number} {key_result.title}"
