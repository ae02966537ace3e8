"""Lifetime value: the one formula of customers and orders that is no plain share or mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.kpi_customers import cltv


@pytest.mark.parametrize(
    ("revenue", "customers", "margin", "churn", "value"),
    [
        (10_000, 100, 0.6, 0.05, 1200),
        (10_000, 100, 0.6, 0.0, None),
        (10_000, 100, 0.6, None, None),
        (10_000, 100, None, 0.05, None),
        (0, 0, 0.6, 0.05, None),
        (0, 10, 0.6, 0.05, 0),
    ],
)
def test_it_gives_lifetime_value_unless_something_is_missing(
    revenue: float, customers: int, margin: float | None, churn: float | None, value: float | None
) -> None:
    estimate = cltv(revenue, customers, margin, churn)
    assert estimate.value == (value and pytest.approx(value))
    assert (estimate.n, estimate.low, estimate.se) == (customers, None, None)


@given(st.floats(1, 1e9), st.integers(1, 10**6), st.floats(0.01, 1), st.floats(0.001, 0.99))
def test_it_values_a_customer_less_the_sooner_they_leave(
    revenue: float, customers: int, margin: float, churn: float
) -> None:
    loyal, fickle = (cltv(revenue, customers, margin, rate).value for rate in (churn, churn + 0.01))
    assert loyal is not None
    assert fickle is not None
    assert loyal > fickle
