"""Charts that Slack draws itself: less than the pictures say, and nothing else.

A series has a value for every category, so what has none is left out, and the title counts it.
Source: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block

from bot.kpis.reading import Point, rounded
from bot.kpis.takes import WITHOUT_MINIMUM
from bot.kpis.trend import KpiTrend
from bot.objectives.standing import KeyResultStanding
from bot.phrases.values import unit_name
from bot.rules.progress import Change, Maintain
from bot.text import Text, cut

LONGEST_TITLE, LONGEST_NAME, LONGEST_AXIS = 50, 20, 50
MOST_CATEGORIES = 20
Series = Mapping[str, Sequence[float]]


class Chart(Block):
    """The block data_visualization, which slack_sdk does not know."""

    @property
    def attributes(self) -> set[str]:  # type: ignore[override]
        return super().attributes | {"title", "chart"}

    def __init__(self, title: str, chart: dict[str, Any]) -> None:
        super().__init__(type="data_visualization")
        self.title = cut(title, LONGEST_TITLE)
        self.chart = chart


def charts(
    text: Text,
    found: Sequence[KeyResultStanding],
    by_importance: Sequence[KeyResultStanding],
    kpis: Sequence[KpiTrend],
) -> tuple[Block, ...]:
    """Progress, and the first KPI that has weeks to show: a message may hold two."""
    trends = filter(None, (_trend(text, kpi) for kpi in kpis))
    return tuple(filter(None, [_progress(text, found, by_importance), next(trends, None)]))


def _progress(
    text: Text, found: Sequence[KeyResultStanding], by_importance: Sequence[KeyResultStanding]
) -> Block | None:
    """Bars of the 20 most important key results, beside what is expected of each; in per cent."""
    important = list(filter(_measured, by_importance))[:MOST_CATEGORIES]
    shown = [item for item in found if item in important]
    if not shown:
        return None
    title = text("native.progress") if len(shown) == len(found) else _counted(text, len(shown), len(found))
    series = {
        text("native.now"): [_percent(item.progress) for item in shown],
        text("native.expected"): [_percent(item.expected) for item in shown],
    }
    return Chart(title, _drawn("bar", [f"{item.short_id} {item.title}" for item in shown], series))


def _measured(item: KeyResultStanding) -> bool:
    """Whether there is a pace to hold it against: what is to stay within bounds has none."""
    paced = item.pace is not None and item.expected is not None and not isinstance(item.measure, Maintain)
    return paced and item.progress is not None


def _counted(text: Text, shown: int, found: int) -> str:
    return text("native.progress_some", shown=text.number(shown), found=text.number(found))


def _percent(share: float | None) -> int:
    return round((share or 0) * 100)


def _trend(text: Text, kpi: KpiTrend) -> Block | None:
    """The weeks with enough answers, each with how many; none where there are not two."""
    known = [point for point in kpi.points if _reliable(kpi, point)][-MOST_CATEGORIES:]
    if len(known) < 2:
        return None
    series: dict[str, list[float]] = {text("native.value"): [rounded(point.estimate.value or 0) for point in known]}
    if isinstance(kpi.measure, Change):
        series[text("native.target")] = [kpi.measure.target] * len(known)
    unit = {"y_label": cut(unit_name(text, kpi.reading.unit), LONGEST_AXIS)} if kpi.reading.unit else {}
    return Chart(
        kpi.reading.title or kpi.reading.name,
        _drawn("line", [_week(text, kpi, point) for point in known], series, **unit),
    )


def _reliable(kpi: KpiTrend, point: Point) -> bool:
    enough = kpi.reading.formula in WITHOUT_MINIMUM or point.estimate.n >= kpi.reading.min_n
    return point.estimate.value is not None and enough


def _week(text: Text, kpi: KpiTrend, point: Point) -> str:
    day = text.short_day(point.period.first)
    if kpi.reading.formula in WITHOUT_MINIMUM:
        return day
    return text("native.week", day=day, n=text.number(point.estimate.n))


def _drawn(kind: str, categories: Sequence[str], series: Series, **axes: str) -> dict[str, Any]:
    """Categories begin with what makes them unique."""
    labels = [cut(category, LONGEST_NAME) for category in categories]
    return {
        "type": kind,
        "series": [
            {"name": cut(name, LONGEST_NAME), "data": list(_data(labels, values))} for name, values in series.items()
        ],
        "axis_config": {"categories": labels, **axes},
    }


def _data(labels: Sequence[str], values: Sequence[float]) -> Iterator[dict[str, Any]]:
    return ({"label": label, "value": value} for label, value in zip(labels, values, strict=True))
