"""Charts to measure with, as large as teams have them."""

from math import sin

from charts.layout import Layout
from charts.progress import ProgressChart, ProgressRow, layout_progress
from charts.theme import Tone
from charts.trend import TrendChart, TrendPoint, layout_trend

TITLES = (
    "Raise NPS from 40 to 60",
    "First reply within 2 hours",
    "Увеличить долю команд, которые настроили отчёты в первую неделю, с 31 % до 55 %",
    "Resolve 85 % of tickets at first contact",
)
WORDS = {Tone.ON_PACE: "on pace", Tone.SLIGHTLY_BEHIND: "slightly behind", Tone.BEHIND: "behind", Tone.NONE: "none"}


def progress(count: int) -> Layout:
    return layout_progress(
        ProgressChart("Support", "Week 7 of 13", "expected by now", [_row(n) for n in range(count)], "")
    )


def _row(number: int) -> ProgressRow:
    share, tone = number % 11 / 10, list(Tone)[number % 4]
    title, label = TITLES[number % len(TITLES)], f"{share:.0%}"
    return ProgressRow(title, "40 → 52 of 60 points", share, 0.54, label, tone, WORDS[tone])


def trend(count: int) -> Layout:
    points = [_point(number, 45 + 8 * sin(number / 3)) for number in range(count)]
    return layout_trend(
        TrendChart(
            title="NPS",
            subtitle="90 days, by week",
            points=points,
            targets=[50],
            targets_label="target 50",
            band_label="95 % interval",
            empty="",
            tick="{:g}".format,
        )
    )


def _point(number: int, value: float) -> TrendPoint:
    return TrendPoint(f"W{number + 1}", value, value - 6, value + 6, f"n={40 + number}", f"{value:.1f}", number % 5 > 0)
