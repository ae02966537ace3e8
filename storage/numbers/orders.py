"""What orders add up to. An order that was refunded whole is none."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Double, and_, case, cast, func, literal_column, not_, select

from storage.kpis import Days
from storage.numbers.rows import Rows, Where
from storage.numbers.sums import Part, summed, yes


def order_parts(rows: Rows, axis: str | None, periods: Sequence[Days]) -> list[Part]:
    """Orders, with the sums of their net amounts ("revenue"), of the "squares", of the "margin" where it is known
    and of the amounts it is of ("base")."""
    net = _net(rows)
    measures = {"revenue": net, "squares": net * net}
    if "margin" in rows.columns:
        margin = cast(rows.columns["margin"], Double)
        amount = cast(rows.columns["amount"], Double)
        measures |= {"margin": margin, "base": case((margin.is_not(None), amount), else_=0)}
    return summed(rows, axis, periods, _kept(rows), measures)


def buyer_parts(rows: Rows, axis: str | None, periods: Sequence[Days]) -> list[Part]:
    """Buyers, and those with two orders or more ("again")."""
    customer = rows.columns["customer"]
    picked = rows.picked(axis, periods, (*_kept(rows), customer.is_not(None)), customer=customer)
    by = picked.c.place, picked.c.customer
    undated = func.sum(case((picked.c.dated.is_(None), 1), else_=0))
    each = select(
        *by, func.count().label("n"), func.max(picked.c.latest).label("latest"), undated.label("undated")
    ).group_by(*by).subquery()  # fmt: skip
    query = select(
        each.c.place, func.count(), func.sum(yes(each.c.n >= 2)), func.max(each.c.latest), func.sum(each.c.undated)
    ).group_by(each.c.place)
    moment = rows.axes[axis].moment if axis else None
    return [
        Part(int(place), int(n), None, {"again": float(again)}, moment(at) if moment and at else None, int(undated))
        for place, n, again, at, undated in rows.ask(query)
    ]


def _net(rows: Rows) -> ColumnElement[float]:
    return cast(rows.columns["amount"], Double) - _refunded(rows)


def _refunded(rows: Rows) -> ColumnElement[float]:
    if "refunded" not in rows.columns:
        return literal_column("0", Double)
    return func.coalesce(cast(rows.columns["refunded"], Double), 0)


def _kept(rows: Rows) -> Where:
    amount, refunded = cast(rows.columns["amount"], Double), _refunded(rows)
    return (amount.is_not(None), not_(and_(refunded > 0, refunded >= amount)))
