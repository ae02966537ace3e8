"""Rows to compute from, under standard names, and the periods that a query tells apart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Subquery, case, literal_column, null, select

from storage.kpis import Days

Where = Sequence[ColumnElement[bool]]
ONE_DAY = timedelta(days=1)
ONE = literal_column("1", Integer)


@dataclass(frozen=True)
class Axis:
    """What dates a row. `column` is compared with what `edge` makes of the day that begins; `day` turns the column's
    value back into a day. `at` is the most exact time there is, `moment` makes a day or an aware instant of it. The
    column of a `daily` one holds the workspace's days."""

    column: ColumnElement[Any]
    at: ColumnElement[Any]
    edge: Callable[[date], Any]
    day: Callable[[Any], date]
    moment: Callable[[Any], datetime | date]
    daily: bool = False


@dataclass(frozen=True)
class Rows:
    """`ask` runs a query, `columns` and `axes` bear standard names, `where` picks the rows; `weight` tells how many
    alike a row stands for."""

    ask: Callable[[Select[Any]], Sequence[tuple[Any, ...]]]
    columns: Mapping[str, ColumnElement[Any]]
    axes: Mapping[str, Axis]
    where: Where = ()
    weight: ColumnElement[Any] = ONE

    def inside(self, axis: str | None, periods: Sequence[Days]) -> Where:
        """The conditions that a row is in any of the periods, which follow each other without a gap; open at both
        ends they hold undated rows too."""
        first, last = periods[0].first, periods[-1].last
        if axis is None:
            # Undated rows are in no period.
            return () if first is None and last is None else (literal_column("1") == literal_column("0"),)
        dated = self.axes[axis]
        after = () if first is None else (dated.column >= dated.edge(first),)
        return after if last is None else (*after, dated.column < dated.edge(last + ONE_DAY))

    def place(self, axis: str | None, periods: Sequence[Days]) -> ColumnElement[int]:
        """The number, from 0, of the period that a row is in: a search in few steps, however many there are."""
        if axis is None:
            return _number(0)
        starts = [self.axes[axis].edge(period.first) for period in periods[1:] if period.first is not None]
        return _search(self.axes[axis].column, starts, 0)

    def picked(
        self, axis: str | None, periods: Sequence[Days], where: Where = (), **columns: ColumnElement[Any]
    ) -> Subquery:
        """The rows of the periods with `place`, `weight`, `dated`, `latest` and the columns asked for."""
        dated = self.axes[axis] if axis else None
        return (
            select(
                self.place(axis, periods).label("place"),
                self.weight.label("weight"),
                (dated.column if dated else null()).label("dated"),
                (dated.at if dated else null()).label("latest"),
                *(column.label(name) for name, column in columns.items()),
            )
            .where(*self.where, *where, *self.inside(axis, periods))
            .subquery()
        )


def _search(column: ColumnElement[Any], starts: Sequence[Any], first: int) -> ColumnElement[int]:
    if not starts:
        return _number(first)
    middle = len(starts) // 2
    before, after = _search(column, starts[:middle], first), _search(column, starts[middle + 1 :], first + middle + 1)
    return case((column < starts[middle], before), else_=after)


def _number(place: int) -> ColumnElement[int]:
    return literal_column(str(place), Integer)
