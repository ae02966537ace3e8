"""Every formula over customers and orders, few enough to count by hand; intervals by independent code."""

from pathlib import Path

import pytest

from tests.command import Run, written
from tests.contract import figure, interval, lite, taken_in
from tests.kpis.independent import of_mean, of_share

__all__ = ["lite"]
CUSTOMERS = """id,start,end,segment
a,2026-01-05,,EU
b,2026-02-01,2026-10-10,EU
c,2026-03-01,2026-10-31,US
d,2026-03-01,2026-11-01,US
e,2026-10-01,2026-10-20,EU
f,2026-09-30,,EU
g,2026-01-01,2026-09-30,EU
h,2026-10-15,,US
"""
IN_OCTOBER = ("--from", "2026-10-01", "--to", "2026-10-31")
MAP = ("--map", "id=id", "--map", "start=start", "--map", "end=end", "--map", "segment=segment")


@pytest.fixture
def customers(lite: Run) -> Run:
    """Present on the first of October: a, b, c, d and f, of whom b and c are lost in October."""
    taken_in(lite, "customers", written(Path("customers.csv"), CUSTOMERS), *MAP)
    return lite


def test_it_counts_who_was_lost_of_those_present_at_the_start(customers: Run) -> None:
    found = figure(customers, *IN_OCTOBER, formula="churn")
    assert (found["value"], found["n"], found["unit"]) == (pytest.approx(40), 5, "%")
    assert interval(found) == pytest.approx(of_share(2, 5), abs=0.01)


def test_it_counts_who_was_kept_of_those_present_at_the_start(customers: Run) -> None:
    found = figure(customers, *IN_OCTOBER, formula="retention")
    assert (found["value"], found["n"]) == (pytest.approx(60), 5)
    assert interval(found) == pytest.approx(of_share(3, 5), abs=0.01)


def test_it_has_no_churn_where_nobody_was_there(customers: Run) -> None:
    found = figure(customers, "--from", "2025-10-01", "--to", "2025-10-31", formula="churn")
    assert (found["value"], found["n"], *interval(found)) == (None, 0, None, None)


def test_it_tells_churn_of_a_segment(customers: Run) -> None:
    found = figure(customers, *IN_OCTOBER, "--segment", "US", formula="churn")
    assert (found["value"], found["n"]) == (50, 2)


ORDERS = """id,customer,time,amount,refunded
1,a,2026-10-01 10:00,100,
2,a,2026-10-05 10:00,60,10
3,b,2026-10-05 10:00,40,
4,f,2026-10-31 23:30,210,
5,f,2026-11-01 00:30,999,
6,c,2026-09-30 12:00,999,
"""
ORDER_MAP = (
    "--map",
    "id=id",
    "--map",
    "customer=customer",
    "--map",
    "time=time",
    "--map",
    "amount=amount",
    "--map",
    "refunded=refunded",
)


@pytest.fixture
def orders(lite: Run) -> Run:
    """Net 400 in October, in four orders of three buyers."""
    taken_in(lite, "orders", written(Path("orders.csv"), ORDERS), *ORDER_MAP)
    return lite


def test_it_tells_the_average_order(orders: Run) -> None:
    found = figure(orders, *IN_OCTOBER, formula="aov")
    assert (found["value"], found["n"]) == (pytest.approx(100), 4)
    assert interval(found) == pytest.approx(of_mean(100, 50, 40, 210), abs=0.01)


def test_it_tells_the_share_of_buyers_who_came_back(orders: Run) -> None:
    found = figure(orders, *IN_OCTOBER, formula="repeat_rate")
    assert (found["value"], found["n"]) == (pytest.approx(100 / 3), 3)
    assert interval(found) == pytest.approx(of_share(1, 3), abs=0.01)


def test_it_tells_a_customers_lifetime_value(customers: Run) -> None:
    """400 of 5 customers, half of it margin, 40 % of them lost: 80 x 0.5 / 0.4."""
    taken_in(customers, "orders", written(Path("orders.csv"), ORDERS), *ORDER_MAP)
    found = figure(customers, *IN_OCTOBER, formula="cltv", margin=0.5, period="month")
    assert (found["value"], found["n"]) == (pytest.approx(100), 5)


def test_it_has_no_lifetime_value_without_churn(lite: Run) -> None:
    taken_in(lite, "customers", written(Path("customers.csv"), "id,start,end\na,2026-01-05,\n"), *MAP[:6])
    taken_in(lite, "orders", written(Path("orders.csv"), ORDERS), *ORDER_MAP)
    assert figure(lite, *IN_OCTOBER, formula="cltv", margin=0.5, period="month")["value"] is None


def test_it_takes_the_margin_of_the_orders(customers: Run) -> None:
    rows = "id,customer,time,amount,margin\n1,a,2026-10-01,100,20\n2,b,2026-10-02,300,80\n"
    taken_in(customers, "orders", written(Path("o.csv"), rows), *ORDER_MAP[:8], "--map", "margin=margin")
    found = figure(customers, *IN_OCTOBER, formula="cltv", period="month")
    assert found["value"] == pytest.approx(400 / 5 * 0.25 / 0.4)


def test_it_counts_buyers_of_prospects(lite: Run) -> None:
    rows = "visit,bought\n1,TRUE\n2,FALSE\n3,no\n4,1\n5,0\n"
    taken_in(lite, "customers", written(Path("visits.csv"), rows), "--map", "converted=bought")
    found = figure(lite, formula="conversion", unit="visits")
    assert (found["value"], found["n"]) == (pytest.approx(40), 5)
    assert interval(found) == pytest.approx(of_share(2, 5), abs=0.01)


STARTED = """id,start,activated,first_value
a,2024-03-01,2024-03-02,2024-03-03
b,2024-03-01,2024-03-14,2024-03-21
c,2024-03-01,2024-03-25,2024-03-26
d,2024-03-02,,
"""
STARTED_MAP = (
    "--map",
    "id=id",
    "--map",
    "start=start",
    "--map",
    "activated=activated",
    "--map",
    "first_value=first_value",
)


def test_it_counts_who_was_active_in_time(lite: Run) -> None:
    taken_in(lite, "customers", written(Path("customers.csv"), STARTED), *STARTED_MAP)
    march = ("--from", "2024-03-01", "--to", "2024-03-31")
    found = figure(lite, *march, formula="activation")
    assert (found["value"], found["n"], found.get("provisional")) == (50, 4, None)
    assert figure(lite, formula="activation", within="30d")["value"] == 75


def test_it_tells_days_to_first_value(lite: Run) -> None:
    """2, 20 and 25 days; one of four is not there yet."""
    taken_in(lite, "customers", written(Path("customers.csv"), STARTED), *STARTED_MAP)
    found = figure(lite, formula="ttfv")
    assert (found["median"], found["p90"], found["n"]) == (pytest.approx(20), pytest.approx(24), 3)
    assert (found["value"], found["stat"], found["not_yet"]) == (pytest.approx(20), "median", pytest.approx(25))


def test_it_takes_activation_for_the_first_value_where_no_row_has_one(lite: Run) -> None:
    rows = "id,start,activated\na,2024-03-01,2024-03-03\nb,2024-03-01,2024-03-05\n"
    taken_in(lite, "customers", written(Path("customers.csv"), rows))
    found = figure(lite, formula="ttfv", stat="mean")
    assert (found["value"], found["n"], found["unit"], found["not_yet"]) == (3, 2, "days", 0)
