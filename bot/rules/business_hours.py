"""Business hours: Monday to Friday, 9 to 18 local time; holidays are not left out."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS = time(9)
DAY = timedelta(hours=9)
WEEKDAYS = 5


def business_seconds(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    """Whole seconds of business hours between two instants; 0 where the end is not after the start."""
    if end <= start:
        return 0
    return (_until(end, zone) - _until(start, zone)) // timedelta(seconds=1)


def _until(instant: datetime, zone: ZoneInfo) -> timedelta:
    """Business hours since the first Monday of the calendar, the day 1; every day has nine, for clocks are changed
    at night."""
    local = instant.astimezone(zone)
    weeks, weekday = divmod(local.toordinal() - 1, 7)
    before = DAY * (weeks * WEEKDAYS + min(weekday, WEEKDAYS))
    if weekday >= WEEKDAYS:
        return before
    # In UTC: the difference of two times of one zone would leave out a change of its clocks.
    opening = datetime.combine(local, OPENS, zone).astimezone(UTC)
    return before + min(max(instant - opening, timedelta(0)), DAY)
