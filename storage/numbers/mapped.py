"""The columns of another database's table that fields are mapped to, as each database can count with them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Double,
    String,
    case,
    cast,
    false,
    func,
    null,
    true,
    type_coerce,
)

from storage.numbers.opening import SourceTrouble, Trouble
from storage.numbers.rows import Axis
from storage.numbers.seconds import seconds_between

YES, NO = ("yes", "y", "true", "t", "1", "да"), ("no", "n", "false", "f", "0", "нет")


@dataclass(frozen=True)
class Mapped:
    """The columns that fields are mapped to, by the names of the fields."""

    columns: Mapping[str, ColumnElement[Any]]
    zone: ZoneInfo
    database: str

    def __contains__(self, field: str) -> bool:
        return field in self.columns

    def time(self, field: str) -> ColumnElement[Any]:
        """A column of times or days; SourceTrouble for one of numbers."""
        column = self.columns[field]
        if self.database == "sqlite":
            return type_coerce(column, String)
        if not isinstance(column.type, DateTime | Date):
            raise SourceTrouble(Trouble.NO_TIME, field=field)
        return column

    def axis(self, field: str) -> Axis:
        found = self.dated(self.time(field))
        days = self.database == "sqlite" and isinstance(self.columns[field].type, Date)
        return replace(found, moment=found.day) if days else found

    def dated(self, column: ColumnElement[Any]) -> Axis:
        if self.database == "duckdb" and isinstance(column.type, DateTime) and column.type.timezone:
            # As a naive time of UTC: its driver makes aware ones only where pytz is installed too.
            return _axis(func.timezone("UTC", column, type_=DateTime()), self.zone, UTC)
        return _axis(column, self.zone, self.zone)

    def axes(self, **fields: str) -> dict[str, Axis]:
        """Under other names, those that are mapped."""
        return {name: self.axis(field) for name, field in fields.items() if field in self}

    def number(self, field: str) -> ColumnElement[float]:
        return cast(self.columns[field], Double)

    def flag(self, field: str) -> ColumnElement[bool]:
        """Yes or no in words or numbers, none where it is neither."""
        column = self.columns[field]
        if isinstance(column.type, Boolean) and self.database != "sqlite":
            return column
        said = func.lower(func.trim(cast(column, String(40))))
        return case((said.in_(YES), true()), (said.in_(NO), false()), else_=null())

    def seconds(self, start: str, end: str) -> ColumnElement[Any]:
        if start not in self or end not in self:
            return null()
        return seconds_between(self._instant(start), self._instant(end))

    def happened(self, field: str) -> ColumnElement[bool]:
        return self.columns[field].is_not(None) if field in self else false()

    def words(self, *fields: str) -> dict[str, ColumnElement[Any]]:
        return {field: cast(self.columns[field], String(200)) for field in fields if field in self}

    def numbers(self, *fields: str) -> dict[str, ColumnElement[Any]]:
        return {field: self.number(field) for field in fields if field in self}

    def flags(self, *fields: str) -> dict[str, ColumnElement[Any]]:
        return {field: self.flag(field) for field in fields if field in self}

    def _instant(self, field: str) -> ColumnElement[Any]:
        column = self.time(field)
        return cast(column, DateTime) if isinstance(column.type, Date) else column


def _axis(column: ColumnElement[Any], zone: ZoneInfo, naive: tzinfo) -> Axis:
    """A column of any type; what has no zone is in the one called `naive`."""

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time.min, zone)

    def naive_midnight(day: date) -> datetime:
        return midnight(day).astimezone(naive).replace(tzinfo=None)

    def local(moment: datetime) -> datetime:
        return (moment if moment.tzinfo else moment.replace(tzinfo=naive)).astimezone(zone)

    match column.type:
        case Date():
            return Axis(column, column, lambda day: day, lambda day: day, lambda day: day)
        case DateTime(timezone=True):
            return Axis(column, column, midnight, lambda moment: local(moment).date(), local)
        case DateTime():
            return Axis(column, column, naive_midnight, lambda moment: local(moment).date(), local)
        case _:
            return Axis(
                column, column, date.isoformat, lambda word: _read(word).date(), lambda word: local(_read(word))
            )


def _read(word: Any) -> datetime:
    """A time as SQLite keeps it."""
    try:
        return datetime.fromisoformat(str(word))
    except ValueError as unknown:
        raise SourceTrouble(Trouble.NO_TIME, field=str(word)[:40]) from unknown
