"""What `okrbot kpi` prints."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from bot.kpis.definition import fields_of
from bot.kpis.options import Stat
from bot.kpis.reading import Point, Reading, rounded
from bot.phrases.kpis import days, number, sentence
from bot.rules.kpi import Estimate
from bot.text import Text
from bot.text.cells import as_csv
from storage.kinds import Formula
from storage.models import Kpi

STATS = {Stat.MEAN: "kpis.stat_mean", Stat.MEDIAN: "kpis.stat_median", Stat.P90: "kpis.stat_p90"}


def document(reading: Reading, points: Sequence[Point]) -> dict[str, Any]:
    """Marks such as "undated" stand only where they hold."""
    marks = {"provisional": reading.provisional, "inverted": reading.inverted, "undated": reading.undated}
    return {
        "kpi": reading.name,
        "formula": reading.formula,
        "unit": reading.unit,
        **_numbers(reading.estimate),
        "from": _written(reading.first),
        "to": _written(reading.last),
        "newest": _written(reading.newest),
        "source": reading.source,
        "too_few": reading.too_few,
        **{mark: True for mark, holds in marks.items() if holds},
        **_times(reading),
        "series": [_point(point) for point in points],
    }


def table(reading: Reading, points: Sequence[Point]) -> str:
    """A row a period of the series; without one, a row of the whole."""
    whole = {"period": "", "from": _written(reading.first), "to": _written(reading.last), **_numbers(reading.estimate)}
    rows = [_point(point) for point in points] or [whole]
    head = {"kpi": reading.name, "unit": reading.unit}
    return as_csv(tuple(head | whole), ((head | row).values() for row in rows))


def definition(kpi: Kpi) -> dict[str, Any]:
    """Every field that a file may give it."""
    return fields_of(kpi)


def lines(text: Text, reading: Reading, points: Sequence[Point], before: Reading | None = None) -> Iterator[str]:
    yield sentence(text, reading, before)
    estimate = reading.estimate
    if estimate.low is not None and estimate.high is not None and not reading.too_few:
        low, high = text.number(rounded(estimate.low)), number(text, estimate.high, reading.unit)
        yield text("kpis.interval", low=low, high=high)
    if reading.stats and estimate.n:
        stats = (text(STATS[stat], value=_shown(text, reading, found)) for stat, found in reading.stats.items())
        yield text("kpis.stats", stats=", ".join(stats))
    if reading.not_yet is not None:
        yield text("kpis.not_yet", share=text.number(rounded(reading.not_yet)))
    if reading.inverted:
        yield text("kpis.inverted")
    yield text("kpis.source", source=reading.source)
    for point in points:
        span = days(text, point.period.first, point.period.last)
        yield text("kpis.point", days=span, value=_value(text, reading, point))


def listed(text: Text, kpis: Sequence[Kpi]) -> str:
    """A line a KPI."""
    return "\n".join(_listed(text, kpi) for kpi in kpis) or text("kpis.none_yet")


def _listed(text: Text, kpi: Kpi) -> str:
    title, window = kpi.title or kpi.name, kpi.window or "-"
    return text("kpis.listed", name=kpi.name, title=title, formula=kpi.formula, window=window)


def _value(text: Text, reading: Reading, point: Point) -> str:
    if point.estimate.value is None:
        return text("kpis.no_data")
    return text("kpis.value_n", value=_shown(text, reading, point.estimate), n=text.number(point.estimate.n))


def _shown(text: Text, reading: Reading, estimate: Estimate) -> str:
    return text("kpis.no_data") if estimate.value is None else number(text, estimate.value, reading.unit)


def _point(point: Point) -> dict[str, Any]:
    period = point.period
    ends = {"from": _written(period.first), "to": _written(period.last)}
    return {"period": period.name, **ends, **_numbers(point.estimate)}


def _times(reading: Reading) -> dict[str, Any]:
    """Which statistic the number is, and all of them."""
    if reading.stat is None:
        return {}
    waiting = {"not_yet": reading.not_yet} if reading.formula is Formula.TTFV else {}
    return {"stat": reading.stat, **{stat: estimate.value for stat, estimate in reading.stats.items()}, **waiting}


def _numbers(estimate: Estimate) -> dict[str, Any]:
    return {"value": estimate.value, "n": estimate.n, "low": estimate.low, "high": estimate.high}


def _written(moment: datetime | date | None) -> str | None:
    """An instant as UTC, a day as it is."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return moment.isoformat() if moment else None
