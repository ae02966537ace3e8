"""Who is owed the digest of the company, and when: on the Monday after a round has closed."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.people.zones import zone_of
from bot.rules.calendar import MONDAY, first_weekday, local_instant
from storage.company import company_readers
from storage.kinds import DeliveryKind
from storage.models import Person, Round, Workspace
from storage.owing import Owed

AT = time(9)
WEEK = timedelta(weeks=1)


def company_digests(session: Session, closed: Sequence[Round], now: datetime) -> list[Owed]:
    """One for each admin who wants it and each week; of a round that closed late, as if it had closed in time."""
    readers = company_readers(session, {round_.workspace_id for round_ in closed})
    return [
        _owed(person, workspace, min(round_.due_at, now))
        for round_ in closed
        for person, workspace in readers
        if workspace.id == round_.workspace_id
    ]


def _owed(person: Person, workspace: Workspace, closed: datetime) -> Owed:
    """Due at the first Monday 9:00 where the admin lives, and worth reading until the next."""
    zone = zone_of(person, workspace)
    day = first_weekday(closed.astimezone(ZoneInfo(zone)).date(), MONDAY)
    if local_instant(day, AT, zone) <= closed:
        day += WEEK
    year, week, _ = day.isocalendar()
    return Owed(
        workspace.id,
        DeliveryKind.COMPANY_DIGEST,
        f"company_digest:{person.id}:{year}-{week:02}",
        target=person.slack_id,
        subject_id=person.id,
        due=local_instant(day, AT, zone),
        expires=local_instant(day + WEEK, AT, zone),
    )
