"""Numbers that were sent in."""

from collections.abc import Sequence

from sqlalchemy import Double, cast, func, select

from storage.kpis import Days
from storage.numbers.rows import Rows
from storage.numbers.sums import Part


def newest_values(rows: Rows, periods: Sequence[Days]) -> list[Part]:
    """How many there are in each period, and the newest one as the sum "value"."""
    where = (rows.axes["time"].column.is_not(None), rows.columns["value"].is_not(None))
    picked = rows.picked("time", periods, where, value=cast(rows.columns["value"], Double))
    turn = func.row_number().over(partition_by=picked.c.place, order_by=(picked.c.latest.desc(), picked.c.value))
    n = func.count().over(partition_by=picked.c.place)
    turned = select(picked.c.place, picked.c.value, picked.c.latest, turn.label("turn"), n.label("n")).subquery()
    query = select(turned.c.place, turned.c.n, turned.c.value, turned.c.latest).where(turned.c.turn == 1)
    moment = rows.axes["time"].moment
    return [
        Part(int(place), int(n), sums={"value": float(value)}, newest=moment(at))
        for place, n, value, at in rows.ask(query)
    ]
