"""Business hours: Monday to Friday, 9 to 18 local time; holidays are not left out."""

from datetime import datetime
from zoneinfo import ZoneInfo

SECOND = 10**6
OPENS = 9 * 3600 * SECOND
DAY = 9 * 3600 * SECOND
WEEKDAYS = 5


def business_seconds(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    """Whole seconds of business hours between two instants; 0 where the end is not after the start."""
    if end <= start:
        return 0
    return (_until(end, zone) - _until(start, zone)) // SECOND


def _until(instant: datetime, zone: ZoneInfo) -> int:
    """Microseconds of business hours since the first Monday of the calendar, the day 1.

    Clocks are changed at night: a business day has nine hours, and wall time tells how many are over.
    """
    local = instant.astimezone(zone)
    weeks, weekday = divmod(local.toordinal() - 1, 7)
    before = DAY * (weeks * WEEKDAYS + min(weekday, WEEKDAYS))
    if weekday >= WEEKDAYS:
        return before
    of_day = ((local.hour * 60 + local.minute) * 60 + local.second) * SECOND + local.microsecond
    return before + min(max(of_day - OPENS, 0), DAY)
