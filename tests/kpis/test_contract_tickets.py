"""Every formula over tickets, reviews and values, few enough to count by hand; intervals by independent code."""

from pathlib import Path

import pytest

from tests.command import Run, written
from tests.contract import figure, interval, lite, taken_in
from tests.kpis.independent import of_mean, of_share

__all__ = ["lite"]
IN_OCTOBER = ("--from", "2026-10-01", "--to", "2026-10-31")
TICKETS = """id,created,solved,first_reply,reopened,customer_reply,tier,status,minutes
1,2026-10-02 10:00,2026-10-02 12:00,2026-10-02 10:30,,,1,Closed,10
2,2026-10-02 10:00,2026-10-05 10:00,2026-10-05 09:30,,2026-10-08 10:00,1,Solved,0:30:00
3,2026-10-03 12:00,2026-10-05 10:00,,2026-10-20 10:00,,2,Open,20
4,2026-10-05 10:00,,2026-10-05 11:00,,,2,Open,
"""
TICKET_FIELDS = {
    "id": "id",
    "created": "created",
    "solved": "solved",
    "first_reply": "first_reply",
    "reopened": "reopened",
    "customer_reply": "customer_reply",
    "tier": "tier",
    "status": "status",
    "handle_minutes": "minutes",
}
TICKET_MAP = tuple(word for name, column in TICKET_FIELDS.items() for word in ("--map", f"{name}={column}"))


@pytest.fixture
def tickets(lite: Run) -> Run:
    """Friday, Friday, Saturday, Monday; solved after 2, 72 and 46 hours; one is open."""
    taken_in(lite, "tickets", written(Path("tickets.csv"), TICKETS), *TICKET_MAP)
    return lite


def test_it_tells_the_time_to_a_solution(tickets: Run) -> None:
    found = figure(tickets, *IN_OCTOBER, formula="resolution_time", unit="h")
    assert (found["mean"], found["median"], found["n"]) == (pytest.approx(40), pytest.approx(46), 3)
    assert found["p90"] == pytest.approx(46 + 0.8 * 26)
    assert found["value"] == found[found["stat"]]


@pytest.mark.parametrize(("stat", "value"), [("mean", 40), ("median", 46), ("p90", 66.8)])
def test_it_tells_the_statistic_that_is_asked_for(tickets: Run, stat: str, value: float) -> None:
    found = figure(tickets, *IN_OCTOBER, formula="resolution_time", unit="h", stat=stat)
    assert (found["value"], found["stat"]) == (pytest.approx(value), stat)


def test_it_counts_the_hours_of_business(tickets: Run) -> None:
    """Monday to Friday, 9 to 18: 2 h; 8 on Friday and 1 on Monday; 1 on Monday."""
    found = figure(tickets, *IN_OCTOBER, formula="resolution_time", unit="h", hours="business", stat="mean")
    assert (found["mean"], found["median"]) == (pytest.approx((2 + 9 + 1) / 3), pytest.approx(2))


def test_it_tells_the_time_to_a_first_reply(tickets: Run) -> None:
    found = figure(tickets, *IN_OCTOBER, formula="first_response_time", unit="h", stat="mean")
    assert (found["value"], found["n"]) == (pytest.approx((0.5 + 71.5 + 1) / 3), 3)
    assert interval(found) == pytest.approx(of_mean(0.5, 71.5, 1), abs=1e-2)


def test_it_counts_what_stayed_solved_within_the_window(tickets: Run) -> None:
    """A reply within 7 days undoes the second; the third is reopened after 15."""
    found = figure(tickets, *IN_OCTOBER, formula="fcr")
    assert (found["value"], found["n"]) == (pytest.approx(200 / 3), 3)
    assert interval(found) == pytest.approx(of_share(2, 3), abs=0.01)
    assert figure(tickets, *IN_OCTOBER, formula="fcr", within="16d")["value"] == pytest.approx(100 / 3)


def test_it_tells_the_minutes_of_handling(tickets: Run) -> None:
    found = figure(tickets, *IN_OCTOBER, formula="handle_time")
    assert (found["value"], found["n"]) == (pytest.approx(20), 3)
    assert interval(found) == pytest.approx(of_mean(10, 30, 20), abs=1e-2)


def test_it_counts_the_tickets_created_by_tier(tickets: Run) -> None:
    assert figure(tickets, *IN_OCTOBER, formula="ticket_volume")["value"] == 4
    assert figure(tickets, *IN_OCTOBER, formula="ticket_volume", filter={"tier": "2"})["value"] == 2
    assert figure(tickets, "--from", "2026-10-03", "--to", "2026-10-04", formula="ticket_volume")["value"] == 1


def test_it_counts_the_solved_and_the_answered_of_the_created(tickets: Run) -> None:
    assert figure(tickets, *IN_OCTOBER, formula="solved_share")["value"] == 75
    assert figure(tickets, *IN_OCTOBER, formula="answered_share")["value"] == 75


REVIEWS = """id,time,rating,sentiment
1,2026-10-01,1,
2,2026-10-02,5,
3,2026-10-03,5,negative
4,2026-10-04,,Positive
5,2026-11-04,1,
"""


def test_it_tells_the_share_of_bad_reviews(lite: Run) -> None:
    mapped = (word for name in ("id", "time", "rating", "sentiment") for word in ("--map", f"{name}={name}"))
    taken_in(lite, "reviews", written(Path("reviews.csv"), REVIEWS), *mapped)
    found = figure(lite, *IN_OCTOBER, formula="review_share", sentiment="negative")
    assert (found["value"], found["n"]) == (50, 4)
    assert interval(found) == pytest.approx(of_share(2, 4), abs=0.01)
    assert figure(lite, *IN_OCTOBER, formula="review_share", sentiment="positive")["value"] == 50


def test_it_tells_numbers_as_they_were_sent_in(lite: Run) -> None:
    figure(lite, formula="value", unit="placements")
    rows = 'day,n\n2026-10-01,3\n2026-10-15,"1 004,5"\n2026-11-01,7\n'
    words = ("--kpi", "k", "--map", "date=day", "--map", "value=n")
    assert taken_in(lite, "values", written(Path("values.csv"), rows), *words)["imported"] == 3
    found = figure(lite, "--from", "2026-10-01", "--to", "2026-11-30", "--by", "month", formula="value")
    assert [(point["period"], point["n"]) for point in found["series"]] == [("2026-10", 2), ("2026-11", 1)]
    assert found["series"][1]["value"] == 7
