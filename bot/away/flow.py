"""Who is away, on which days: told by the person, who is then asked nothing that opens on one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.away.days import Days
from bot.people.caller import Caller
from bot.people.zones import zone_of
from bot.prompts.owing import look_again
from storage.away import add_away, away_by_id, away_of, away_on, hints_from, prompts_on
from storage.models import Away, Person, Workspace

LONGEST_HINT = timedelta(days=366)


@dataclass(frozen=True)
class Absences:
    """What is stored of a person from today on, and the days that a form begins with."""

    caller: Caller
    today: date
    stored: tuple[Away, ...]
    proposed: Days


def local_today(caller: Caller, now: datetime) -> date:
    return now.astimezone(ZoneInfo(caller.zone)).date()


def away_now(session: Session, person: Person, now: datetime) -> Away | None:
    """The days on which the person is away, if today is one of them where they live."""
    zone = zone_of(person, session.get_one(Workspace, person.workspace_id))
    return away_on(session, person.id, now.astimezone(ZoneInfo(zone)).date())


def absences(session: Session, caller: Caller, now: datetime) -> Absences:
    today = local_today(caller, now)
    stored = away_of(session, caller.person.id, today)
    hinted = [hint.last for hint in hints_from(session, caller.person.id, today) if hint.last - today <= LONGEST_HINT]
    return Absences(caller, today, tuple(stored), Days(today, max(hinted, default=today)))


def go_away(session: Session, caller: Caller, days: Days, now: datetime, mark: str) -> Away:
    """With the days that were told before and overlap it is one absence, so that one tap ends it."""
    person = caller.person
    near = [row for row in away_of(session, person.id, days.first) if row.first <= days.last]
    first, last = min([days.first, *(row.first for row in near)]), max([days.last, *(row.last for row in near)])
    for row in near:
        if (row.first, row.last) != (first, last):
            session.delete(row)
    session.flush()
    stored = add_away(session, person, first, last, now)
    _look_again(session, person, [stored], now, mark)
    return stored


def come_back(session: Session, caller: Caller, away_id: int, now: datetime, mark: str) -> None:
    """Forgets one absence of the caller; nothing happens where it is gone already."""
    found = away_by_id(session, caller.workspace.id, away_id)
    if found is not None and found.person_id == caller.person.id:
        _forget(session, caller, [found], now, mark)


def come_back_wholly(session: Session, caller: Caller, now: datetime, mark: str) -> bool:
    """Forgets all that is not over; false where there was nothing."""
    found = away_of(session, caller.person.id, local_today(caller, now))
    _forget(session, caller, found, now, mark)
    return bool(found)


def _forget(session: Session, caller: Caller, found: Sequence[Away], now: datetime, mark: str) -> None:
    _look_again(session, caller.person, found, now, mark)
    for row in found:
        session.delete(row)
    session.flush()


def _look_again(session: Session, person: Person, found: Sequence[Away], now: datetime, mark: str) -> None:
    """The prompts of those days say otherwise now; whom they excuse is for the clock to see."""
    for row in found:
        for prompt in prompts_on(session, person.id, row.first, row.last):
            look_again(session, prompt, mark, now)
