"""Customers, orders and reviews: what a formula counts, and what it leaves out."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from bot.kpis.options import Stat
from storage.customers import CustomerRow, customer_row
from storage.facts import Customer, Purchase, Review
from storage.kpis import Days
from storage.models import Workspace
from storage.purchases import PurchaseRow, purchase_row
from storage.reviews import ReviewRow, review_row
from tests.kpis.rows import DAY, MOSCOW, NOW, asked

ZONE = ZoneInfo(MOSCOW)
MONTH = Days(date(2026, 10, 1), date(2026, 10, 14))


def customers(session: Session, workspace: Workspace, *rows: CustomerRow) -> None:
    session.add_all(Customer(workspace_id=workspace.id, **customer_row(row, ZONE)) for row in rows)
    session.flush()


def test_it_waits_until_a_customers_window_is_over(session: Session, workspace: Workspace) -> None:
    """Of 20, 14 and 15 days ago: the window of the second is still open."""
    for number, ago in enumerate((20, 14, 15)):
        start = NOW - ago * DAY
        customers(session, workspace, CustomerRow(str(number), start, activated_at=start + DAY))
    found = asked(session, workspace, formula="activation", window="30d")
    assert (found.estimate.n, found.estimate.value, found.provisional) == (2, 100, True)


def test_it_counts_flags_of_activation_where_no_day_tells(session: Session, workspace: Workspace) -> None:
    customers(session, workspace, CustomerRow("a", activated=True), CustomerRow("b", activated=False))
    assert asked(session, workspace, formula="activation").estimate.value == 50


def test_it_takes_the_activation_for_the_first_value_where_no_other_is_known(
    session: Session, workspace: Workspace
) -> None:
    start = NOW - 20 * DAY
    rows = [CustomerRow(str(days), start, activated_at=start + days * DAY) for days in (1, 3)]
    customers(session, workspace, *rows, CustomerRow("never", start))
    found = asked(session, workspace, formula="ttfv")
    assert (found.estimate.value, found.unit, found.stat) == (2, "days", Stat.MEDIAN)
    assert found.not_yet == pytest.approx(100 / 3)


def test_it_names_the_prospects_of_a_conversion(session: Session, workspace: Workspace) -> None:
    customers(session, workspace, CustomerRow("a", converted=True), CustomerRow("b", converted=False))
    found = asked(session, workspace, formula="conversion", unit="visits")
    assert (found.estimate.value, found.unit, found.counted) == (50, "%", "visits")


def test_it_leaves_out_orders_that_were_refunded_whole(session: Session, workspace: Workspace) -> None:
    sold = ((100, 0), (100, 40), (70, 70), (0, 0))
    rows = [PurchaseRow(str(number), "c", NOW, amount, back) for number, (amount, back) in enumerate(sold)]
    session.add_all(Purchase(workspace_id=workspace.id, **purchase_row(row, ZONE)) for row in rows)
    session.flush()
    found = asked(session, workspace, formula="aov", unit="EUR")
    assert (found.estimate.n, found.estimate.value) == pytest.approx((3, 160 / 3))
    assert found.unit == "EUR"


@pytest.mark.parametrize(
    ("ratings", "scale", "negative", "positive"),
    [
        ((1, 2, 3, 4, 5), None, 40, 40),
        ((2, 4, 5, 6, 7, 10), None, 100 / 3, 100 / 3),
        ((2, 4, 5), "1-10", 200 / 3, 0),
    ],
)
def test_it_tells_bad_ratings_from_good_ones(
    session: Session,
    workspace: Workspace,
    ratings: tuple[float, ...],
    scale: str | None,
    negative: float,
    positive: float,
) -> None:
    rows = [ReviewRow(str(number), NOW, rating) for number, rating in enumerate(ratings)]
    session.add_all(Review(workspace_id=workspace.id, **review_row(row, ZONE)) for row in rows)
    session.flush()
    more: dict[str, Any] = {"scale": scale} if scale else {}
    shares = [
        asked(session, workspace, formula="review_share", sentiment=sentiment, **more).estimate.value
        for sentiment in ("negative", "positive")
    ]
    assert shares == pytest.approx([negative, positive])


def test_it_believes_a_word_before_a_rating(session: Session, workspace: Workspace) -> None:
    said = ((5, "negative"), (1, "Positive"), (1, "neutral"), (1, "so-so"), (None, ""))
    rows = [ReviewRow(str(number), NOW, rating, word) for number, (rating, word) in enumerate(said)]
    session.add_all(Review(workspace_id=workspace.id, **review_row(row, ZONE)) for row in rows)
    session.flush()
    found = asked(session, workspace, formula="review_share").estimate
    assert (found.n, found.value) == (4, 50)
