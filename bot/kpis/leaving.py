"""Customers who leave: churn, retention, and what a customer is worth until then."""

from collections.abc import Sequence
from dataclasses import replace

from bot.kpis.figures import Asked, Found, found, gathered
from bot.kpis.windows import Period, Step, periods, whole
from bot.rules import kpi_customers as rules
from bot.rules.kpi import Estimate
from storage.kpis import Days
from storage.numbers.customers import leaving_parts, presence_parts, told, worded_parts
from storage.numbers.orders import order_parts
from storage.numbers.rows import Rows
from storage.numbers.sums import Part, ends

LOST = ("lost",)
"""The word of a customer's state that means so, where the definition names none."""


def churn(asked: Asked) -> Found:
    return found(_pooled(asked), lambda part: rules.churn(round(part.sums["lost"]), part.n))


def retention(asked: Asked) -> Found:
    return found(_pooled(asked), lambda part: rules.retention(part.n - round(part.sums["lost"]), part.n))


def _pooled(asked: Asked) -> list[Part]:
    """Starts and losses, added up over the whole calendar periods in the days asked where the definition has one."""
    if asked.options.period is None:
        return _leaving(asked)
    pieces, homes = _pieces(asked, asked.rows, "start", "end")
    parts = _leaving(replace(asked, periods=pieces))
    inside = {home: [part for part in parts if homes[part.place] == home] for home in homes if home is not None}
    return [_sum(home, pooled) for home, pooled in inside.items() if pooled]


def _sum(home: int, parts: Sequence[Part]) -> Part:
    newest = max((part.newest for part in parts if part.newest is not None), default=None)
    lost = {"lost": sum(part.sums["lost"] for part in parts)}
    return Part(home, sum(part.n for part in parts), None, lost, newest, sum(part.undated for part in parts))


def _leaving(asked: Asked) -> list[Part]:
    """By the words that the definition lists, else by days, by flags, or by the word "lost": what the rows tell.

    Flags go before days that tell of no end, which would have nobody leave, and where no days are asked for.
    """
    rows, options = asked.rows, asked.options
    if options.lost or options.present:
        return worded_parts(rows, asked.periods, options.lost or LOST, options.present)
    known = told(rows)
    if known.started and not (known.flagged and (asked.open or not known.ended)):
        return presence_parts(rows, asked.periods)
    if known.flagged:
        return leaving_parts(rows, asked.periods)
    return worded_parts(rows, asked.periods, LOST, None) if known.worded else []


def cltv(asked: Asked) -> Found:
    """Revenue and losses are pooled over the whole calendar periods in the days asked, where the definition has a
    `period`, else taken over the days as one."""
    if asked.orders is None:
        return Found({})
    pieces, homes = _pieces(asked, asked.orders, "time")
    customers = [part for part in _leaving(replace(asked, periods=pieces)) if homes[part.place] is not None]
    orders = [part for part in order_parts(asked.orders, "time", pieces) if homes[part.place] is not None]
    estimates = {
        home: _lifetime(
            asked.options.margin,
            [part for part in customers if homes[part.place] == home],
            [part for part in orders if homes[part.place] == home],
        )
        for home in {homes[part.place] for part in customers}
        if home is not None
    }
    return gathered(estimates, [*customers, *orders])


def _pieces(asked: Asked, dated: Rows, *axes: str) -> tuple[Sequence[Days], Sequence[int | None]]:
    """The periods to pool, and which of the periods asked for each is in; none for one cut off at either end."""
    step = asked.options.period
    spans = [ends(dated, *axes)] if asked.open else asked.periods
    first, last = spans[0].first, spans[-1].last
    if step is None or first is None or last is None or not told(asked.rows).started:
        return asked.periods, range(len(asked.periods))
    pieces = list(periods(step, first, last))
    return [Days(piece.first, piece.last) for piece in pieces], [_home(step, piece, spans) for piece in pieces]


def _home(step: Step, piece: Period, spans: Sequence[Days]) -> int | None:
    if not whole(step, piece):
        return None
    inside = (place for place, span in enumerate(spans) if span.holds(piece.first) and span.holds(piece.last))
    return next(inside, None)


def _lifetime(margin: float | None, customers: Sequence[Part], orders: Sequence[Part]) -> Estimate:
    present, lost = sum(part.n for part in customers), sum(part.sums["lost"] for part in customers)
    revenue = sum(part.sums["revenue"] for part in orders)
    if margin is None:
        base = sum(part.sums.get("base", 0) for part in orders)
        margin = sum(part.sums.get("margin", 0) for part in orders) / base if base else None
    return rules.cltv(revenue, present, margin, lost / present if present else None)
