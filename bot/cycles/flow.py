"""Cycles are made and changed by admins."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.errors import UserError
from bot.people.access import rights
from bot.people.caller import Caller
from bot.rules.access import Action
from bot.rules.cycle import Proposal, following, overlapping, quarter
from storage.audit import note
from storage.changes import change
from storage.checkins import first_time
from storage.cycles import add_cycle, cycle_by_id, newest_cycle, open_cycles
from storage.kinds import AuditAction, Openness
from storage.models import Cycle
from storage.objectives import cycle_by_name

LONGEST_NAME = 80


class Field(StrEnum):
    """What a cycle is made of."""

    NAME = "name"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True)
class Wanted:
    """What was typed; empty and none where nothing was."""

    name: str
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Kept:
    """The cycle as it is stored, and the open ones that share days with it; or what has to be mended, by field, as the
    id of a sentence."""

    cycle: Cycle | None = None
    overlaps: tuple[Cycle, ...] = ()
    wrong: Mapping[Field, str] | None = None


def proposal(session: Session, caller: Caller, now: datetime) -> Proposal:
    """What follows the newest cycle, or this quarter; UserError where the caller may make none."""
    rights(session, caller).demand(Action.SET_UP_COMPANY)
    newest = newest_cycle(session, caller.workspace.id)
    if newest is None:
        return quarter(now.astimezone(ZoneInfo(caller.zone)).date())
    return following(newest.name, newest)


def editable(session: Session, caller: Caller, cycle_id: int) -> Cycle:
    """UserError where the caller may not change it, or it is closed: then only its grades can be corrected."""
    rights(session, caller).demand(Action.SET_UP_COMPANY)
    cycle = cycle_by_id(session, caller.workspace.id, cycle_id)
    if cycle is None:
        raise UserError("cycle.gone")
    if cycle.state is Openness.CLOSED:
        raise UserError("cycle.closed_stays", cycle=cycle.name)
    return cycle


def keep(session: Session, now: datetime, caller: Caller, cycle_id: int, wanted: Wanted, key: str) -> Kept:
    """Makes a cycle (id 0) or changes one; nothing is stored where something has to be mended. Days that lie across
    another open cycle are allowed: a year and its quarters are."""
    cycle = editable(session, caller, cycle_id) if cycle_id else None
    rights(session, caller).demand(Action.SET_UP_COMPANY)
    workspace = caller.workspace.id
    wrong = _wrong(wanted)
    named = cycle_by_name(session, workspace, wanted.name)
    if named is not None and named.id != cycle_id:
        # What Slack sends twice has made it already.
        wrong.setdefault(Field.NAME, "cycle.name_taken")
    if wrong or wanted.first is None or wanted.last is None:
        return Kept(wrong=wrong)
    if first_time(session, workspace, key, now):
        if cycle is None:
            add_cycle(session, workspace, wanted.name, wanted.first, wanted.last)
        else:
            change(session, cycle, vars(wanted), now, caller.person.id)
        note(session, workspace, caller.person.slack_id, AuditAction.CYCLE_CHANGED, wanted.name, now)
    session.flush()
    kept = cycle or cycle_by_name(session, workspace, wanted.name)
    assert kept is not None  # noqa: S101 - it was there or is now
    others = [other for other in open_cycles(session, workspace) if other.id != kept.id]
    return Kept(kept, tuple(overlapping(kept, others)))


def _wrong(wanted: Wanted) -> dict[Field, str]:
    found: dict[Field, str] = {}
    if not wanted.name:
        found[Field.NAME] = "cycle.name_missing"
    elif len(wanted.name) > LONGEST_NAME:
        found[Field.NAME] = "cycle.name_long"
    for field, day in ((Field.FIRST, wanted.first), (Field.LAST, wanted.last)):
        if day is None:
            found[field] = "cycle.day_missing"
    if wanted.first and wanted.last and wanted.last < wanted.first:
        found[Field.LAST] = "cycle.days_backwards"
    return found
