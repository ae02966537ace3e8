"""Times of a long column, read quickly: what an hour is in UTC, and on which day, is found out once."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from operator import add
from zoneinfo import ZoneInfo

from storage.imports.times import DateOrder, read_time

MOST_REMEMBERED = 50_000
WHOLE = len("2026-10-05 09:00:00")
REST = re.compile(r":[0-5]\d:[0-5]\d", re.ASCII)
Known = tuple[str, date] | None


class Clock:
    """Reads the times of a column to texts in UTC, as str() writes them, with their days in `day_zone`."""

    def __init__(self, order: DateOrder, zone: ZoneInfo, day_zone: ZoneInfo) -> None:
        self._order, self._zone, self._day_zone = order, zone, day_zone
        self._hours: dict[str, Known] = {}
        self._rests: dict[str, str] = {}

    def read(self, cell: str) -> Known:
        if len(cell) == WHOLE and cell[4] == "-" == cell[7]:
            hour, rest = cell[:13], cell[13:]
            known = self._hours[hour] if hour in self._hours else self._learn(hour, hour, "")
        else:
            known, rest = self._read_around(cell)
        if known and (ends := self._rests.get(rest) or self._learn_rest(rest)):
            return known[0] + ends, known[1]
        at = read_time(cell, self._order, self._zone, self._day_zone)
        return None if at is None else (str(at), at.astimezone(self._day_zone).date())

    def read_all(self, cells: Sequence[str]) -> tuple[list[str], list[date]] | None:
        """The same for many cells; none where one of them is no time."""
        if {WHOLE}.issuperset(map(len, cells)) and (alike := self._read_alike(cells)):
            return alike
        told = [known for known in map(self.read, cells) if known]
        return ([at for at, _ in told], [day for _, day in told]) if len(told) == len(cells) else None

    def _read_alike(self, cells: Sequence[str]) -> tuple[list[str], list[date]] | None:
        """Cells that have minutes and seconds at their end, in the same place; none where one has not."""
        hours, rests = [cell[:13] for cell in cells], [cell[13:] for cell in cells]
        if not all(map(self._learn_rest, set(rests).difference(self._rests))):
            return None
        starts, days = {}, {}
        for hour in set(hours):
            known = self._hours[hour] if hour in self._hours else self._learn(hour, hour, "")
            if known is None:
                return None
            starts[hour], days[hour] = known
        ends = map(self._rests.__getitem__, rests)
        return [*map(add, map(starts.__getitem__, hours), ends)], [*map(days.__getitem__, hours)]

    def _read_around(self, cell: str) -> tuple[Known, str]:
        """The hour by what stands before minutes and seconds and after them, half of the day and offset."""
        colon = cell.find(":")
        begins, rest, tail = cell[:colon], cell[colon : colon + 6], cell[colon + 6 :]
        if colon < 0 or tail[:1] in (".", ","):
            return None, rest
        hour = f"{begins}:{tail}"
        return self._hours[hour] if hour in self._hours else self._learn(hour, begins, tail), rest

    def _learn(self, hour: str, begins: str, tail: str) -> Known:
        """The hour in UTC, and its day; none where it is not one hour there, or not one day."""
        cells = (f"{begins}:{rest}{tail}" for rest in ("00:00", "59:59"))
        first, last = (read_time(cell, self._order, self._zone, self._day_zone) for cell in cells)
        known: Known = None
        if first and last and last - first == timedelta(minutes=59, seconds=59) and not first.minute:
            days = {at.astimezone(self._day_zone).date() for at in (first, last)}
            known = (str(first)[:13], days.pop()) if len(days) == 1 else None
        if len(self._hours) == MOST_REMEMBERED:
            self._hours.clear()
        self._hours[hour] = known
        return known

    def _learn_rest(self, rest: str) -> str | None:
        """Minutes and seconds with what follows them in UTC."""
        if not REST.fullmatch(rest):
            return None
        self._rests[rest] = f"{rest}+00:00"
        return self._rests[rest]
