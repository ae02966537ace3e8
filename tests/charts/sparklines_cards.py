"""Charts of sparklines to try things on, and any at all."""

from collections.abc import Sequence

from hypothesis import strategies as st

from charts.days import Checked
from charts.lane import Aim
from charts.sparklines import SparkChart, SparkRow
from tests.charts.cards import HOSTILE, NUMBERS

DAYS = 92
HEADS = ((0, "1 окт."), (31, "1 нояб."), (61, "1 дек."))


def row(
    *points: tuple[int, float] | tuple[int, float, bool],
    aim: Aim | None = None, title: str = "1.1 NPS", value: str = "54 points",
) -> SparkRow:  # fmt: skip
    return SparkRow(title, [Checked(*point) for point in points], aim or Aim(), value, "70 %")


def chart(*rows: SparkRow, heads: Sequence[tuple[int, str]] = HEADS) -> SparkChart:
    return SparkChart(
        "Support", "Cycle", DAYS, 57, heads, rows, "target", "bounds", "further away", "today", "No key results yet."
    )


def any_sparklines(most: int) -> st.SearchStrategy[SparkChart]:
    days = st.integers(-10, 400)
    aims = st.builds(Aim, NUMBERS, NUMBERS) | NUMBERS.map(lambda target: Aim(target, target))
    points = st.lists(st.builds(Checked, days, st.floats() | st.floats(-2, 3), st.booleans()), max_size=6)
    any_row = st.builds(SparkRow, HOSTILE, points, aims, HOSTILE, HOSTILE)
    heads = st.lists(st.tuples(days, HOSTILE), max_size=4)
    labels = (HOSTILE,) * 5
    return st.builds(SparkChart, HOSTILE, HOSTILE, days, days, heads, st.lists(any_row, max_size=most), *labels)
