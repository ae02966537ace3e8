"""Median and p90 against numpy, their intervals against scipy's binomial distribution."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.kpi import Estimate
from bot.rules.quantile import EXACT_UP_TO, MEDIAN, P90, quantile, rank

times = st.lists(st.floats(0, 1e6), min_size=1, max_size=200)
orders = st.sampled_from([MEDIAN, P90])


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


@given(times, st.floats(0, 1))
def test_it_gives_the_linear_quantile_of_numpy(rows: list[float], q: float) -> None:
    assert of(rows, q).value == pytest.approx(np.percentile(rows, 100 * q, method="linear"), rel=1e-6, abs=1e-3)


@given(times, orders)
def test_it_bounds_the_quantile_on_both_sides_or_on_none(rows: list[float], q: float) -> None:
    estimate = of(rows, q)
    assert estimate.value is not None
    assert (estimate.low is None) == (estimate.high is None) == (estimate.se is None)
    if estimate.low is not None and estimate.high is not None:
        assert estimate.low <= estimate.value <= estimate.high


@given(times.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))), orders)
def test_it_gives_the_same_number_in_any_order(pair: tuple[list[float], list[float]], q: float) -> None:
    assert of(pair[0], q) == of(pair[1], q)


@given(st.integers(1, 10**8), st.floats(0, 1))
def test_it_names_four_rows_at_most_that_exist(n: int, q: float) -> None:
    place = rank(n, q)
    assert place is not None
    assert 0 <= place.lower <= place.upper < n
    assert 1 <= len(place.rows) <= 4
    assert all(0 <= row < n for row in place.rows)


@pytest.mark.parametrize(("q", "fewest"), [(MEDIAN, 6), (P90, 36)])
def test_it_needs_so_many_rows_for_an_interval(q: float, fewest: int) -> None:
    assert of(list(range(fewest - 1)), q).low is None
    assert of(list(range(fewest)), q).low is not None


# Conover 1999, 3.2: of 20 rows the 6th and the 15th bound the median.
@pytest.mark.parametrize(("n", "low", "high"), [(6, 1, 6), (20, 6, 15), (100, 40, 61)])
def test_it_bounds_the_median_by_the_tabled_rows(n: int, low: int, high: int) -> None:
    estimate = of(list(range(1, n + 1)), MEDIAN)
    assert (estimate.low, estimate.high) == (low, high)


@given(st.integers(1, EXACT_UP_TO), st.floats(0.01, 0.99))
def test_it_leaves_no_more_than_five_in_a_hundred_outside(n: int, q: float) -> None:
    from scipy.stats import binom  # not by each process that collects the tests: it takes a second

    place = rank(n, q)
    assert place is not None
    if place.low is not None and place.high is not None:
        below, above = binom.cdf(place.low, n, q), binom.sf(place.high, n, q)
        assert max(below, above) <= 0.025 + 1e-9


@pytest.mark.parametrize("q", [MEDIAN, P90])
def test_it_comes_as_near_by_the_normal_distribution_for_many_rows(q: float) -> None:
    from scipy.stats import binom

    n = 100_000
    place = rank(n, q)
    assert place is not None
    assert place.low == pytest.approx(binom.ppf(0.025, n, q), abs=2)
    assert place.high == pytest.approx(binom.ppf(0.975, n, q), abs=2)
