"""Files whose columns are given field by field: rows to tuples for the table of their kind, or the reason of none."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import SQLModel

from storage.imports.cells import Cell, Reading, Unreadable, reader_of
from storage.imports.columns import label
from storage.imports.keys import RowKeys
from storage.imports.look import Hashes
from storage.imports.refusal import Reason, Rejected
from storage.imports.table import Line, Table
from storage.imports.times import DateOrder
from storage.verdicts import Least

Values = Mapping[str, Any]
Read = tuple[str, int, Callable[[str], Any]]
"""A field, the place of its column, and what reads the cells there."""
Row = dict[str, Any]
Period = tuple[date, date]


@dataclass(frozen=True)
class Field:
    """Something that a file may tell of each row."""

    name: str
    cell: Cell
    needed: bool = False


class Unfit(Exception):
    """A row whose cells can be read but not be true, and the field to blame."""

    def __init__(self, field: str, reason: Reason) -> None:
        super().__init__(field, reason)
        self.field = field
        self.reason = reason


@dataclass(frozen=True)
class Wanted:
    """What is asked for: columns by field ("" for none), `words` by field and case-folded cell, and the rest.

    Times without a zone are in `zone`, bare dates are days of `day_zone`. `time` dates every row of a file without
    times; `period` is what flags without dates are about; `business_seconds` counts those between two instants.
    """

    columns: Mapping[str, str]
    zone: ZoneInfo
    day_zone: ZoneInfo
    business_seconds: Callable[[datetime, datetime, ZoneInfo], int]
    words: Mapping[str, Mapping[str, str]]
    missing: frozenset[str] = frozenset()
    date_order: DateOrder | None = None
    time: date | None = None
    period: Period | None = None


@dataclass(frozen=True)
class Kind:
    """What a file of a kind may hold, and how a row's values become columns.

    `columns` names for each column the field that it comes with: what a file does not tell stays as it is stored.
    `dated` is the field that one date for the whole file stands for, `least` says of which column the smallest value
    of a key's rows counts.
    """

    fields: tuple[Field, ...]
    model: type[SQLModel]
    key: str
    columns: Mapping[str, str]
    row: Callable[[Values, Wanted], Row]
    dated: str = ""
    least: Callable[[Wanted], Least] | None = None


@dataclass(frozen=True)
class Records:
    """A file of a kind, ready to be read from the start; `columns` are those of the tuples."""

    kind: Kind
    fields: tuple[Field, ...]
    table: Table
    places: Mapping[str, int]
    orders: Mapping[str, DateOrder]
    points: Mapping[str, str | None]
    columns: tuple[str, ...]
    wanted: Wanted

    @property
    def date_order(self) -> DateOrder | None:
        """That of dates which have one, for a person to see and to ask for."""
        found = list(self.orders.values())
        written = [order for order in found if order in (DateOrder.DMY, DateOrder.MDY)]
        return next(iter(written or found), None)

    def labels(self) -> dict[str, str | None]:
        """The columns by field, as one would name them again; none for a field without one."""
        return {
            field.name: label(self.table, self.places[field.name]) if field.name in self.places else None
            for field in self.fields
        }

    def rows(self) -> Iterator[tuple[Any, ...] | Rejected | None]:
        """A tuple for each row, why it is left out, or none where nothing is in it."""
        pick, keys, reads, blank = itemgetter(*self.columns), self._keys(), self._reads(), self._blank()
        row, wanted = self.kind.row, self.wanted
        for line in self.table.lines():
            if not any(map(str.strip, line.cells)):
                yield None
                continue
            try:
                yield pick(row(self._values(line, reads, keys, blank), wanted))
            except Unfit as unfit:
                yield self._rejected(line, unfit)

    def _blank(self) -> Values:
        """What holds for every row that does not say otherwise."""
        values: dict[str, Any] = {field.name: None for field in self.fields}
        if self.wanted.time and self.kind.dated:
            values[self.kind.dated] = datetime.combine(self.wanted.time, time(), self.wanted.day_zone)
        return values

    def _keys(self) -> RowKeys:
        """Where rows have no id, those that come more than once have to be told apart."""
        if "id" in self.places:
            return RowKeys()
        rows = Hashes()
        rows.see(line.cells for line in self.table.lines())
        return RowKeys(rows.repeated())

    def _reads(self) -> list[Read]:
        wanted = self.wanted
        reads = []
        for field in self.fields:
            if field.name in self.places:
                order, point = self.orders.get(field.name, DateOrder.YMD), self.points.get(field.name)
                how = Reading(order, wanted.zone, wanted.day_zone, wanted.missing, point)
                read = reader_of(field.cell, field.needed, how, wanted.words.get(field.name, {}))
                reads.append((field.name, self.places[field.name], read))
        return reads

    def _values(self, line: Line, reads: list[Read], keys: RowKeys, blank: Values) -> Values:
        cells, width = line.cells, len(self.table.header)
        if len(cells) > width and any(map(str.strip, cells[width:])):
            raise Unfit("", Reason.TOO_WIDE)
        values = dict(blank)
        for field, place, read in reads:
            try:
                values[field] = read(cells[place])
            except Unreadable as unreadable:
                raise Unfit(field, unreadable.reason) from unreadable
        if "id" in values and "id" not in self.places:
            values["id"] = keys.key(cells)
        return values

    def _rejected(self, line: Line, unfit: Unfit) -> Rejected:
        width = len(self.table.header)
        if unfit.reason is Reason.TOO_WIDE:
            surplus = next(cell for cell in line.cells[width:] if cell.strip())
            return Rejected(line.number, f"#{width + 1}", surplus, unfit.reason, line.cells)
        place = self.places[unfit.field]
        return Rejected(line.number, label(self.table, place), line.cells[place], unfit.reason, line.cells)
