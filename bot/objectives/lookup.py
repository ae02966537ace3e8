"""What /okr looks up for a caller: only what the caller may see."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.errors import UserError
from bot.kpis.flow import previous, reading
from bot.kpis.reading import Reading
from bot.objectives.flow import standings, visible
from bot.objectives.standing import KeyResultStanding, ObjectiveStanding
from bot.people.access import rights
from bot.people.caller import Caller
from storage.kpis import kpis_of

SHOWN_ID = re.compile(r"#?(\d{1,6})(?:\.(\d{1,6}))?")


@dataclass(frozen=True)
class Shown:
    """One objective, and the key result that was asked for with its KPI now and before."""

    objective: ObjectiveStanding
    key_result: KeyResultStanding | None = None
    kpi: Reading | None = None
    kpi_before: Reading | None = None


def mine(session: Session, caller: Caller, now: datetime) -> tuple[ObjectiveStanding, ...]:
    """Objectives in open cycles that the caller owns, wholly or a key result of."""
    found = standings(session, caller.workspace.id, now, owner_id=caller.person.id)
    return visible(found, rights(session, caller))


def shown(session: Session, caller: Caller, typed: str, now: datetime) -> Shown:
    """What is called 2 or 2.1; UserError where nothing is, or nothing the caller may see."""
    asked = SHOWN_ID.fullmatch(typed)
    if asked is None:
        raise UserError("objectives.no_id")
    found = standings(session, caller.workspace.id, now, numbers=[int(asked[1])])
    found = visible(found, rights(session, caller))
    if not found:
        raise UserError("objectives.unknown_id", id=typed)
    if asked[2] is None:
        return Shown(found[0])
    short_id = f"{int(asked[1])}.{int(asked[2])}"
    key_result = next((one for one in found[0].key_results if one.short_id == short_id), None)
    if key_result is None:
        raise UserError("objectives.unknown_id", id=typed)
    return _with_kpi(session, caller, Shown(found[0], key_result), now)


def _with_kpi(session: Session, caller: Caller, found: Shown, now: datetime) -> Shown:
    kpi_id = found.key_result.kpi_id if found.key_result else None
    kpi = next((kpi for kpi in kpis_of(session, caller.workspace.id) if kpi.id == kpi_id), None)
    if kpi is None:
        return found
    return Shown(
        found.objective,
        found.key_result,
        reading(session, caller.workspace, kpi, now),
        previous(session, caller.workspace, kpi, now),
    )
