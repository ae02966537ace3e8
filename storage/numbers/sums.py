"""Counts and sums of rows, period by period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Double, case, cast, func, select

from storage.kpis import Days
from storage.numbers.rows import Rows, Where


@dataclass(frozen=True)
class Part:
    """What the rows of one period (and, where rows are told apart by it, of one `key`) add up to.

    `undated` counts those without a date; `newest` is when the latest is from.
    """

    place: int
    n: int
    key: float | None = None
    sums: dict[str, float] = field(default_factory=dict)
    newest: datetime | date | None = None
    undated: int = 0


def summed(
    rows: Rows,
    axis: str | None,
    periods: Sequence[Days],
    where: Where = (),
    measures: Mapping[str, ColumnElement[Any]] | None = None,
    by: ColumnElement[Any] | None = None,
) -> list[Part]:
    """A part for each period, and each value of `by`, that has rows; each measure is summed, a missing one being 0.

    Rows count with their weight, measures are taken as they are.
    """
    measures = measures or {}
    keys = {} if by is None else {"band": by}
    picked = rows.picked(axis, periods, where, **keys, **measures)
    names = [picked.c.place, *(picked.c[name] for name in keys)]
    query = select(
        *names,
        func.sum(picked.c.weight),
        func.max(picked.c.latest),
        func.sum(case((picked.c.dated.is_(None), picked.c.weight), else_=0)),
        *(func.sum(cast(picked.c[name], Double)) for name in measures),
    ).group_by(*names)
    moment = rows.axes[axis].moment if axis else None
    found = []
    for row in rows.ask(query):
        place, key, told = row[0], row[1] if keys else None, row[1 + len(keys) :]
        n, newest, undated, sums = *told[:3], told[3:]
        latest = moment(newest) if moment and newest is not None else None
        amounts = dict(zip(measures, (float(total or 0) for total in sums), strict=True))
        found.append(Part(int(place), int(n), key, amounts, latest, int(undated)))
    return found


def yes(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    """1 where it holds, else 0: summed, how many rows it holds for."""
    return case((condition, 1), else_=0)


def ends(rows: Rows, *axes: str) -> Days:
    """The days of the oldest and of the newest row, by any of the axes; open where no row is dated."""
    known = [rows.axes[axis] for axis in axes if axis in rows.axes]
    if not known:
        return Days()
    bounds = [bound for axis in known for bound in (func.min(axis.column), func.max(axis.column))]
    told = rows.ask(select(*bounds).where(*rows.where))[0]
    days = [known[number // 2].day(value) for number, value in enumerate(told) if value is not None]
    return Days(min(days), max(days)) if days else Days()
