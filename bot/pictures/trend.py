"""A KPI over the weeks: values into words and shapes."""

from bot.kpis.reading import Point, rounded
from bot.kpis.takes import WITHOUT_MINIMUM
from bot.kpis.trend import KpiTrend
from bot.phrases.kpis import number
from bot.phrases.measures import bounded
from bot.phrases.values import quantity
from bot.pictures.sketch import LONGEST_ALT, Sketch
from bot.rules.progress import Maintain
from bot.text import Text
from charts.trend import TrendChart, TrendPoint, layout_trend


def trend(text: Text, kpi: KpiTrend) -> Sketch:
    """Of a KPI with weeks to show."""
    layout = layout_trend(_chart(text, kpi))
    return Sketch(f"kpi-{kpi.reading.name}.png", kpi.reading.title, trend_alt(text, kpi), layout)


def trend_alt(text: Text, kpi: KpiTrend) -> str:
    known = [point for point in kpi.points if point.estimate.value is not None]
    first, last = known[0], known[-1]
    return text(
        "chart.trend_alt",
        title=kpi.reading.title,
        weeks=text.number(len(kpi.points), 0),
        first=_weekly(text, kpi, first),
        last=_weekly(text, kpi, last),
    )[:LONGEST_ALT]


def _chart(text: Text, kpi: KpiTrend) -> TrendChart:
    return TrendChart(
        title=kpi.reading.title,
        subtitle=text("chart.trend_subtitle"),
        points=[_point(text, kpi, point) for point in kpi.points],
        target=kpi.target,
        target_label=_target(text, kpi),
        band_label=text("chart.band"),
        empty=text("chart.no_answers"),
        tick=text.number,
        notes_name=text("chart.n"),
    )


def _target(text: Text, kpi: KpiTrend) -> str:
    if isinstance(kpi.measure, Maintain):
        return bounded(text, kpi.measure, kpi.reading.unit)
    return "" if kpi.target is None else text("chart.target", target=quantity(text, kpi.target, kpi.reading.unit))


def _point(text: Text, kpi: KpiTrend, point: Point) -> TrendPoint:
    estimate, unit = point.estimate, kpi.reading.unit
    counted = kpi.reading.formula in WITHOUT_MINIMUM
    return TrendPoint(
        label=text.short_day(point.period.first),
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        note="" if counted else text.number(estimate.n, 0),
        value_label="" if estimate.value is None else number(text, estimate.value, unit),
        solid=counted or estimate.n >= kpi.reading.min_n,
        bare_label="" if estimate.value is None else text.number(rounded(estimate.value)),
    )


def _weekly(text: Text, kpi: KpiTrend, point: Point) -> str:
    value = number(text, point.estimate.value or 0, kpi.reading.unit)
    day = text.day(point.period.first)
    if kpi.reading.formula in WITHOUT_MINIMUM:
        return text("chart.weekly_counted", value=value, day=day)
    return text("chart.weekly", value=value, n=text.number(point.estimate.n, 0), day=day)
