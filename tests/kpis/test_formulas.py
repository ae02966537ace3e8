"""What each formula makes of stored rows where the contract leaves room for mistakes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy
import pytest
from sqlmodel import Session

from bot.errors import UserError
from bot.kpis import flow
from bot.kpis.options import Stat
from bot.kpis.reading import Reading
from bot.kpis.windows import Step
from bot.rules.business_hours import business_seconds
from storage.customers import CustomerRow, customer_row
from storage.facts import Customer, Purchase, Review
from storage.kpis import Days
from storage.models import Workspace
from storage.purchases import PurchaseRow, purchase_row
from storage.reviews import ReviewRow, review_row
from storage.surveys import Answer, add_answers, ensure_survey
from storage.tickets import TicketRow, add_tickets
from tests.kpis.rows import DAY, HOUR, MOSCOW, NOW, company, kpi, scored, survey, ticket, tickets

ZONE = ZoneInfo(MOSCOW)
MONTH = Days(date(2026, 10, 1), date(2026, 10, 14))


@pytest.fixture
def workspace(session: Session) -> Workspace:
    return company(session)


def asked(session: Session, workspace: Workspace, days: Days | None = None, **fields: object) -> Reading:
    row = kpi(session, workspace, **fields)
    return flow.reading(session, workspace, row, NOW, days=days, every_stat=True)


def answered(session: Session, workspace: Workspace, low: int, high: int, answers: Iterable[Answer]) -> None:
    add_answers(session, ensure_survey(session, workspace.id, "s", low, high), answers, MOSCOW)


@pytest.mark.parametrize(
    ("low", "high", "score", "formula", "problem"),
    [
        (1, 5, 5.0, "nps", "kpis.nps_scale"),
        (2, 10, 5.0, "nps", "kpis.nps_scale"),
        (0, 10, 7.5, "nps", "kpis.nps_whole"),
        (1, 10, 7.5, "csat_mean", None),
    ],
)
def test_it_refuses_an_nps_of_other_answers(
    session: Session, workspace: Workspace, low: int, high: int, score: float, formula: str, problem: str | None
) -> None:
    answered(session, workspace, low, high, [Answer("a", score, NOW)])
    found = asked(session, workspace, formula=formula, survey="s")
    assert (found.failure.message if found.failure else None) == problem


def test_it_keeps_the_first_or_the_latest_answer_of_each_respondent(session: Session, workspace: Workspace) -> None:
    said = (("1", 1.0, 3, "x"), ("2", 9.0, 1, "x"), ("3", None, 0, "x"), ("4", 5.0, 2, ""), ("5", 6.0, 2, ""))
    answers = [Answer(key, score, NOW - ago * DAY, "", who) for key, score, ago, who in said]
    answered(session, workspace, 0, 10, answers)
    means = {
        keep: asked(session, workspace, MONTH, formula="csat_mean", survey="s", keep=keep).estimate
        for keep in ("all", "first", "latest")
    }
    assert {keep: (found.n, found.value) for keep, found in means.items()} == {
        "all": (4, 21 / 4),
        "first": (3, 4),
        "latest": (3, 20 / 3),
    }


def test_it_keeps_one_answer_in_each_period_of_a_series(session: Session, workspace: Workspace) -> None:
    answers = [Answer(str(ago), 5, NOW - ago * DAY, "", "x") for ago in (0, 1, 7, 8)]
    answered(session, workspace, 0, 10, answers)
    row = kpi(session, workspace, formula="csat_mean", survey="s", keep="latest")
    points = flow.series(session, workspace, row, NOW, date(2026, 10, 5), date(2026, 10, 14), Step.WEEK)
    assert [point.estimate.n for point in points] == [1, 1]


def test_it_shows_the_segment_of_the_definition_and_the_one_asked_for(session: Session, workspace: Workspace) -> None:
    survey(session, workspace, [*scored([9], segment="EU"), *scored([0], segment="US", prefix="b")])
    row = kpi(session, workspace, formula="nps", survey="relationship", segment="EU")
    assert flow.reading(session, workspace, row, NOW).estimate.value == 100
    assert flow.reading(session, workspace, row, NOW, segment="US").estimate.n == 0


def test_it_knows_no_segments_of_orders(session: Session, workspace: Workspace) -> None:
    found = flow.reading(session, workspace, kpi(session, workspace, formula="aov"), NOW, segment="EU")
    assert found.failure is not None
    assert found.failure.message == "kpis.no_segments"


@pytest.mark.parametrize("complete", [True, False])
def test_it_takes_completed_of_started_before_answered_of_asked(
    session: Session, workspace: Workspace, complete: bool
) -> None:
    found = ensure_survey(session, workspace.id, "s", 0, 10)
    found.asked = 10
    flags = (True, True, False, None) if complete else (None,) * 4
    rows = [Answer(str(number), 5, NOW, complete=flag) for number, flag in enumerate(flags)]
    add_answers(session, found, rows, MOSCOW)
    rate = asked(session, workspace, formula="response_rate", survey="s").estimate
    assert (rate.n, rate.value) == ((4, 50) if complete else (10, 40))
    month = asked(session, workspace, MONTH, formula="response_rate", survey="s").estimate
    assert month.value == (50 if complete else None)


def test_it_tells_every_statistic_as_numpy_does(session: Session, workspace: Workspace) -> None:
    hours = [1, 2, 2, 3, 5, 8, 13, 21, 34, 55, 89]
    tickets(session, workspace, [ticket(number, NOW - 100 * HOUR, solved=took) for number, took in enumerate(hours)])
    found = asked(session, workspace, formula="resolution_time", unit="h", stat="p90")
    assert found.stat is Stat.P90
    assert found.estimate == found.stats[Stat.P90]
    assert {stat: one.value for stat, one in found.stats.items()} == pytest.approx(
        {Stat.MEAN: numpy.mean(hours), Stat.MEDIAN: numpy.median(hours), Stat.P90: numpy.percentile(hours, 90)}
    )


def test_it_tells_the_median_of_each_week(session: Session, workspace: Workspace) -> None:
    rows = [ticket(number, NOW - number * DAY, first_reply=number + 1) for number in range(14)]
    tickets(session, workspace, rows)
    row = kpi(session, workspace, formula="first_response_time", unit="h", stat="median")
    points = flow.series(session, workspace, row, NOW, date(2026, 10, 1), date(2026, 10, 14), Step.WEEK)
    assert [(point.estimate.n, point.estimate.value) for point in points] == [(4, 12.5), (7, 7), (3, 2)]


def test_it_counts_business_hours(session: Session, workspace: Workspace) -> None:
    """From Friday at 17 to Monday at 10 in Moscow: one hour and one."""
    friday, monday = datetime(2026, 10, 9, 14, tzinfo=UTC), datetime(2026, 10, 12, 7, tzinfo=UTC)
    add_tickets(session, workspace.id, [TicketRow("1", friday, solved_at=monday)], MOSCOW, business_seconds)
    times = [
        asked(session, workspace, formula="resolution_time", unit="h", hours=hours).estimate.value
        for hours in ("business", "calendar")
    ]
    assert times == [2, 65]


def test_it_knows_solved_tickets_by_the_word_of_their_status(session: Session, workspace: Workspace) -> None:
    words = ("Closed", " solved", "Open", "Done", "")
    rows = [TicketRow(str(number), NOW - DAY, status=word) for number, word in enumerate(words)]
    rows.append(TicketRow("again", NOW - DAY, status="Closed", reopened_at=NOW))
    rows.append(TicketRow("dated", NOW - DAY, solved_at=NOW - HOUR))
    tickets(session, workspace, rows)
    share = asked(session, workspace, formula="solved_share").estimate
    assert (share.n, share.value) == pytest.approx((7, 400 / 7))
    done = asked(session, workspace, formula="solved_share", solved=["done"]).estimate
    assert done.value == pytest.approx(200 / 7)
    fcr = asked(session, workspace, formula="fcr").estimate
    assert (fcr.n, fcr.value) == (4, 75)


def test_it_follows_the_window_of_the_definition(session: Session, workspace: Workspace) -> None:
    tickets(session, workspace, [ticket(1, NOW - 6 * DAY, solved=1, back=4 * 24)])
    soon = asked(session, workspace, formula="fcr", within="3d", window="7d")
    assert (soon.estimate.value, soon.provisional) == (100, True)
    over = asked(session, workspace, Days(date(2026, 10, 1), date(2026, 10, 10)), formula="fcr", within="3d")
    assert not over.provisional


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


def test_it_compares_the_days_asked_for_with_as_many_before(session: Session, workspace: Workspace) -> None:
    rows = [replace(ticket(number, NOW - number * DAY), tier="1") for number in range(10)]
    tickets(session, workspace, rows)
    volume = kpi(session, workspace, formula="ticket_volume", window="month")
    days = Days(date(2026, 10, 12), date(2026, 10, 14))
    before = flow.previous(session, workspace, volume, NOW, days=days)
    assert before is not None
    assert (before.first, before.last, before.estimate.value) == (date(2026, 10, 9), date(2026, 10, 11), 3)


def test_it_raises_what_a_series_cannot_be_made_of(session: Session, workspace: Workspace) -> None:
    answered(session, workspace, 1, 5, [Answer("a", 5, NOW)])
    row = kpi(session, workspace, formula="nps", survey="s")
    with pytest.raises(UserError, match=r"kpis\.nps_scale"):
        flow.series(session, workspace, row, NOW, date(2026, 10, 1), date(2026, 10, 14), Step.WEEK)
