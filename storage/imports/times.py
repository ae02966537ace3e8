"""Dates and times as exports write them: the order of day and month from the whole column, never from one cell."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from storage.imports.refusal import Problem, Refused
from storage.imports.stamps import FIRST_YEAR, LAST_YEAR, day_of, read_stamp

MOST_REMEMBERED = 50_000
NUMBER = re.compile(r"\d{5,13}(?:[.,]\d+)?", re.ASCII)
DAY_ZERO = datetime(1899, 12, 30, tzinfo=UTC)
"""What spreadsheets count days from (the 1900 system)."""


class DateOrder(StrEnum):
    """Which part comes first; or that dates are days of a spreadsheet, or seconds or milliseconds since 1970."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"
    SERIAL = "serial"
    EPOCH = "epoch"
    EPOCH_MS = "epoch_ms"


RANGES: Final = {
    DateOrder.SERIAL: (25_569, 73_415),
    DateOrder.EPOCH: (100_000_000, 4_133_980_800),
    DateOrder.EPOCH_MS: (100_000_000_000, 4_133_980_800_000),
}
"""From the first years to the end of 2100; none reaches into the next."""


def read_time(cell: str, order: DateOrder, zone: ZoneInfo, day_zone: ZoneInfo) -> datetime | None:
    """The instant a cell means: its own offset wins over `zone`, a bare date is that day in `day_zone`.

    An hour that a clock change leaves out is read as if the clock had not changed yet; of two the first is meant.
    """
    if cell[4:5] == "-" == cell[7:8] and cell[10:11] in ("", " ", "T"):
        try:
            return _instant(datetime.fromisoformat(cell), zone if len(cell) > 10 else day_zone)
        except ValueError:
            pass
    if order in RANGES:
        return _counted(cell, order, zone, day_zone)
    stamp = read_stamp(cell)
    day = day_of(stamp.parts, order) if stamp else None
    if stamp is None or day is None:
        return None
    if stamp.at is None:
        return datetime.combine(day, time(), day_zone).astimezone(UTC)
    return datetime.combine(day, stamp.at, stamp.offset or zone).astimezone(UTC)


def order_of(cells: Iterable[str]) -> DateOrder:
    """The only order that all dates of a column allow; Refused where they allow two, or contradict each other."""
    dates = Dates()
    for cell in cells:
        dates.see(cell)
    return dates.order()


class Dates:
    """What the cells of a column tell of the order of its dates."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._told: dict[DateOrder, str] = {}
        self._doubt: str | None = None
        self._stamps = self._open = False
        self._counts: set[DateOrder | None] = set()

    def see(self, cell: str) -> None:
        """The same day in the same form tells nothing more."""
        if (head := cell[:10]) in self._seen:
            return
        if len(self._seen) == MOST_REMEMBERED:
            self._seen.clear()
        self._seen.add(head)
        if (number := _number(cell)) is not None:
            self._counts.add(_range_of(number))
        elif stamp := read_stamp(cell):
            self._stamps = True
            if len(stamp.parts[0]) < 4:
                self._open = True
                self._weigh(cell, stamp.parts)

    def order(self) -> DateOrder:
        """Refused where it is in doubt."""
        if len(self._told) > 1:
            raise Refused(Problem.MIXED_DATES, one=self._told[DateOrder.DMY], other=self._told[DateOrder.MDY])
        if self._told:
            return next(iter(self._told))
        if self._doubt is not None:
            raise Refused(Problem.AMBIGUOUS_DATES, value=self._doubt)
        return DateOrder.DMY if self._open else self.counted() or DateOrder.YMD

    def counted(self) -> DateOrder | None:
        """What is counted where the whole column is numbers of one kind."""
        return next(iter(self._counts)) if len(self._counts) == 1 and not self._stamps else None

    def _weigh(self, cell: str, parts: tuple[str, str, str]) -> None:
        days = {order: day for order in (DateOrder.DMY, DateOrder.MDY) if (day := day_of(parts, order))}
        if len(days) == 1:
            self._told.setdefault(next(iter(days)), cell)
        elif days and days[DateOrder.DMY] != days[DateOrder.MDY]:
            self._doubt = self._doubt or cell


def _instant(found: datetime, zone: ZoneInfo) -> datetime | None:
    """The whole second, in `zone` where nothing else is said."""
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    return found.replace(microsecond=0, tzinfo=found.tzinfo or zone).astimezone(UTC)


def _counted(cell: str, order: DateOrder, zone: ZoneInfo, day_zone: ZoneInfo) -> datetime | None:
    """A spreadsheet's days are in `zone`, whole ones in `day_zone`; seconds since 1970 say their own."""
    number = _number(cell)
    if number is None or _range_of(number) is not order:
        return None
    if order is DateOrder.SERIAL:
        written = DAY_ZERO + timedelta(seconds=round(number * 86400))
        return written.replace(tzinfo=day_zone if number == int(number) else zone).astimezone(UTC)
    return datetime.fromtimestamp(int(number) // (1000 if order is DateOrder.EPOCH_MS else 1), UTC)


def _number(cell: str) -> float | None:
    match = NUMBER.fullmatch(cell.strip())
    return float(match[0].replace(",", ".")) if match else None


def _range_of(number: float) -> DateOrder | None:
    return next((order for order, (low, high) in RANGES.items() if low <= number < high), None)
