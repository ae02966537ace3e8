"""The clock's part of the week: rounds open, people are asked and reminded, rounds close.

Everything here may run as often as one likes and in several processes: unique keys make it happen once.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.people.zones import zone_of
from bot.rules import calendar
from bot.rules.calendar import CheckinRule
from storage.deliveries import owe
from storage.kinds import DeliveryKind, DigestTime, PartState, Zone
from storage.models import Cycle, Part, Person, Round, Team, Workspace
from storage.once import add_once
from storage.rounds import (
    last_closed_day,
    open_round,
    overdue_parts,
    owed,
    owners_in,
    parts_of,
    parts_to_ask,
    parts_to_remind,
    teams_in_cycles,
    unclosed_rounds,
    updated_between,
)

EARLIEST_ZONE = timedelta(hours=14)
LOOK_AHEAD = timedelta(weeks=5)
LOCAL_OPENING = "%Y-%m-%dT%H:%M"
DONE = (PartState.ON_TIME, PartState.LATE, PartState.EXCUSED)


def rule_of(team: Team) -> CheckinRule:
    return CheckinRule(
        weekday=team.weekday,
        at=team.at,
        every=team.every,
        due_hours=team.due_hours,
        remind_hours=tuple(team.remind_hours),
    )


def open_rounds(session: Session, now: datetime) -> None:
    """Makes a round, with a part for each owner, once its first part opens; later owners join while it is open."""
    for team, cycle in teams_in_cycles(session, (now + EARLIEST_ZONE).date()):
        owners = owners_in(session, team.id, cycle.id)
        for day in _days_to_open(session, team, cycle, now):
            _open(session, team, cycle, day, owners, now)


def _days_to_open(session: Session, team: Team, cycle: Cycle, now: datetime) -> Iterator[date]:
    closed = last_closed_day(session, team.id, cycle.id)
    for day in calendar.round_days(rule_of(team), cycle.first, cycle.last):
        if day > (now + EARLIEST_ZONE).date():
            return
        if closed is None or day > closed:
            yield day


def _open(
    session: Session, team: Team, cycle: Cycle, day: date, owners: list[tuple[Person, datetime]], now: datetime
) -> None:
    rule = rule_of(team)
    openings = [
        (opens, person)
        for person, made in owners
        # Nobody owes an answer to a round that was over before the key result was made.
        if made <= calendar.due(opens := _opening(session, team, person, day), rule)
    ]
    first = min((opens for opens, _ in openings), default=None)
    if first is None or first > now:
        return
    final = calendar.next_round_day(rule, cycle.first, cycle.last, day) is None
    round_ = open_round(session, team, cycle, day, final=final, opens_at=first)
    for opens, person in openings:
        _add_part(session, team, round_, person, opens)
    session.flush()


def _opening(session: Session, team: Team, person: Person, day: date) -> datetime:
    return calendar.local_instant(day, team.at, _rule_zone(session, team, person))


def _rule_zone(session: Session, team: Team, person: Person) -> str:
    return _zone(session, person) if team.zone is Zone.PERSON else team.timezone


def _zone(session: Session, person: Person) -> str:
    return zone_of(person, session.get_one(Workspace, person.workspace_id))


def _add_part(session: Session, team: Team, round_: Round, person: Person, opens: datetime) -> None:
    due = calendar.due(opens, rule_of(team))
    part = Part(
        workspace_id=team.workspace_id,
        round_id=round_.id,
        person_id=person.id,
        opens_at=opens,
        due_at=due,
        local_opening=opens.astimezone(ZoneInfo(_zone(session, person))).strftime(LOCAL_OPENING),
    )
    part.state = PartState.PENDING if unanswered_before(session, part, round_) else PartState.ON_TIME
    if add_once(session, Part, **part.model_dump(exclude={"id"})) and due > round_.due_at:
        round_.due_at = due
        session.add(round_)


def unanswered_before(session: Session, part: Part, round_: Round) -> set[int]:
    """The key results to ask for: those owed, less those updated unasked in the days before the opening."""
    ids = {key_result.id for key_result, _, _ in owed(session, part, round_)}
    return ids - updated_between(session, ids, part.opens_at - calendar.UNASKED, part.opens_at)


def ask(session: Session, now: datetime) -> None:
    """Owes each person one prompt for all parts that open at the same local time."""
    for part, person in parts_to_ask(session, now):
        prompt = owe(
            session, part.workspace_id, DeliveryKind.PROMPT, f"prompt:{person.id}:{part.local_opening}",
            target=person.slack_id, subject_id=person.id, due=part.opens_at, expires=part.due_at,
        )  # fmt: skip
        # One round may be due before another that shares the prompt: it goes out while any of them is open.
        prompt.expires = max(prompt.expires or part.due_at, part.due_at)
        part.prompt_id = prompt.id
        session.add_all([prompt, part])
    session.flush()


def remind(session: Session, now: datetime) -> None:
    """Owes the reminders whose hour has come to those who are still pending; a late prompt is its own reminder."""
    for part, person, team, asked_at in parts_to_remind(session, now):
        instants = calendar.reminders(rule_of(team), part.opens_at, part.due_at, _zone(session, person))
        for number, instant in enumerate(instants, start=1):
            if asked_at < instant <= now:
                _remind(session, part, person, number, instant, [*instants, part.due_at][number])


def _remind(session: Session, part: Part, person: Person, number: int, due: datetime, until: datetime) -> None:
    owe(
        session, part.workspace_id, DeliveryKind.REMINDER,
        f"reminder:{person.id}:{part.local_opening}:{number}",
        target=person.slack_id, subject_id=part.prompt_id or 0, due=due, expires=until,
    )  # fmt: skip


def close_rounds(session: Session, now: datetime) -> list[Round]:
    """Marks what was missed, and closes rounds that are complete or over; each owes its team a digest."""
    for part in overdue_parts(session, now):
        part.state = PartState.MISSED
        session.add(part)
    session.flush()
    return [round_ for round_ in unclosed_rounds(session) if _close(session, round_, now)]


def _close(session: Session, round_: Round, now: datetime) -> bool:
    team = session.get_one(Team, round_.team_id)
    parts = parts_of(session, round_.id)
    complete = all(part.state in DONE for part in parts) and team.digest_when is DigestTime.EARLY
    if not complete and round_.due_at > now:
        return False
    round_.closed_at = now
    session.add(round_)
    if any(part.state is not PartState.EXCUSED for part in parts):
        owe(
            session, round_.workspace_id, DeliveryKind.DIGEST, f"digest:{round_.id}",
            target=team.channel, subject_id=round_.id, due=now, expires=next_opening(session, round_),
        )  # fmt: skip
    session.flush()
    return True


def next_opening(session: Session, round_: Round) -> datetime:
    """When the team's next round opens: until then a digest is posted and kept up to date."""
    team, cycle = session.get_one(Team, round_.team_id), session.get_one(Cycle, round_.cycle_id)
    rule = rule_of(team)
    following = calendar.next_round_day(rule, cycle.first, cycle.last, round_.day)
    day = following or round_.day + timedelta(weeks=team.every)
    return calendar.local_instant(day, team.at, team.timezone)


class Moments(NamedTuple):
    """When the next part opens, the next reminder is due and the next round is over; none where nothing is ahead."""

    opening: datetime | None
    reminder: datetime | None
    deadline: datetime | None


def next_moments(session: Session, now: datetime) -> Moments:
    """What a clock may be moved to."""
    openings: list[datetime] = []
    deadlines = [round_.due_at for round_ in unclosed_rounds(session) if round_.due_at > now]
    for team, cycle in teams_in_cycles(session, (now + LOOK_AHEAD).date()):
        ahead = list(_openings_ahead(session, team, cycle, now))
        openings += ahead
        if not deadlines and ahead:
            deadlines.append(calendar.due(max(ahead), rule_of(team)))
    reminders = [instant for instant in _reminders_ahead(session, now) if instant > now]
    return Moments(min(openings, default=None), min(reminders, default=None), min(deadlines, default=None))


def _reminders_ahead(session: Session, now: datetime) -> Iterator[datetime]:
    for part, person, team, _ in parts_to_remind(session, now):
        yield from calendar.reminders(rule_of(team), part.opens_at, part.due_at, _zone(session, person))


def _openings_ahead(session: Session, team: Team, cycle: Cycle, now: datetime) -> Iterator[datetime]:
    """Each owner's next opening."""
    days = list(calendar.round_days(rule_of(team), cycle.first, cycle.last))
    for person, _ in owners_in(session, team.id, cycle.id):
        zone = _rule_zone(session, team, person)
        instants = (calendar.local_instant(day, team.at, zone) for day in days)
        if following := next((instant for instant in instants if instant > now), None):
            yield following
