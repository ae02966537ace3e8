"""Answers of an NPS: none, few, many, all alike, on a scale from 1, with a long title."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.kpis.trend import KpiTrend
from bot.pictures.distribution import distribution
from bot.rules.kpi_surveys import nps
from bot.rules.progress import Baseline
from bot.text import speak
from charts.distribution import DistributionChart, layout_distribution
from charts.layout import Layout
from tests.charts.samples.tree import LONG
from tests.kpis.rows import NPS

MANY = dict(enumerate((2, 0, 1, 3, 2, 9, 6, 14, 22, 31, 44)))
SCORES: Mapping[str, Mapping[int, int]] = {
    "1": {**dict.fromkeys(range(11), 0), 9: 1},
    "8": dict(enumerate((0, 1, 0, 0, 0, 1, 0, 1, 1, 3, 1))),
    "60": dict(enumerate((1, 0, 1, 2, 2, 5, 6, 9, 12, 12, 10))),
    "many": {score: n * 31_415 for score, n in MANY.items()},
    "from-1": {score: n for score, n in MANY.items() if score},
    "detractors": {**dict.fromkeys(range(11), 0), 0: 61, 1: 18, 10: 1},
}


def samples() -> Iterator[tuple[str, Layout]]:
    for language in ("en", "ru"):
        empty = DistributionChart("NPS", "", (), speak(language)("chart.scores_none"))
        yield f"distribution-{language}-0", layout_distribution(empty)
        for name, scores in SCORES.items():
            yield f"distribution-{language}-{name}", _drawn(language, "NPS", scores)
        yield f"distribution-{language}-long", _drawn(language, LONG[language], MANY)


def answered(scores: Mapping[int, int], title: str = "NPS", min_n: int = 1) -> KpiTrend:
    """The NPS of these answers."""
    reading = replace(NPS, title=title, estimate=nps(scores), min_n=min_n)
    return KpiTrend(reading, None, (), Baseline(), scores)


def _drawn(language: str, title: str, scores: Mapping[int, int]) -> Layout:
    sketch = distribution(speak(language), answered(scores, title))
    assert sketch
    return sketch.layout
