"""Which rule makes a KPI's number of its tallies."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.rules.kpi import Estimate
from bot.rules.kpi_surveys import Scale, csat, mean_score, nps
from bot.rules.kpi_tickets import duration, fcr, ticket_volume
from storage.kinds import Formula
from storage.kpis import Tally

SECONDS = {"h": 3600, "min": 60, "days": 86400}
FCR_DAYS = timedelta(days=7)
"""A solved ticket is a first contact resolution once so long has passed without the customer coming back."""


def estimate(formula: Formula, tallies: Sequence[Tally], *, unit: str, scale: Scale) -> Estimate:
    """The number of some days; `unit` matters to durations, `scale` to surveys."""
    n, total, squares = _sums(tallies)
    match formula:
        case Formula.NPS:
            return nps(_counts(tallies))
        case Formula.CSAT:
            return csat(_counts(tallies), scale)
        case Formula.CSAT_MEAN:
            return mean_score(_counts(tallies), scale)
        case Formula.FIRST_RESPONSE_TIME | Formula.RESOLUTION_TIME | Formula.HANDLE_TIME:
            seconds = SECONDS[unit]
            return duration(n, total / seconds, squares / seconds**2)
        case Formula.FCR:
            return fcr(round(total), n)
        case Formula.TICKET_VOLUME:
            return ticket_volume(n)
        case Formula.VALUE:
            return Estimate(tallies[-1].total if tallies else None, n)
        case _:
            raise NotImplementedError(formula)


def _counts(tallies: Iterable[Tally]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for tally in tallies:
        counts[tally.score] += tally.n
    return counts


def _sums(tallies: Sequence[Tally]) -> tuple[int, float, float]:
    return (
        sum(tally.n for tally in tallies),
        sum(tally.total for tally in tallies),
        sum(tally.squares for tally in tallies),
    )
