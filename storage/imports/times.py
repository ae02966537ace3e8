"""Dates and times as exports write them: the order of day and month from the whole column, never from one cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from storage.imports.refusal import Problem, Refused

STAMP = re.compile(
    r"(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})"
    r"(?:(?:T|[\s,]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp][Mm])?"
    r"\s*(Z|(?:UTC|GMT)?(?:([+-])(\d{1,2}):?(\d{2})?)?)?)?",
    re.ASCII,
)
FIRST_YEAR, LAST_YEAR = 1970, 2100


class DateOrder(StrEnum):
    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


@dataclass(frozen=True)
class Stamp:
    """The parts of a cell; `at` is none for a bare date, `offset` for a time that does not say its zone."""

    parts: tuple[str, str, str]
    at: time | None
    offset: tzinfo | None

    def day(self, order: DateOrder) -> date | None:
        """The date in this order; a year of four digits in front settles it."""
        a, b, c = self.parts
        year, month, day = {
            DateOrder.YMD: (a, b, c),
            DateOrder.DMY: (c, b, a),
            DateOrder.MDY: (c, a, b),
        }[DateOrder.YMD if len(a) == 4 else order]
        try:
            found = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        except ValueError:
            return None
        return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def read_stamp(cell: str) -> Stamp | None:
    """The parts of a written date or time; none for anything else."""
    match = STAMP.fullmatch(cell.strip())
    if match is None:
        return None
    a, _, b, c, hour, minute, second, half, zone, sign, hours, minutes = match.groups()
    if hour is None:
        return Stamp((a, b, c), None, None)
    try:
        at = time(_hour(int(hour), half), int(minute), int(second or 0))
        return Stamp((a, b, c), at, _offset(sign, hours, minutes) if zone else None)
    except ValueError:
        return None


def read_time(cell: str, order: DateOrder, zone: ZoneInfo, day_zone: ZoneInfo) -> datetime | None:
    """The instant a cell means: its own offset wins over `zone`, a bare date is that day in `day_zone`."""
    stamp = read_stamp(cell)
    day = stamp.day(order) if stamp else None
    if stamp is None or day is None:
        return None
    if stamp.at is None:
        return datetime.combine(day, time(), day_zone).astimezone(UTC)
    return datetime.combine(day, stamp.at, stamp.offset or zone).astimezone(UTC)


def order_of(cells: Iterable[str]) -> DateOrder:
    """The only order that all dates of a column allow; Refused where they allow two, or contradict each other."""
    stamps = [(cell, stamp) for cell in cells if (stamp := read_stamp(cell)) and len(stamp.parts[0]) < 4]
    told = {order: cell for cell, stamp in stamps if (order := _only_order(stamp))}
    if len(told) > 1:
        raise Refused(Problem.MIXED_DATES, one=told[DateOrder.DMY], other=told[DateOrder.MDY])
    if told:
        return next(iter(told))
    for cell, stamp in stamps:
        if stamp.day(DateOrder.DMY) != stamp.day(DateOrder.MDY):
            raise Refused(Problem.AMBIGUOUS_DATES, value=cell)
    return DateOrder.DMY if stamps else DateOrder.YMD


def _only_order(stamp: Stamp) -> DateOrder | None:
    possible = [order for order in (DateOrder.DMY, DateOrder.MDY) if stamp.day(order)]
    return possible[0] if len(possible) == 1 else None


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(f"{hour} {half} is no hour")
    return hour % 12 + (12 if half.lower() == "pm" else 0)


def _offset(sign: str | None, hours: str | None, minutes: str | None) -> tzinfo:
    if sign is None:
        return UTC
    span = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return timezone(-span if sign == "-" else span)
