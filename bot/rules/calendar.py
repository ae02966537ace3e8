"""When rounds open, fall due and remind: local dates and hours in, instants in UTC out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING, EVENING = time(9), time(18)
MOST_REMINDERS = 2
UNASKED = timedelta(days=3)
"""An update on one's own initiative this long before a round opens counts as an answer to it."""


@dataclass(frozen=True)
class CheckinRule:
    """A weekday (0 = Monday) and hour every 1, 2 or 4 weeks; hours count from each opening."""

    weekday: int
    at: time
    every: int
    due_hours: float
    remind_hours: tuple[float, ...]


def local_instant(day: date, at: time, zone: str) -> datetime:
    """The instant, in UTC, of a local time; in a gap it shifts forward, of an overlap it takes the first."""
    # PEP 495: fold=0 reads a time that does not exist with the offset from before the gap.
    return datetime.combine(day, at.replace(fold=0), ZoneInfo(zone)).astimezone(UTC)


def first_weekday(day: date, weekday: int) -> date:
    """The first such weekday on or after the day."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def round_days(rule: CheckinRule, first: date, last: date) -> Iterator[date]:
    """The local dates on which the rounds of a cycle open; the last is the first such weekday on or after the
    cycle's last day, whatever the step, and asks for the final value."""
    day = first_weekday(first, rule.weekday)
    final = first_weekday(last, rule.weekday)
    while day < final:
        yield day
        day += timedelta(weeks=rule.every)
    yield final


def next_round_day(rule: CheckinRule, first: date, last: date, after: date) -> date | None:
    return next((day for day in round_days(rule, first, last) if day > after), None)


def round_day_on_or_before(rule: CheckinRule, first: date, last: date, day: date) -> date | None:
    return max((opened for opened in round_days(rule, first, last) if opened <= day), default=None)


def due(opening: datetime, rule: CheckinRule) -> datetime:
    """Elapsed hours, so that a clock change neither shortens nor lengthens them."""
    return opening + timedelta(hours=rule.due_hours)


def may_remind(instant: datetime, person_zone: str) -> bool:
    """True from 9:00 until just before 18:00 of the person's local time."""
    return MORNING <= instant.astimezone(ZoneInfo(person_zone)).time() < EVENING


def reminders(rule: CheckinRule, opening: datetime, due: datetime, person_zone: str) -> tuple[datetime, ...]:
    """At most two, in order, after the opening and before it is due; one outside the person's 9:00 to 18:00
    moves to the next 9:00."""
    hours = sorted(rule.remind_hours)[:MOST_REMINDERS]
    polite = {_polite(opening + timedelta(hours=after), person_zone) for after in hours}
    return tuple(sorted(instant for instant in polite if opening < instant < due))


def _polite(instant: datetime, person_zone: str) -> datetime:
    if may_remind(instant, person_zone):
        return instant
    local = instant.astimezone(ZoneInfo(person_zone))
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return local_instant(day, MORNING, person_zone)
