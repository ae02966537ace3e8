"""The values at a rank, so that a median needs no more than a few rows from the database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from sqlalchemy import BigInteger, ColumnElement, Double, cast, func, literal_column, select

from storage.kpis import Days
from storage.numbers.rows import Rows, Where

PLACES = literal_column("4294967296", BigInteger)
"""Periods and row numbers as one number: more rows than any period has."""
BATCH = 10_000


def at_ranks(
    rows: Rows,
    axis: str,
    periods: Sequence[Days],
    where: Where,
    measure: ColumnElement[float],
    wanted: Mapping[int, Iterable[int]],
) -> dict[int, dict[int, float]]:
    """For each period, by its number, the values of `measure` at the row numbers wanted: from 0, in ascending order.

    Two queries see the same rows only in one transaction: `wanted` rests on a count.
    """
    picked = rows.picked(axis, periods, where, measure=cast(measure, Double))
    number = func.row_number().over(partition_by=picked.c.place, order_by=picked.c.measure)
    ranked = select(picked.c.place, picked.c.measure, number.label("number")).subquery()
    spot = cast(ranked.c.place, BigInteger) * PLACES + ranked.c.number
    spots = iter([place * 4294967296 + row + 1 for place, numbers in wanted.items() for row in numbers])
    found: dict[int, dict[int, float]] = defaultdict(dict)
    while batch := list(islice(spots, BATCH)):
        query = select(ranked.c.place, ranked.c.number, ranked.c.measure).where(spot.in_(batch))
        for place, row, value in rows.ask(query):
            found[int(place)][int(row) - 1] = float(value)
    return found
