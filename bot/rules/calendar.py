"""When rounds open, fall due and remind: local dates and hours in, instants in UTC out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.rules.holidays import is_holiday, working_day

AFTERNOON = time(14)
MOST_REMINDERS = 2
UNASKED = timedelta(days=3)
"""An update on one's own initiative this long before a round opens counts as an answer to it."""
LOCAL_OPENING = "%Y-%m-%dT%H:%M"
MONDAY = 0


@dataclass(frozen=True)
class Hours:
    """The part of each local day in which one may remind a person."""

    first: time = time(9)
    last: time = time(18)


WORKDAY = Hours()


class Later(StrEnum):
    """When a person may ask to be reminded."""

    HOUR = "hour"
    AFTERNOON = "afternoon"
    TOMORROW = "tomorrow"


@dataclass(frozen=True)
class CheckinRule:
    """A weekday (0 = Monday) and hour every 1, 2 or 4 weeks; hours count from each opening; `holidays` names whose
    public holidays are kept, nobody's where it is empty."""

    weekday: int
    at: time
    every: int
    due_hours: float
    remind_hours: tuple[float, ...]
    holidays: str = ""


@dataclass(frozen=True)
class Slot:
    """When a part opens and is due, and what the clock on the person's wall shows as it opens."""

    opens_at: datetime
    due_at: datetime
    local_opening: str

    @property
    def day(self) -> date:
        """The day on which it opens where the person lives."""
        return date.fromisoformat(self.local_opening[:10])


@lru_cache(maxsize=10_000)
def slot(rule: CheckinRule, day: date, zone: str, person_zone: str) -> Slot:
    """Of a round's day, in a rule that follows `zone`, for a person who lives in `person_zone`."""
    opens = local_instant(day, rule.at, zone)
    return Slot(opens, due(opens, rule), opens.astimezone(ZoneInfo(person_zone)).strftime(LOCAL_OPENING))


def local_instant(day: date, at: time, zone: str) -> datetime:
    """The instant, in UTC, of a local time; in a gap it shifts forward, of an overlap it takes the first."""
    # PEP 495: fold=0 reads a time that does not exist with the offset from before the gap.
    return datetime.combine(day, at.replace(fold=0), ZoneInfo(zone)).astimezone(UTC)


def first_weekday(day: date, weekday: int) -> date:
    """The first such weekday on or after the day."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def monday(day: date) -> date:
    """Of the day's week."""
    return day - timedelta(days=day.weekday())


def round_days(rule: CheckinRule, first: date, last: date, after: date = date.min) -> Iterator[date]:
    """The local dates on which the rounds of a cycle open, of those whose weekday lies after `after`.

    The last is that of the first such weekday on or after the cycle's last day, whatever the step, and asks for the
    final value. A holiday moves a round to the next working day; one that would reach the next round's day is left
    out, unless it is the last.
    """
    final = first_weekday(last, rule.weekday)
    day, step = first_weekday(first, rule.weekday), timedelta(weeks=rule.every)
    if after >= day:
        day += ((after - day) // step + 1) * step
    while day < final:
        moved = working_day(day, rule.holidays)
        if moved < min(day + step, final):
            yield moved
        day += step
    if final > after:
        yield working_day(final, rule.holidays)


def next_round_day(rule: CheckinRule, first: date, last: date, after: date) -> date | None:
    return next(round_days(rule, first, last, after), None)


def due(opening: datetime, rule: CheckinRule) -> datetime:
    """Elapsed hours, so that a clock change neither shortens nor lengthens them."""
    return opening + timedelta(hours=rule.due_hours)


def hours_of(first: int | None, last: int | None) -> Hours:
    """The hours of the day from which and to which a person wants reminders, none where it does not matter: they only
    narrow the working day."""
    begins = max(WORKDAY.first.hour, first or 0)
    ends = min(WORKDAY.last.hour, WORKDAY.last.hour if last is None else last)
    return Hours(time(begins), time(ends)) if begins < ends else WORKDAY


def may_remind(instant: datetime, person_zone: str, holidays: str = "", hours: Hours = WORKDAY) -> bool:
    """True within the person's hours, from 9:00 until just before 18:00 unless told otherwise, on no holiday."""
    return polite(instant, person_zone, holidays, hours) == instant


def reminders(
    rule: CheckinRule, opening: datetime, due: datetime, person_zone: str, hours: Hours = WORKDAY
) -> tuple[datetime, ...]:
    """At most two, in order, after the opening and before it is due; one outside the person's hours, or on a holiday,
    moves to the next morning that is allowed."""
    after = sorted(rule.remind_hours)[:MOST_REMINDERS]
    moved = {polite(opening + timedelta(hours=one), person_zone, rule.holidays, hours) for one in after}
    return tuple(sorted(instant for instant in moved if opening < instant < due))


def polite(instant: datetime, person_zone: str, holidays: str, hours: Hours = WORKDAY) -> datetime:
    """The instant itself where one may remind then, else the next morning at which one may."""
    local = instant.astimezone(ZoneInfo(person_zone))
    day = local.date()
    if hours.first <= local.time() < hours.last and not is_holiday(day, holidays):
        return instant
    if local.time() >= hours.first:
        day += timedelta(days=1)
    while is_holiday(day, holidays):
        day += timedelta(days=1)
    return local_instant(day, hours.first, person_zone)


def evening(instant: datetime, person_zone: str, hours: Hours = WORKDAY) -> datetime:
    """The end of the hours of the same day where the person lives."""
    return local_instant(instant.astimezone(ZoneInfo(person_zone)).date(), hours.last, person_zone)


def later(now: datetime, person_zone: str, hours: Hours = WORKDAY) -> dict[Later, datetime]:
    """When one may offer to remind a person who asks for it now: within their hours, and each well after the one
    before."""
    day = now.astimezone(ZoneInfo(person_zone)).date()
    hour = now + timedelta(hours=1)
    afternoon = local_instant(day, max(AFTERNOON, hours.first), person_zone)
    found = {Later.HOUR: hour} if may_remind(hour, person_zone, hours=hours) else {}
    if hour < afternoon < evening(now, person_zone, hours):
        found[Later.AFTERNOON] = afternoon
    return {**found, Later.TOMORROW: local_instant(day + timedelta(days=1), hours.first, person_zone)}
