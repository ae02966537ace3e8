"""What /okr looks up for a caller: only what the caller may see."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from bot.errors import UserError
from bot.kpis.flow import previous, reading
from bot.kpis.reading import Reading
from bot.objectives.flow import standings, visible
from bot.objectives.standing import KeyResultStanding, ObjectiveStanding
from bot.objectives.teams import Choice, meant, teams_seen
from bot.people.access import Rights, rights
from bot.people.caller import Caller
from bot.rules.access import Action
from storage.cycles import short_ids
from storage.home import asked_parts
from storage.kinds import Level, Openness
from storage.kpis import kpis_of
from storage.models import Part, Team

SHOWN_ID = re.compile(r"#?(\d{1,6})(?:\.(\d{1,6}))?")


@dataclass(frozen=True)
class Mine:
    """Objectives in open cycles that the caller owns, wholly or a key result of, and the prompts that wait for an
    answer, each by one of its parts. `may_update` where there is a key result to check in on unasked."""

    found: tuple[ObjectiveStanding, ...]
    owed: tuple[Part, ...]
    may_update: bool
    may_create: bool


@dataclass(frozen=True)
class Listed:
    """Objectives in open cycles that the caller may see; of one team, where one was asked for."""

    found: tuple[ObjectiveStanding, ...]
    may_create: bool
    team: Team | None = None


@dataclass(frozen=True)
class Shown:
    """One objective, and the key result that was asked for with its KPI now and before, and the one of an earlier cycle
    that it goes on with; and what the caller may do."""

    objective: ObjectiveStanding
    key_result: KeyResultStanding | None = None
    kpi: Reading | None = None
    kpi_before: Reading | None = None
    carried_from: str | None = None
    may_edit: bool = False
    may_update: bool = False


def mine(session: Session, caller: Caller, now: datetime) -> Mine:
    found = standings(session, caller.workspace.id, now, owner_id=caller.person.id, brief=True)
    known = rights(session, caller)
    shown = visible(found, known)
    prompts = {part.prompt_id: part for part in reversed(asked_parts(session, caller.person, now))}
    owns = any(_updates(caller, item) for one in shown for item in one.key_results)
    return Mine(shown, tuple(reversed(prompts.values())), owns, _creates(known))


def of_team(session: Session, caller: Caller, typed: str, now: datetime) -> Listed | Choice:
    known = rights(session, caller)
    team = meant(teams_seen(session, caller.workspace.id, known), known.teams, typed)
    if isinstance(team, Choice):
        return team
    found = standings(session, caller.workspace.id, now, team_id=team.id, brief=True)
    return Listed(visible(found, known), known.may(Action.CREATE, team.id), team)


def everything(session: Session, caller: Caller, now: datetime) -> Listed:
    """By team, then by number."""
    known = rights(session, caller)
    found = visible(standings(session, caller.workspace.id, now, brief=True), known)
    return Listed(tuple(sorted(found, key=lambda one: (one.team.casefold(), one.team_id, one.number))), _creates(known))


def company(session: Session, caller: Caller, now: datetime) -> Listed:
    """Also what is aligned to the company's."""
    known = rights(session, caller)
    found = visible(standings(session, caller.workspace.id, now, brief=True), known)
    tops = {one.number for one in found if one.level is Level.COMPANY}
    kept = tuple(one for one in found if one.number in tops or one.parent in tops)
    return Listed(kept, known.may(Action.CREATE_COMPANY))


def whole(session: Session, caller: Caller, now: datetime) -> tuple[ObjectiveStanding, ...]:
    """With all that was checked in, objectives in open cycles that the caller may see."""
    return visible(standings(session, caller.workspace.id, now), rights(session, caller))


def shown(session: Session, caller: Caller, typed: str, now: datetime) -> Shown:
    """What is called 2 or 2.1; UserError where nothing is, or nothing the caller may see."""
    known = rights(session, caller)
    objective, key_result = numbered(session, caller, known, typed, now)
    owners = {objective.owner.id} if key_result is None else {objective.owner.id, key_result.owner.id}
    is_open = objective.state is Openness.OPEN
    may_edit = is_open and known.may(Action.EDIT, objective.team_id, owners)
    measured = [key_result] if key_result else objective.key_results
    may_update = is_open and any(_updates(caller, one) for one in measured)
    came_from = _carried_from(session, caller, key_result)
    found = Shown(objective, key_result, carried_from=came_from, may_edit=may_edit, may_update=may_update)
    return _with_kpi(session, caller, found, now)


def numbered(
    session: Session, caller: Caller, known: Rights, typed: str, now: datetime
) -> tuple[ObjectiveStanding, KeyResultStanding | None]:
    asked = SHOWN_ID.fullmatch(typed)
    if asked is None:
        raise UserError("objectives.no_id")
    found = visible(standings(session, caller.workspace.id, now, numbers=[int(asked[1])]), known)
    if not found:
        raise UserError("objectives.unknown_id", id=typed)
    if asked[2] is None:
        return found[0], None
    short_id = f"{int(asked[1])}.{int(asked[2])}"
    key_result = next((one for one in found[0].key_results if one.short_id == short_id), None)
    if key_result is None:
        raise UserError("objectives.unknown_id", id=typed)
    return found[0], key_result


def _updates(caller: Caller, item: KeyResultStanding) -> bool:
    return item.owner.id == caller.person.id and item.state is Openness.OPEN


def _creates(known: Rights) -> bool:
    return any(known.may(Action.CREATE, team) for team in (*known.teams, None))


def _carried_from(session: Session, caller: Caller, found: KeyResultStanding | None) -> str | None:
    if found is None or found.carried_from_id is None:
        return None
    return short_ids(session, caller.workspace.id, [found.carried_from_id]).get(found.carried_from_id)


def _with_kpi(session: Session, caller: Caller, found: Shown, now: datetime) -> Shown:
    kpi_id = found.key_result.kpi_id if found.key_result else None
    kpi = next((kpi for kpi in kpis_of(session, caller.workspace.id) if kpi.id == kpi_id), None)
    if kpi is None:
        return found
    now_, before = reading(session, caller.workspace, kpi, now), previous(session, caller.workspace, kpi, now)
    return replace(found, kpi=now_, kpi_before=before)
