"""A calibration to try things on, and any at all, with strings and numbers nobody would wish for."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from charts.reliability import ReliabilityChart, ReliabilityRow
from tests.charts.cards import HOSTILE, NUMBERS

ROW = ReliabilityRow("High confidence, 7 to 10", 0.5, 0.8, "50 %", "3 of 6 came true", "claimed 80 % on average")
RELIABILITY = ReliabilityChart("Support", "Cycle 2026-Q4", "came true", "claimed", (ROW,), (), "Too few to say.")


def levels(*changes: dict[str, Any]) -> ReliabilityChart:
    return replace(RELIABILITY, rows=[replace(ROW, **change) for change in changes])


def any_reliability(most: int) -> st.SearchStrategy[ReliabilityChart]:
    row = st.builds(ReliabilityRow, HOSTILE, NUMBERS, NUMBERS, HOSTILE, HOSTILE, HOSTILE)
    rows, notes = st.lists(row, max_size=most), st.lists(HOSTILE, max_size=3)
    return st.builds(ReliabilityChart, HOSTILE, HOSTILE, HOSTILE, HOSTILE, rows, notes, HOSTILE)
