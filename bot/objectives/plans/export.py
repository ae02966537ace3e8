"""Writes everything out as the plan file it could have come from; what is as usual is left out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from sqlmodel import Session

from bot.objectives.plans.fields import DAYS
from storage.key_results import KeyResultRow, key_results_of, steps_of
from storage.kinds import Kind, Visibility
from storage.kpis import kpis_of
from storage.models import Cycle, Initiative, KeyResult, Kpi, Objective, Person, Step, Team
from storage.objectives import ObjectiveRow, cycles_of, initiatives_of, objectives_of
from storage.people import members_of, people_of, teams_of

Fields = dict[str, Any]
USUAL = {"weight": 1, "visibility": Visibility.OPEN.value, "rollup": False}


@dataclass(frozen=True)
class Rows:
    """What hangs on objectives, by row ids; initiatives by those of objective and key result."""

    titles: Mapping[int, str]
    key_results: Mapping[int, Sequence[KeyResultRow]]
    steps: Mapping[int, Sequence[Step]]
    initiatives: Mapping[tuple[int, int | None], Sequence[tuple[Initiative, Person]]]


def as_yaml(plan: Fields) -> str:
    return yaml.safe_dump(plan, allow_unicode=True, sort_keys=False, width=120)


def document(session: Session, workspace_id: int) -> Fields:
    """The whole plan, closed cycles too."""
    objectives = objectives_of(session, workspace_id)
    rows = _rows(session, workspace_id, objectives)
    plan = {
        "teams": teams(session, workspace_id),
        "cycles": [_cycle(cycle) for cycle in cycles_of(session, workspace_id)],
        "kpis": [_kpi(kpi) for kpi in kpis_of(session, workspace_id)],
        "objectives": [_objective(row, rows) for row in objectives],
    }
    return _told(plan)


def teams(session: Session, workspace_id: int) -> list[Fields]:
    """As a plan has them."""
    people = {person.id: person.slack_id for person in people_of(session, workspace_id)}
    return [_team(session, team, people) for team in teams_of(session, workspace_id)]


def cycles(session: Session, workspace_id: int) -> list[Fields]:
    """As a plan has them, each with its state."""
    return [{**_cycle(cycle), "state": cycle.state.value} for cycle in cycles_of(session, workspace_id)]


def _rows(session: Session, workspace_id: int, objectives: Sequence[ObjectiveRow]) -> Rows:
    ids = [objective.id for objective, *_ in objectives]
    key_results: dict[int, list[KeyResultRow]] = defaultdict(list)
    for row in key_results_of(session, workspace_id, ids):
        key_results[row[0].objective_id].append(row)
    initiatives: dict[tuple[int, int | None], list[tuple[Initiative, Person]]] = defaultdict(list)
    for initiative, owner in initiatives_of(session, workspace_id, ids):
        initiatives[initiative.objective_id, initiative.key_result_id].append((initiative, owner))
    measured = [key_result.id for found in key_results.values() for key_result, *_ in found]
    return Rows(
        titles={objective.id: objective.title for objective, *_ in objectives},
        key_results=key_results,
        steps=steps_of(session, workspace_id, measured),
        initiatives=initiatives,
    )


def _team(session: Session, team: Team, people: Mapping[int, str]) -> Fields:
    checkin = {
        "day": DAYS[team.weekday],
        "time": f"{team.at:%H:%M}",
        "zone": team.zone.value,
        "every": team.every,
        "due_hours": _number(team.due_hours),
        "remind_hours": [_number(hours) for hours in team.remind_hours],
        **_told({"holidays": team.holidays}),
    }
    fields = {
        "name": team.name,
        "channel": team.channel,
        "lead": people[team.lead_id],
        "members": [person.slack_id for person in members_of(session, team.id)],
        "language": team.language,
        "timezone": team.timezone,
        "checkin": checkin,
        "digest": {"when": team.digest_when.value, "name_missing": team.name_missing},
    }
    return _told(fields)


def _cycle(cycle: Cycle) -> Fields:
    return {"name": cycle.name, "from": cycle.first.isoformat(), "to": cycle.last.isoformat()}


def _kpi(kpi: Kpi) -> Fields:
    fields = kpi.model_dump(mode="json", exclude={"id", "workspace_id", "name", "title", "options"})
    return _told({"name": kpi.name, "title": kpi.title, **fields, **kpi.options})


def _objective(row: ObjectiveRow, rows: Rows) -> Fields:
    objective, team, cycle, owner = row
    return _unusual(
        {
            "title": objective.title,
            "key": objective.key,
            "level": objective.level.value,
            "team": team.name,
            "owner": owner.slack_id,
            "cycle": cycle.name,
            "parent": rows.titles[objective.parent_id] if objective.parent_id else None,
            "visibility": objective.visibility.value,
            "weight": _number(objective.weight),
            "rollup": objective.rollup,
            "key_results": [_key_result(objective, found, rows) for found in rows.key_results[objective.id]],
            "initiatives": _initiatives(objective, None, rows),
        }
    )


def _key_result(objective: Objective, row: KeyResultRow, rows: Rows) -> Fields:
    key_result, owner, kpi = row
    return _unusual(
        {
            "title": key_result.title,
            "key": key_result.key,
            "owner": owner.slack_id,
            "unit": key_result.unit,
            "weight": _number(key_result.weight),
            "kpi": kpi.name if kpi else None,
            **_measure(key_result, rows.steps[key_result.id]),
            "initiatives": _initiatives(objective, key_result, rows),
        }
    )


def _measure(row: KeyResult, steps: Sequence[Step]) -> Fields:
    match row.kind:
        case Kind.MAINTAIN:
            return {"maintain": _told({"min": _number(row.low), "max": _number(row.high)})}
        case Kind.MILESTONE:
            return {"milestones": [_step(step) for step in steps]}
        case _:
            target = _number(row.target) if row.relative_target is None else f"{row.relative_target * 100:+.10g}%"
            # Without a start and a KPI to take it from, a target is refused.
            if target is None or (row.start is None and row.kpi_id is None):
                return {"baseline": True, "start": _number(row.start)}
            return {"start": _number(row.start), "target": target}


def _step(step: Step) -> Fields | str:
    return step.title if step.weight == 1 else {"title": step.title, "weight": _number(step.weight)}


def _initiatives(objective: Objective, key_result: KeyResult | None, rows: Rows) -> list[Fields]:
    found = rows.initiatives[objective.id, key_result.id if key_result else None]
    return [{"title": initiative.title, "owner": owner.slack_id} for initiative, owner in found]


def _number(value: float | None) -> float | None:
    """A whole number without its point."""
    return int(value) if value is not None and float(value).is_integer() else value


def _unusual(fields: Fields) -> Fields:
    return _told({name: value for name, value in fields.items() if name not in USUAL or value != USUAL[name]})


def _told(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
