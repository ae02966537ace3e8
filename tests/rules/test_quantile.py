from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.kpi import Estimate
from bot.rules.quantile import quantile, rank


def of(rows: list[float], q: float) -> Estimate:
    """As a database does it: the rows of the ranks out of all of them."""
    ordered, place = sorted(rows), rank(len(rows), q)
    return quantile(len(rows), q, {row: ordered[row] for row in place.rows} if place else {})


@pytest.mark.parametrize(
    ("rows", "q", "value"),
    [
        ([], 0.5, None),
        ([7], 0.9, 7),
        ([1, 2], 0.5, 1.5),
        ([1, 2], 0.9, 1.9),
        ([10, 20, 30, 40], 0.9, 37),
        (list(range(11)), 0.9, 9),
        (list(range(1, 101)), 0.9, 90.1),
    ],
)
def test_it_interpolates_between_the_rows_at_the_rank(rows: list[float], q: float, value: float | None) -> None:
    assert of(rows, q).value == (value if value is None else pytest.approx(value))


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_it_finds_the_median(rows: list[float]) -> None:
    assert of(rows, 0.5).value == pytest.approx(median(rows))


@given(st.integers(1, 10**8), st.floats(0, 1))
def test_it_names_rows_that_exist(n: int, q: float) -> None:
    place = rank(n, q)
    assert place is not None
    assert 0 <= place.lower <= place.upper < n
