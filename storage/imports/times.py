"""Dates and times as exports write them: the order of day and month from the whole column, never from one cell."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from storage.imports.refusal import Problem, Refused
from storage.imports.stamps import FIRST_YEAR, LAST_YEAR, LONGEST, day_of, read_stamp

MOST_REMEMBERED = 50_000
HEAD = 10
"""So many letters hold the day in any form that has more than one order."""
NUMBER = re.compile(r"\s*(\d{5,13}(?:[.,]\d+)?)\s*", re.ASCII)
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
    if (number := _number(cell)) is not None:
        return _counted(number, order, zone, day_zone)
    if order in RANGES:
        return None
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
    """What the cells of a column tell of the order of its dates, and whether they are dates at all."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self._unread: set[str] = set()
        self._told: dict[DateOrder, str] = {}
        self._doubt: str | None = None
        self._short = False
        self._counts: set[DateOrder | None] = set()
        self.written = False

    def see(self, cell: str) -> bool:
        """Whether a cell can be a time; the same day in the same form tells nothing more."""
        if cell[:HEAD] in self.seen:
            return True
        if len(cell) > LONGEST or cell in self._unread:
            return False
        if not self._look(cell):
            _remember(self._unread, cell)
            return False
        _remember(self.seen, cell[:HEAD])
        return True

    @property
    def numbers(self) -> bool:
        """Whether numbers are among them."""
        return bool(self._counts)

    @property
    def settled(self) -> bool:
        """Whether a cell allows one order only."""
        return bool(self._told)

    def order(self) -> DateOrder:
        """Refused where it is in doubt."""
        if len(self._told) > 1:
            raise Refused(Problem.MIXED_DATES, one=self._told[DateOrder.DMY], other=self._told[DateOrder.MDY])
        if self._told:
            return next(iter(self._told))
        if self._doubt is not None:
            raise Refused(Problem.AMBIGUOUS_DATES, value=self._doubt)
        return DateOrder.DMY if self._short else self.counted() or DateOrder.YMD

    def counted(self) -> DateOrder | None:
        """What is counted where the whole column is numbers of one kind."""
        return next(iter(self._counts)) if len(self._counts) == 1 and not self.written else None

    def _look(self, cell: str) -> bool:
        if (number := _number(cell)) is not None:
            self._counts.add(_range_of(number))
            return _range_of(number) is not None
        stamp = read_stamp(cell)
        if stamp is None:
            return False
        self.written = True
        if len(stamp.parts[0]) < 4:
            self._short = True
            self._weigh(cell, stamp.parts)
        return True

    def _weigh(self, cell: str, parts: tuple[str, str, str]) -> None:
        days = {order: day for order in (DateOrder.DMY, DateOrder.MDY) if (day := day_of(parts, order))}
        if len(days) == 1:
            self._told.setdefault(next(iter(days)), cell)
        elif days and days[DateOrder.DMY] != days[DateOrder.MDY]:
            self._doubt = self._doubt or cell


def _remember(cells: set[str], cell: str) -> None:
    if len(cells) == MOST_REMEMBERED:
        cells.clear()
    cells.add(cell)


def _instant(found: datetime, zone: ZoneInfo) -> datetime | None:
    """The whole second, in `zone` where nothing else is said."""
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    if found.tzinfo is None or found.microsecond:
        found = datetime.combine(found, found.time().replace(microsecond=0), found.tzinfo or zone)
    return found.astimezone(UTC)


def _counted(number: float, order: DateOrder, zone: ZoneInfo, day_zone: ZoneInfo) -> datetime | None:
    """A spreadsheet's days are in `zone`, whole ones in `day_zone`; seconds since 1970 say their own.

    Among written dates a number can only be a spreadsheet's day that nobody made look like one.
    """
    if _range_of(number) is not (order if order in RANGES else DateOrder.SERIAL):
        return None
    if order in (DateOrder.EPOCH, DateOrder.EPOCH_MS):
        return datetime.fromtimestamp(int(number) // (1000 if order is DateOrder.EPOCH_MS else 1), UTC)
    written = DAY_ZERO + timedelta(seconds=round(number * 86400))
    return written.replace(tzinfo=day_zone if number == int(number) else zone).astimezone(UTC)


def _number(cell: str) -> float | None:
    match = NUMBER.fullmatch(cell)
    return float(match[1].replace(",", ".")) if match else None


def _range_of(number: float) -> DateOrder | None:
    return next((order for order, (low, high) in RANGES.items() if low <= number < high), None)
