"""What a forecast says of a few check-ins."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.forecast import Forecast, forecast
from bot.rules.progress import Baseline, Change, Maintain, Measure, Milestone

START = date(2026, 10, 2)
END = START + timedelta(weeks=13)
WATCHED = Baseline()

Points = list[tuple[date, float]]

VALUES = st.lists(st.integers(-1000, 1000), min_size=4, max_size=13)
"""Whole numbers: a shift or a scale by such rounds nothing."""


def weekly(*values: float) -> Points:
    return [(START + timedelta(weeks=week), value) for week, value in enumerate(values)]


def foretold(points: Points, measure: Measure = WATCHED, end: date = END) -> Forecast:
    found = forecast(points, end, measure)
    assert found is not None
    return found


def test_it_waits_for_four_checkins() -> None:
    assert forecast(weekly(1, 2, 3), END, WATCHED) is None
    assert forecast(weekly(1, 2, 3, 4), END, WATCHED) is not None


def test_it_carries_a_straight_line_on_and_does_not_promise_it() -> None:
    found = foretold(weekly(10, 12, 14, 16), end=START + timedelta(weeks=6))
    assert found.value == 22
    assert found.low < 22 < found.high


def test_it_stays_where_nothing_moves() -> None:
    assert foretold(weekly(7, 7, 7, 7, 7)) == Forecast(7, 7, 7)


def test_what_has_not_begun_may_still_begin() -> None:
    found = foretold(weekly(0, 0, 0, 0), Change(0, 100))
    assert found.value == 0
    assert found.low < 0 < found.high < 100


def test_it_is_not_moved_by_one_mistyped_value() -> None:
    clean, mistyped = foretold(weekly(1, 2, 3, 4, 5, 6, 7)), foretold(weekly(1, 2, 300, 4, 5, 6, 7))
    assert mistyped.value == pytest.approx(clean.value)
    assert mistyped.high - mistyped.low == pytest.approx(clean.high - clean.low)


def test_two_values_on_a_new_level_are_no_mistake() -> None:
    found = foretold(weekly(1, 2, 1, 2, 30, 31), Maintain(min=0))
    assert found.high > 30


def test_it_knows_sooner_that_a_late_start_is_over() -> None:
    found = foretold(weekly(0, 0, 0, 0, 0, 5, 10, 15), end=START + timedelta(weeks=9))
    assert 15 < found.value <= 25


def test_what_is_to_be_maintained_has_no_trend() -> None:
    values = weekly(90, 91, 92, 93, 94)
    assert foretold(values).value > 94
    assert foretold(values, Maintain(min=85)).value < 94


def test_there_are_no_more_steps_than_there_are_and_none_is_undone_below_none() -> None:
    assert foretold(weekly(0, 1, 2, 3), Milestone((1.0,) * 4)).high == 4
    assert foretold(weekly(3, 2, 1, 0), Milestone((1.0,) * 4)).low == 0


def test_it_sees_no_trend_in_one_day() -> None:
    found = foretold([(START, value) for value in (3.0, 4.0, 3.0, 5.0)])
    assert found.value == pytest.approx(3.75)
    assert found.low < found.value < found.high


def test_it_takes_checkins_in_any_order() -> None:
    points = weekly(1, 4, 3, 6, 9)
    assert forecast(points[::-1], END, WATCHED) == forecast(points, END, WATCHED)


@pytest.mark.parametrize("days_on", [0, 1, 40])
def test_it_is_the_last_value_once_the_end_is_there(days_on: int) -> None:
    end = START + timedelta(weeks=3) - timedelta(days=days_on)
    assert foretold(weekly(1, 5, 2, 6), end=end) == Forecast(6, 6, 6)


@given(VALUES, st.integers(1, 60), st.sampled_from([WATCHED, Change(0, 50), Maintain(max=9)]))
def test_it_widens_with_distance(values: list[int], days: int, measure: Measure) -> None:
    points = weekly(*values)
    last = points[-1][0]
    near, far = (foretold(points, measure, last + timedelta(days=ahead)) for ahead in (days, days + 1))
    assert near.low <= near.value <= near.high
    assert far.high - far.low >= near.high - near.low - 1e-9


@given(VALUES)
def test_what_falls_is_foretold_like_what_rises(values: list[int]) -> None:
    up = foretold(weekly(*values), Change(10, 90))
    down = foretold(weekly(*(-value for value in values)), Change(-10, -90))
    assert (-down.value, -down.high, -down.low) == pytest.approx((up.value, up.low, up.high))


@given(VALUES, st.integers(-1000, 1000), st.integers(1, 100))
def test_a_unit_of_another_size_and_zero_foretells_the_same(values: list[int], zero: int, size: int) -> None:
    found = foretold(weekly(*values), Change(10, 90))
    other = foretold(weekly(*(zero + size * value for value in values)), Change(zero + size * 10, zero + size * 90))
    expected = [zero + size * value for value in (found.value, found.low, found.high)]
    assert [other.value, other.low, other.high] == pytest.approx(expected, abs=1e-6)


@given(VALUES, st.integers(1, 20))
def test_the_calendar_does_not_matter(values: list[int], weeks: int) -> None:
    later = [(day + timedelta(weeks=weeks), value) for day, value in weekly(*values)]
    assert forecast(later, END + timedelta(weeks=weeks), WATCHED) == forecast(weekly(*values), END, WATCHED)


@given(st.lists(st.floats(-1e300, 1e300), min_size=4, max_size=13), st.sampled_from([WATCHED, Change(0, 1)]))
def test_whatever_is_typed_gives_a_range_around_the_value(values: list[float], measure: Measure) -> None:
    found = foretold(weekly(*values), measure)
    assert found.low <= found.value <= found.high
