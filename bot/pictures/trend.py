"""A KPI over the weeks: values into words and shapes."""

from collections.abc import Iterator

from bot.delivery.outgoing import LONGEST_ALT
from bot.kpis.reading import Point, Reading, changed, rounded
from bot.kpis.takes import WITHOUT_MINIMUM
from bot.kpis.trend import KpiTrend
from bot.phrases.kpis import days, number, shown
from bot.pictures.alt import LONGEST_NAME, sentences
from bot.pictures.goals import goals, goals_named
from bot.pictures.sketch import Sketch
from bot.rules.progress import progress
from bot.text import Text, cut
from charts.trend import TrendChart, TrendPoint, layout_trend


def trend(text: Text, kpi: KpiTrend) -> Sketch:
    """Of a KPI with weeks to show."""
    layout = layout_trend(_chart(text, kpi))
    return Sketch(f"kpi-{kpi.reading.name}.png", kpi.reading.title, trend_alt(text, kpi), layout)


def trend_alt(text: Text, kpi: KpiTrend) -> str:
    """What became of it and whether that is more than noise, whether its target is met, then the weeks."""
    title, finding = cut(kpi.reading.title, LONGEST_NAME), _finding(text, kpi.reading, kpi.before)
    return cut(sentences(title, finding, _judged(text, kpi), *_weeks(text, kpi)), LONGEST_ALT)


def _finding(text: Text, reading: Reading, before: Reading | None) -> str:
    period, now = days(text, reading.first, reading.last), _with_n(text, reading)
    value, earlier = reading.checked_in, before.checked_in if before else None
    if before is None or value is None or earlier is None:
        return text("chart.trend_alone", days=period, now=now)
    match changed(reading, before):
        case True:
            sentence = "chart.trend_risen" if value > earlier else "chart.trend_fallen"
        case False:
            sentence = "chart.trend_noise"
        case None:
            sentence = "chart.trend_unknown"
    return text(sentence, days=period, now=now, before=_with_n(text, before))


def _with_n(text: Text, reading: Reading) -> str:
    """The number, or why there is none."""
    if reading.checked_in is None or reading.formula in WITHOUT_MINIMUM:
        return shown(text, reading)
    return text("kpis.value_n", value=shown(text, reading), n=text.number(reading.estimate.n))


def _judged(text: Text, kpi: KpiTrend) -> str:
    """Empty where it has no target."""
    goal = goals_named(text, kpi.measure, kpi.reading.unit)
    share = progress(kpi.measure, kpi.reading.checked_in)
    if share is None:
        return text("chart.target_open", goal=goal) if goal else ""
    return text("chart.target_met" if share >= 1 else "chart.target_not_met", goal=goal)


def _weeks(text: Text, kpi: KpiTrend) -> Iterator[str]:
    known = [point for point in kpi.points if point.estimate.value is not None]
    if not known:
        return
    first, last = (_weekly(text, kpi, point) for point in (known[0], known[-1]))
    if len(known) == 1:
        yield text("chart.trend_week", week=first)
    else:
        yield text.count("chart.trend_weeks", len(kpi.points), first=first, last=last)
    if missing := len(kpi.points) - len(known):
        yield text.count("chart.trend_missing", missing)


def _chart(text: Text, kpi: KpiTrend) -> TrendChart:
    return TrendChart(
        title=kpi.reading.title,
        subtitle=f"{text('chart.trend_subtitle')}. {_finding(text, kpi.reading, kpi.before)}",
        points=[_point(text, kpi, point) for point in kpi.points],
        targets=goals(kpi.measure),
        targets_label=goals_named(text, kpi.measure, kpi.reading.unit),
        band_label=text("chart.band"),
        empty=text("chart.no_answers"),
        tick=text.number,
        notes_name=text("chart.n"),
        hollow_label=text("chart.too_few"),
    )


def _point(text: Text, kpi: KpiTrend, point: Point) -> TrendPoint:
    estimate, unit = point.estimate, kpi.reading.unit
    counted = kpi.reading.formula in WITHOUT_MINIMUM
    return TrendPoint(
        label=text.short_day(point.period.first),
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        note="" if counted else text.number(estimate.n),
        value_label="" if estimate.value is None else number(text, estimate.value, unit),
        solid=counted or estimate.n >= kpi.reading.min_n,
        bare_label="" if estimate.value is None else text.number(rounded(estimate.value)),
    )


def _weekly(text: Text, kpi: KpiTrend, point: Point) -> str:
    value = number(text, point.estimate.value or 0, kpi.reading.unit)
    day = text.day(point.period.first)
    if kpi.reading.formula in WITHOUT_MINIMUM:
        return text("chart.weekly_counted", value=value, day=day)
    return text("chart.weekly", value=value, n=text.number(point.estimate.n), day=day)
