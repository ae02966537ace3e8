from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.scale import LARGEST, Scale, plottable, ticks

VALUES = st.floats(-LARGEST, LARGEST).map(plottable).map(lambda value: value or 0.0)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (31, 68, [30, 40, 50, 60, 70]),
        (-37, 12, [-40, -30, -20, -10, 0, 10, 20]),
        (0.12, 0.31, [0.1, 0.15, 0.2, 0.25, 0.3, 0.35]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    ],
)
def test_it_marks_the_axis_with_round_values(low: float, high: float, expected: list[float]) -> None:
    assert ticks(low, high) == expected


@given(VALUES, VALUES)
def test_it_encloses_the_values_with_a_handful_of_ticks(one: float, other: float) -> None:
    low, high = sorted((one, other))
    marked = ticks(low, high)
    slack = 1e-9 * max(abs(low), abs(high))
    assert marked[0] <= low + slack
    assert marked[-1] >= high - slack
    assert 2 <= len(marked) <= 9
    assert marked == sorted(set(marked))


@given(VALUES)
def test_it_puts_a_lone_value_off_the_edges_unless_it_is_zero(value: float) -> None:
    marked = ticks(value, value)
    assert value == 0 or marked[0] < value < marked[-1]


def test_it_turns_values_into_pixels() -> None:
    scale = Scale(low=0, high=10, start=100, end=300)
    assert [scale.at(0), scale.at(5), scale.at(10)] == [100, 200, 300]


def test_it_keeps_values_outside_at_the_nearer_end() -> None:
    scale = Scale(low=0, high=10, start=300, end=100)
    assert [scale.at(-1), scale.at(11)] == [300, 100]


@pytest.mark.parametrize("value", [None, nan, inf, -inf, 1e13])
def test_it_plots_only_what_has_a_place(value: float | None) -> None:
    assert plottable(value) is None
