"""Asking somebody whose status in Slack says so whether they are away: once, and nothing happens without their tap."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.away.days import Days
from bot.away.flow import go_away, local_today
from bot.away.status import Status
from bot.errors import UserError
from bot.people.caller import Caller
from bot.rules.calendar import hours_of, polite
from storage.away import away_on, end_hint, hint_by_id, hint_for, hints_from
from storage.deliveries import owe
from storage.kinds import DeliveryKind, HintState
from storage.models import Away, AwayHint, Person, Workspace
from storage.rounds import owned

NO_END = date(9999, 12, 31)
WORTH_ASKING = timedelta(days=2)


@dataclass(frozen=True)
class Hint:
    """`last` is none where Slack does not say until when."""

    caller: Caller
    id: int
    last: date | None


@dataclass(frozen=True)
class Answer:
    """`away` is what was stored, none where the person is here."""

    caller: Caller
    away: Away | None


def notice(session: Session, workspace: Workspace, person: Person, status: Status, now: datetime) -> None:
    """Owes the question where the status says away, it was not asked about the same, and something would be asked of
    the person then."""
    caller = Caller(workspace, person)
    today = local_today(caller, now)
    if not status.says_away:
        for endless in hints_from(session, person.id, NO_END):
            end_hint(session, endless, today)
        return
    last = status.last_day(caller.zone) or NO_END
    told = away_on(session, person.id, today)
    known = told is not None and (last == NO_END or told.last >= last)
    if last < today or known or not person.active or not owned(session, workspace.id, person.id, today):
        return
    if hint := hint_for(session, person, today, last, now):
        due = polite(now, caller.zone, "", hours_of(person.remind_from, person.remind_to))
        owe(
            session, workspace.id, DeliveryKind.AWAY_HINT, f"away_hint:{hint.id}",
            target=person.slack_id, subject_id=hint.id, due=due, expires=due + WORTH_ASKING,
        )  # fmt: skip


def question(session: Session, workspace: Workspace, hint_id: int, now: datetime) -> Hint | None:
    """What to ask; none where it was answered, or is over."""
    found = hint_by_id(session, workspace.id, hint_id)
    if found is None or found.state is not HintState.ASKED:
        return None
    caller = Caller(workspace, session.get_one(Person, found.person_id))
    today = local_today(caller, now)
    if found.last < today or away_on(session, caller.person.id, today) or not caller.person.active:
        return None
    return Hint(caller, found.id, None if found.last == NO_END else found.last)


def answer(session: Session, caller: Caller, hint_id: int, now: datetime) -> Answer | None:
    """What became of the question; none while it stands, and where it is not the caller's."""
    found = hint_by_id(session, caller.workspace.id, hint_id)
    if found is None or found.person_id != caller.person.id or found.state is HintState.ASKED:
        return None
    away = away_on(session, caller.person.id, max(found.first, local_today(caller, now)))
    return Answer(caller, away if found.state is HintState.AWAY else None)


def confirm(session: Session, caller: Caller, hint_id: int, now: datetime, mark: str) -> Away:
    """UserError where the days are over meanwhile, or the status had no end."""
    row = _own(session, caller, hint_id)
    if row.last == NO_END or row.last < local_today(caller, now):
        raise UserError("away.over")
    row.state = HintState.AWAY
    session.add(row)
    return go_away(session, caller, Days(row.first, row.last), now, mark)


def deny(session: Session, caller: Caller, hint_id: int) -> None:
    row = _own(session, caller, hint_id)
    row.state = HintState.HERE
    session.add(row)


def _own(session: Session, caller: Caller, hint_id: int) -> AwayHint:
    """UserError for one that is not the caller's."""
    found = hint_by_id(session, caller.workspace.id, hint_id)
    if found is None or found.person_id != caller.person.id:
        raise UserError("away.no_hint")
    return found
