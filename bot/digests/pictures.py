"""The digest's charts: values into words and shapes, and the finding into alt text."""

from collections.abc import Iterator

from bot.delivery.outgoing import Picture
from bot.digests.flow import MOST_KPIS, Digest, KpiTrend
from bot.kpis.reading import Point, rounded
from bot.kpis.takes import WITHOUT_MINIMUM
from bot.objectives.standing import KeyResultStanding
from bot.phrases.kpis import number
from bot.phrases.measures import bounded, progress_label, span
from bot.phrases.values import quantity
from bot.phrases.verdicts import PACE, REASON
from bot.rules.attention import Reason
from bot.rules.pace import Pace
from bot.rules.progress import Maintain
from bot.text import Text
from charts.progress import ProgressChart, ProgressRow, progress
from charts.theme import Tone
from charts.trend import TrendChart, TrendPoint, trend

TONE = {Pace.ON_PACE: Tone.ON_PACE, Pace.SLIGHTLY_BEHIND: Tone.SLIGHTLY_BEHIND, Pace.BEHIND: Tone.BEHIND}


def pictures(text: Text, found: Digest) -> tuple[Picture, ...]:
    """Progress first, then up to three KPIs that have weeks to show."""
    return tuple(_pictures(text, found))


def in_words(text: Text, found: Digest) -> tuple[str, ...]:
    """What the same pictures say, none of them drawn."""
    progress_said = (_progress_alt(text, found),) if found.key_results else ()
    return (*progress_said, *(_trend_alt(text, kpi) for kpi in _drawn(found)))


def _pictures(text: Text, found: Digest) -> Iterator[Picture]:
    if found.key_results:
        title = text("chart.progress", team=found.team.name)
        yield Picture("progress.png", title, _progress_alt(text, found), progress(_progress(text, found, title)))
    for kpi in _drawn(found):
        png = trend(_trend(text, kpi))
        yield Picture(f"kpi-{kpi.reading.name}.png", kpi.reading.title, _trend_alt(text, kpi), png)


def _drawn(found: Digest) -> list[KpiTrend]:
    return [kpi for kpi in found.kpis if kpi.points][:MOST_KPIS]


def _progress(text: Text, found: Digest, title: str) -> ProgressChart:
    return ProgressChart(
        title=title,
        subtitle=text("chart.progress_subtitle", cycle=found.cycle, day=text.full_day(found.round.day)),
        expected_label=text("chart.expected"),
        rows=[_row(text, item) for item in found.key_results],
        empty=text("chart.no_key_results"),
    )


def _row(text: Text, item: KeyResultStanding) -> ProgressRow:
    return ProgressRow(
        title=f"{item.short_id} {item.title}",
        detail=span(text, item),
        progress=item.progress,
        expected=item.expected if item.pace else None,
        value_label=progress_label(text, item),
        tone=TONE[item.verdict] if item.verdict else Tone.NONE,
        tone_label=_verdict(text, item),
    )


def _verdict(text: Text, item: KeyResultStanding) -> str:
    if Reason.STALE in item.reasons:
        return text(REASON[Reason.STALE])
    return text(PACE[item.verdict]) if item.verdict else ""


def _told(text: Text, item: KeyResultStanding) -> str:
    return f"{item.short_id} {item.title}: {progress_label(text, item)}"


def _progress_alt(text: Text, found: Digest) -> str:
    said = []
    for item in found.key_results:
        said.append(", ".join(filter(None, [_told(text, item), _verdict(text, item)])))
    return text("chart.progress_alt", items="; ".join(said))[:1000]


def _trend(text: Text, kpi: KpiTrend) -> TrendChart:
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


def _trend_alt(text: Text, kpi: KpiTrend) -> str:
    known = [point for point in kpi.points if point.estimate.value is not None]
    first, last = known[0], known[-1]
    return text(
        "chart.trend_alt",
        title=kpi.reading.title,
        weeks=text.number(len(kpi.points), 0),
        first=_weekly(text, kpi, first),
        last=_weekly(text, kpi, last),
    )[:1000]


def _weekly(text: Text, kpi: KpiTrend, point: Point) -> str:
    value = number(text, point.estimate.value or 0, kpi.reading.unit)
    day = text.day(point.period.first)
    if kpi.reading.formula in WITHOUT_MINIMUM:
        return text("chart.weekly_counted", value=value, day=day)
    return text("chart.weekly", value=value, n=text.number(point.estimate.n, 0), day=day)
