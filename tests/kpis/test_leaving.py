"""Churn, retention and lifetime value from whatever the rows tell of customers."""

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from storage.customers import CustomerRow, customer_row
from storage.facts import Customer, Purchase
from storage.kpis import Days
from storage.models import Workspace
from storage.purchases import PurchaseRow, purchase_row
from tests.kpis.rows import MOSCOW, asked

SEPTEMBER = Days(date(2026, 9, 1), date(2026, 9, 30))
OCTOBER = Days(date(2026, 10, 1), date(2026, 10, 31))
QUARTER = Days(date(2026, 8, 1), date(2026, 10, 31))
ZONE = ZoneInfo(MOSCOW)


def on(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=UTC)


def customers(session: Session, workspace: Workspace, *rows: dict[str, Any]) -> None:
    made = (CustomerRow(uuid.uuid4().hex, **row) for row in rows)
    session.add_all(Customer(workspace_id=workspace.id, **customer_row(row, ZONE)) for row in made)
    session.flush()


def orders(session: Session, workspace: Workspace, rows: Iterable[PurchaseRow]) -> None:
    session.add_all(Purchase(workspace_id=workspace.id, **purchase_row(row, ZONE)) for row in rows)
    session.flush()


def flagged(lost: bool | None, days: Days | None = None, **more: Any) -> dict[str, Any]:
    return {"lost": lost, **more, **({"first": days.first, "last": days.last} if days else {})}


def test_it_counts_flags_where_there_are_no_days(session: Session, workspace: Workspace) -> None:
    customers(session, workspace, flagged(True), flagged(False), flagged(False), flagged(None))
    churn, retention = (asked(session, workspace, formula=formula) for formula in ("churn", "retention"))
    assert (churn.estimate.n, churn.estimate.value) == pytest.approx((3, 100 / 3))
    assert retention.estimate.value == pytest.approx(200 / 3)
    assert churn.undated


def test_it_counts_flags_where_days_tell_of_no_end(session: Session, workspace: Workspace) -> None:
    rows = (flagged(lost, start_at=on("2026-01-05")) for lost in (True, False, False, False))
    customers(session, workspace, *rows)
    found = asked(session, workspace, formula="churn")
    assert (found.estimate.n, found.estimate.value) == (4, 25)
    assert asked(session, workspace, OCTOBER, formula="churn").estimate.value is None


def test_it_counts_days_where_days_are_asked_for_and_flags_where_none_are(
    session: Session, workspace: Workspace
) -> None:
    rows = flagged(True, start_at=on("2026-01-05"), end_at=on("2026-10-05")), flagged(False, start_at=on("2026-01-05"))
    customers(session, workspace, *rows, flagged(True))
    assert asked(session, workspace, OCTOBER, formula="churn").estimate.value == 50
    assert asked(session, workspace, formula="churn").estimate.n == 3


def test_it_takes_retained_for_the_opposite_of_lost(session: Session, workspace: Workspace) -> None:
    rows = ({"retained": True}, {"retained": False}, {"retained": True, "lost": True})
    customers(session, workspace, *rows)
    found = asked(session, workspace, formula="churn").estimate
    assert (found.n, found.value) == pytest.approx((3, 200 / 3))


@pytest.mark.parametrize(
    ("days", "n"), [(OCTOBER, 2), (QUARTER, 3), (Days(date(2026, 10, 2), date(2026, 10, 31)), 0), (None, 4)]
)
def test_it_counts_flags_in_days_that_hold_the_period_they_are_about(
    session: Session, workspace: Workspace, days: Days | None, n: int
) -> None:
    rows = flagged(True, OCTOBER), flagged(False, OCTOBER), flagged(False, SEPTEMBER), flagged(False)
    customers(session, workspace, *rows)
    found = asked(session, workspace, days, formula="churn")
    assert found.estimate.n == n
    assert found.undated == (days is None)


def test_it_reads_the_words_of_a_state(session: Session, workspace: Workspace) -> None:
    customers(session, workspace, *({"status": word} for word in ("Stayed", "churned ", "Churned", "Joined", "")))
    every = asked(session, workspace, formula="churn", lost=["Churned"])
    assert (every.estimate.n, every.estimate.value) == (4, 50)
    present = asked(session, workspace, formula="churn", lost=["CHURNED"], present=["stayed", "churned"])
    assert (present.estimate.n, present.estimate.value) == pytest.approx((3, 200 / 3))
    kept = asked(session, workspace, formula="retention", lost=["Churned"], present=["Stayed"])
    assert kept.estimate.value == pytest.approx(100 / 3)


def test_it_takes_the_word_lost_for_what_it_says(session: Session, workspace: Workspace) -> None:
    customers(session, workspace, {"status": "lost"}, {"status": "here"})
    assert asked(session, workspace, formula="churn").estimate.value == 50


def test_it_has_no_churn_without_customers(session: Session, workspace: Workspace) -> None:
    assert asked(session, workspace, OCTOBER, formula="churn").estimate.value is None


@pytest.mark.parametrize(
    ("start", "end", "n", "value"),
    [
        ("2026-09-30", "2026-10-01", 1, 100),
        ("2026-09-30", "2026-10-31", 1, 100),
        ("2026-09-30", "2026-11-01", 1, 0),
        ("2026-09-30", "2026-09-30", 0, None),
        ("2026-10-01", "2026-10-20", 0, None),
        ("2026-09-30", None, 1, 0),
    ],
)
def test_it_knows_who_was_there_at_the_start(
    session: Session, workspace: Workspace, start: str, end: str | None, n: int, value: float | None
) -> None:
    customers(session, workspace, {"start_at": on(start), "end_at": on(end) if end else None})
    churn = asked(session, workspace, OCTOBER, formula="churn").estimate
    retention = asked(session, workspace, OCTOBER, formula="retention").estimate
    assert (churn.n, churn.value) == (n, value)
    assert retention.value == (None if value is None else 100 - value)


def lifetimes(session: Session, workspace: Workspace) -> None:
    """Present at the starts of September and October: 4 and 3; lost in them: 1 and 1; revenue 300 and 200."""
    starts = [{"start_at": on("2026-08-15")} for _ in range(4)]
    starts[0]["end_at"], starts[1]["end_at"] = on("2026-09-10"), on("2026-10-10")
    customers(session, workspace, *starts)
    sold = (("2026-09-05", 400, 100), ("2026-10-05", 200, 0), ("2026-10-06", 90, 90), ("2026-08-20", 999, 0))
    orders(
        session,
        workspace,
        (
            PurchaseRow(str(number), "c", on(day), amount, refunded, margin=amount / 4)
            for number, (day, amount, refunded) in enumerate(sold)
        ),
    )


def test_it_pools_whole_periods_for_a_lifetime(session: Session, workspace: Workspace) -> None:
    lifetimes(session, workspace)
    days = Days(date(2026, 8, 20), date(2026, 10, 31))
    found = asked(session, workspace, days, formula="cltv", margin=0.5, period="month").estimate
    assert (found.n, found.value) == pytest.approx((7, 500 / 7 * 0.5 / (2 / 7)))


def test_it_takes_the_margin_of_the_orders_where_none_is_given(session: Session, workspace: Workspace) -> None:
    lifetimes(session, workspace)
    found = asked(session, workspace, OCTOBER, formula="cltv").estimate
    assert (found.n, found.value) == pytest.approx((3, 200 / 3 * 0.25 / (1 / 3)))


def test_it_has_no_lifetime_without_a_margin_or_a_loss(session: Session, workspace: Workspace) -> None:
    customers(session, workspace, {"start_at": on("2026-08-15")})
    orders(session, workspace, [PurchaseRow("1", "c", on("2026-10-05"), 100)])
    assert asked(session, workspace, OCTOBER, formula="cltv", margin=0.5).estimate.value is None
    customers(session, workspace, {"start_at": on("2026-08-15"), "end_at": on("2026-10-05"), "segment": "EU"})
    assert asked(session, workspace, OCTOBER, formula="cltv", margin=0.5).estimate.value == 50 * 0.5 / 0.5
    assert asked(session, workspace, OCTOBER, formula="cltv").estimate.value is None


@pytest.mark.parametrize("formula", ["churn", "retention"])
def test_it_pools_whole_months_where_a_month_is_the_period(
    session: Session, workspace: Workspace, formula: str
) -> None:
    customers(
        session,
        workspace,
        {"start_at": on("2026-07-10")},
        {"start_at": on("2026-07-10"), "end_at": on("2026-09-20")},
        {"start_at": on("2026-09-15"), "end_at": on("2026-10-05")},
    )
    # Two at the start of August, none of whom left; two of September and two of October, of whom one left each.
    days = Days(date(2026, 8, 20), date(2026, 10, 31))
    found = asked(session, workspace, days, formula=formula, period="month").estimate
    assert (found.n, found.value) == pytest.approx((4, 50))
    whole = asked(session, workspace, QUARTER, formula=formula, period="month").estimate
    assert (whole.n, whole.value) == pytest.approx((6, 100 / 3 if formula == "churn" else 200 / 3))
