"""What was typed becomes a piece of a plan, judged by the rules of plans in files; problems go to their fields."""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlmodel import Session

from bot.authoring.sheets import Field, Typed, problem
from bot.authoring.written import steps_in
from bot.forms.figures import number_in
from bot.forms.judged import judged
from bot.forms.sheet import Problem
from bot.objectives.plans.fields import Known, Part
from bot.objectives.plans.key_result import InitiativePlan, KeyResultPlan
from bot.objectives.plans.plan import ObjectivePlan
from bot.people.caller import Caller
from storage.kinds import Kind
from storage.models import Cycle, Kpi, Team
from storage.people import person_by_slack_id

FIELDS = {
    "title": Field.TITLE,
    "level": Field.LEVEL,
    "team": Field.TEAM,
    "cycle": Field.CYCLE,
    "owner": Field.OWNER,
    "visibility": Field.VISIBILITY,
    "weight": Field.WEIGHT,
    "unit": Field.UNIT,
    "kpi": Field.KPI,
    "maintain": Field.LOW,
    "maintain.min": Field.LOW,
    "maintain.max": Field.HIGH,
    "milestones": Field.STEPS,
    "milestones.title": Field.STEPS,
    "milestones.weight": Field.STEPS,
    "start": Field.START,
    "target": Field.TARGET,
}
Model = TypeVar("Model", bound=Part)


def checked(model: type[Model], data: Mapping[str, Any], known: Known) -> tuple[Model | None, list[Problem]]:
    """The piece of a plan, or what is wrong with it."""
    return judged(model, data, FIELDS, Field.TITLE, known)


def objective_plan(typed: Typed, team: Team | None, cycle: Cycle | None) -> tuple[ObjectivePlan | None, list[Problem]]:
    """`team` and `cycle` are none where what was chosen may not be; that is told already."""
    data = {
        "title": typed.get(Field.TITLE, ""),
        "owner": typed.get(Field.OWNER, ""),
        "level": typed.get(Field.LEVEL, ""),
        "visibility": typed.get(Field.VISIBILITY, ""),
        "team": team.name if team else "-",
        "cycle": cycle.name if cycle else "-",
        **_weight(typed),
    }
    return checked(ObjectivePlan, data, _known(teams=[data["team"]], cycles=[data["cycle"]]))


def key_result_plan(typed: Typed, kpi: Kpi | None) -> tuple[KeyResultPlan | None, list[Problem]]:
    data = {
        "title": typed.get(Field.TITLE, ""),
        "owner": typed.get(Field.OWNER, ""),
        "unit": typed.get(Field.UNIT, ""),
        "kpi": kpi.name if kpi else None,
        **_weight(typed),
        **_measure(typed),
    }
    return checked(KeyResultPlan, data, _known(kpis=[kpi.name] if kpi else []))


def initiative_plan(typed: Typed) -> tuple[InitiativePlan | None, list[Problem]]:
    data = {"title": typed.get(Field.TITLE, ""), "owner": typed.get(Field.OWNER, "")}
    return checked(InitiativePlan, data, _known())


def owner_problems(session: Session, caller: Caller, typed: Typed, held: str = "") -> list[Problem]:
    """An owner who cannot be asked; one who left may stay where they are, so that the rest can be mended."""
    chosen = typed.get(Field.OWNER, "")
    person = person_by_slack_id(session, caller.workspace.id, chosen)
    nobody = chosen == caller.workspace.bot_user or (person and (person.stranger or not person.active))
    return [problem(Field.OWNER, "author.owner_gone")] if nobody and chosen != held else []


def _weight(typed: Typed) -> dict[str, Any]:
    weight = typed.get(Field.WEIGHT, "").strip()
    return {"weight": number_in(weight)} if weight else {}


def _measure(typed: Typed) -> dict[str, Any]:
    """The fields of the kind that was chosen, and of no other."""
    match typed.get(Field.KIND):
        case Kind.MAINTAIN:
            return {"maintain": {"min": _figure(typed, Field.LOW), "max": _figure(typed, Field.HIGH)}}
        case Kind.MILESTONE:
            return {"milestones": steps_in(typed.get(Field.STEPS, ""))}
        case Kind.BASELINE:
            return {"baseline": True, "start": _figure(typed, Field.START)}
        case _:
            return {"start": _figure(typed, Field.START), "target": _target(typed)}


def _figure(typed: Typed, field: Field) -> float | str | None:
    words = typed.get(field, "").strip()
    return number_in(words) if words else None


def _target(typed: Typed) -> float | str | None:
    """A sign and a per cent sign make it a share of the start: those go on as they were typed."""
    words = typed.get(Field.TARGET, "").strip()
    relative = words.startswith(("+", "-", "\u2212")) and words.endswith("%")
    return words.replace("\u2212", "-") if relative else _figure(typed, Field.TARGET)


def _known(teams: list[str] | None = None, cycles: list[str] | None = None, kpis: list[str] | None = None) -> Known:
    return Known(teams or (), cycles or (), kpis or (), (), None)
