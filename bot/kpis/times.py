"""Times: mean, median and p90 of what tickets and customers took."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.kpis.figures import Asked, Found, gathered
from bot.kpis.options import Stat
from bot.rules import kpi_tickets as rules
from bot.rules.kpi import Estimate
from bot.rules.quantile import MEDIAN, P90, quantile, rank
from storage.kinds import Formula
from storage.numbers.sums import Part
from storage.numbers.tickets import time_parts, time_ranks

SECONDS = {"h": 3600, "min": 60, "days": 86400}
QUANTILES = {Stat.MEDIAN: MEDIAN, Stat.P90: P90}


def usual_stat(formula: Formula) -> Stat:
    """What the number of a time is where the definition does not say."""
    return Stat.MEDIAN if formula is Formula.TTFV else Stat.MEAN


def times(asked: Asked, axis: str, measure: str) -> Found:
    """The statistic of the definition, or the usual one, for each period."""
    stat = asked.options.stat or usual_stat(asked.options.formula)
    parts = time_parts(asked.rows, axis, asked.periods, measure)
    wanted = asked.stats | {stat}
    ranked = _ranked(asked, axis, measure, parts, [QUANTILES[one] for one in wanted if one in QUANTILES])
    of = {one: {part.place: _estimate(asked, one, part, ranked) for part in parts} for one in wanted}
    first = {one: estimates[0] for one, estimates in of.items() if 0 in estimates}
    return replace(
        gathered(of[stat], parts), stats={one: first.get(one, Estimate(None, 0)) for one in Stat if one in asked.stats}
    )


def _ranked(
    asked: Asked, axis: str, measure: str, parts: Sequence[Part], quantiles: Sequence[float]
) -> Mapping[int, Mapping[int, float]]:
    """Of each period only the rows that the quantiles lie between and are bounded by."""
    if not quantiles or not parts:
        return {}
    wanted: dict[int, set[int]] = {}
    for part in parts:
        ranks = [rank(part.n, q) for q in quantiles]
        wanted[part.place] = {row for one in ranks if one for row in one.rows}
    return time_ranks(asked.rows, axis, asked.periods, measure, wanted)


def _estimate(asked: Asked, stat: Stat, part: Part, ranked: Mapping[int, Mapping[int, float]]) -> Estimate:
    seconds = SECONDS[asked.unit]
    if stat is Stat.MEAN:
        return rules.duration(part.n, part.sums["seconds"] / seconds, part.sums["squares"] / seconds**2)
    rows = {row: value / seconds for row, value in ranked[part.place].items()}
    return quantile(part.n, QUANTILES[stat], rows)
