"""Which pictures a digest has: in the channel what a decision needs, in the thread under it the rest."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot.digests.flow import Digest, moved
from bot.kpis.trend import KpiTrend
from bot.pictures.confidence import confidence
from bot.pictures.distribution import distribution
from bot.pictures.forecast import forecast
from bot.pictures.progress import progress, progress_alt
from bot.pictures.sketch import Sketch
from bot.pictures.sparklines import sparklines
from bot.pictures.trend import trend, trend_alt
from bot.text import Text

MOST_KPIS = 3
MOST_FORECASTS = 3
MOST_SPREADS = 2


def sketches(text: Text, found: Digest) -> tuple[Sketch, ...]:
    """Progress first, then up to three KPIs that have weeks to show."""
    return tuple(_sketches(text, found))


def in_words(text: Text, found: Digest) -> tuple[str, ...]:
    """What the same pictures say, none of them laid out."""
    progress_said = (progress_alt(text, found.by_importance),) if found.key_results else ()
    return (*progress_said, *(trend_alt(text, kpi) for kpi in channel_kpis(found)))


def thread_sketches(text: Text, found: Digest) -> tuple[Sketch, ...]:
    """Those that go with the details."""
    return tuple(filter(None, _thread_sketches(text, found)))


def _sketches(text: Text, found: Digest) -> Iterator[Sketch]:
    if found.key_results:
        title = text("chart.progress", team=found.team.name)
        subtitle = text("chart.progress_subtitle", cycle=found.cycle, day=text.full_day(found.round.day))
        yield progress(text, title, subtitle, found.key_results, found.by_importance)
    for kpi in channel_kpis(found):
        yield trend(text, kpi)


def _thread_sketches(text: Text, found: Digest) -> Iterator[Sketch | None]:
    """Forecasts only of what needs a decision, and of KPIs what the channel has no picture of."""
    zone = ZoneInfo(found.team.timezone)
    projected = [risk for risk in found.risks if risk.key_result.forecast]
    for risk in projected[:MOST_FORECASTS]:
        yield forecast(text, risk.key_result, risk.objective.days, risk.objective.today, zone)
    yield confidence(text, found.objectives, zone)
    yield sparklines(text, found.objectives, zone)
    for kpi in _left_out(found):
        yield trend(text, kpi)
    for kpi in [kpi for kpi in found.told_kpis if kpi.scores][:MOST_SPREADS]:
        yield distribution(text, kpi)


def channel_kpis(found: Digest) -> list[KpiTrend]:
    """Those with a picture there: in a week in which nothing needs a decision only what changed."""
    return [kpi for kpi in found.told_kpis if kpi.points and (found.risks or moved(kpi))][:MOST_KPIS]


def _left_out(found: Digest) -> list[KpiTrend]:
    drawn = channel_kpis(found)
    return [kpi for kpi in found.told_kpis if kpi.points and kpi not in drawn][:MOST_KPIS]
