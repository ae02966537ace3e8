from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.forecast import Forecast, forecast

START = date(2026, 10, 2)
WEEKS = 14
QUARTERS = 1000
END = START + timedelta(weeks=WEEKS - 1)

Points = list[tuple[date, float]]
World = Callable[[Random], list[float]]


def weekly(*values: float) -> Points:
    return [(START + timedelta(weeks=week), value) for week, value in enumerate(values)]


def test_it_waits_for_four_checkins() -> None:
    assert forecast(weekly(1, 2, 3), END) is None
    assert forecast(weekly(1, 2, 3, 4), END) is not None


def test_it_carries_a_straight_line_on() -> None:
    assert forecast(weekly(10, 12, 14, 16), START + timedelta(weeks=6)) == Forecast(22, 22, 22)


def test_it_stays_where_nothing_moves() -> None:
    assert forecast(weekly(7, 7, 7, 7, 7), END) == Forecast(7, 7, 7)


def test_it_is_hardly_moved_by_one_mistyped_value() -> None:
    clean = forecast(weekly(1, 2, 3, 4, 5, 6, 7), END)
    mistyped = forecast(weekly(1, 2, 300, 4, 5, 6, 7), END)
    assert clean is not None
    assert mistyped is not None
    assert mistyped.value == pytest.approx(clean.value)


def test_it_sees_no_trend_in_one_day() -> None:
    same_day = [(START, value) for value in (3.0, 4.0, 3.0, 5.0)]
    found = forecast(same_day, END)
    assert found is not None
    assert found.value == 5
    assert found.low < 5 < found.high


def test_it_takes_checkins_in_any_order() -> None:
    points = weekly(1, 4, 3, 6, 9)
    assert forecast(points[::-1], END) == forecast(points, END)


def test_it_is_the_last_value_once_the_end_is_there() -> None:
    assert forecast(weekly(1, 5, 2, 6), START + timedelta(weeks=3)) == Forecast(6, 6, 6)


@given(st.lists(st.floats(-1e3, 1e3), min_size=4, max_size=12), st.integers(1, 60))
def test_it_widens_with_distance(values: list[float], days: int) -> None:
    points = weekly(*values)
    last = points[-1][0]
    near = forecast(points, last + timedelta(days=days))
    far = forecast(points, last + timedelta(days=days + 1))
    assert near is not None
    assert far is not None
    assert near.low <= near.value <= near.high
    assert far.high - far.low >= near.high - near.low - 1e-6  # values are rounded, up to 1e5


def survey(random: Random) -> list[float]:
    """A steady trend under noise of the measurement."""
    return [week + random.gauss(0, 2) for week in range(WEEKS)]


def total(random: Random) -> list[float]:
    """A running total: every week's surprise stays."""
    values = [0.0]
    while len(values) < WEEKS:
        values.append(values[-1] + 1 + random.gauss(0, 2))
    return values


@pytest.mark.parametrize("known", [4, 8, 12])
@pytest.mark.parametrize("world", [survey, total])
def test_it_covers_most_outcomes_but_not_all_in_either_world(world: World, known: int) -> None:
    # One range for two opposite worlds: too wide for the first, too narrow for the second, useful in both.
    random = Random(20261002)
    hits = 0
    for _ in range(QUARTERS):
        values = world(random)
        found = forecast(weekly(*values[:known]), END)
        hits += found is not None and found.low <= values[-1] <= found.high
    assert 0.6 <= hits / QUARTERS <= 0.97
