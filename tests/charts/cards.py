"""Charts to try things on, and any chart at all, with strings and numbers nobody would wish for."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from charts.progress import ProgressChart, ProgressRow
from charts.theme import Tone
from charts.trend import TrendChart, TrendPoint

ROW = ProgressRow("Raise NPS", "40 → 52 of 60", 0.6, 0.5, "60 %", Tone.ON_PACE, "on pace")
PROGRESS = ProgressChart("Support", "Week 7 of 13", "expected by now", (ROW,), "No key results yet.")

POINT = TrendPoint("W1", 42.0, 38.0, 46.0, "n=134", "42.0")
TREND = TrendChart("NPS", "by week", (POINT,), (60.0,), "target 60", "95 % interval", "No answers.", "{:g}".format)

HOSTILE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "",
            " ",
            "$x^$",
            "\\frac{1}{0}",
            "a\nb\r\tc",
            "\x00",
            "\ud800",
            "🚀👩‍👩‍👧",
            "日本語",
            "שלום",
            "\u202eabc",
            "w" * 10_000,
        ]
    ),
)
NUMBERS = st.none() | st.floats() | st.floats(-2, 3)


def rows(*changes: dict[str, Any]) -> ProgressChart:
    return replace(PROGRESS, rows=[replace(ROW, **change) for change in changes])


def points(*changes: dict[str, Any]) -> TrendChart:
    return replace(TREND, points=[replace(POINT, **change) for change in changes])


def any_progress(most: int) -> st.SearchStrategy[ProgressChart]:
    row = st.builds(ProgressRow, HOSTILE, HOSTILE, NUMBERS, NUMBERS, HOSTILE, st.sampled_from(Tone), HOSTILE)
    return st.builds(ProgressChart, HOSTILE, HOSTILE, HOSTILE, st.lists(row, max_size=most), HOSTILE)


def any_trend(most: int) -> st.SearchStrategy[TrendChart]:
    point = st.builds(TrendPoint, HOSTILE, NUMBERS, NUMBERS, NUMBERS, HOSTILE, HOSTILE, st.booleans(), HOSTILE)
    several = st.lists(point, max_size=most)
    tick = HOSTILE.map(lambda name: lambda value: f"{value:g}{name}")
    targets = st.lists(st.floats(), max_size=2)
    words = [HOSTILE] * 3
    return st.builds(TrendChart, HOSTILE, HOSTILE, several, targets, *words, tick, HOSTILE, HOSTILE)
