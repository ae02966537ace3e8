"""Rows of another database are counted there, and come to what an import of the same rows comes to."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from bot.kpis import flow
from bot.kpis.reading import Reading
from bot.kpis.windows import Step
from bot.rules.kpi import Estimate
from storage.kpis import Days
from tests.kpis.rows import NOW, company, kpi
from tests.kpis.warehouse import ADDRESS, company_rows, fill

ANSWERS = {"score": "score", "time": "happened", "segment": "plan", "respondent": "who"}
TICKETS = {
    "id": "id", "created": "opened", "solved": "done", "first_reply": "replied", "reopened": "again",
    "customer_reply": "back", "handle_minutes": "minutes", "tier": "tier", "status": "state", "segment": "plan",
}  # fmt: skip
CUSTOMERS = {
    "id": "id", "start": "since", "end": "until", "activated": "active", "first_value": "valued", "lost": "gone",
    "converted": "bought", "status": "state", "segment": "plan",
}  # fmt: skip
ORDERS = {"customer": "buyer", "time": "happened", "amount": "amount", "refunded": "back"}
REVIEWS = {"time": "happened", "rating": "stars", "sentiment": "mood"}
Fields = dict[str, Any]
ASKED: list[tuple[str, Fields, Fields]] = [
    ("answers", ANSWERS, {"formula": "nps"}),
    ("answers", ANSWERS, {"formula": "nps", "keep": "first"}),
    ("answers", ANSWERS, {"formula": "csat_mean", "keep": "latest", "scale": "0-10"}),
    ("answers", ANSWERS, {"formula": "csat", "scale": "0-10", "top": 3}),
    ("tickets", TICKETS, {"formula": "resolution_time", "stat": "p90"}),
    ("tickets", TICKETS, {"formula": "first_response_time"}),
    ("tickets", TICKETS, {"formula": "handle_time", "stat": "median"}),
    ("tickets", TICKETS, {"formula": "fcr", "within": "5d"}),
    ("tickets", TICKETS, {"formula": "ticket_volume"}),
    ("tickets", TICKETS, {"formula": "solved_share"}),
    ("tickets", TICKETS, {"formula": "answered_share"}),
    ("customers", CUSTOMERS, {"formula": "churn"}),
    ("customers", CUSTOMERS, {"formula": "retention", "lost": ["churned"], "present": ["Stayed", "Churned"]}),
    ("customers", CUSTOMERS, {"formula": "conversion"}),
    ("customers", CUSTOMERS, {"formula": "activation"}),
    ("customers", CUSTOMERS, {"formula": "ttfv"}),
    ("orders", ORDERS, {"formula": "aov"}),
    ("orders", ORDERS, {"formula": "repeat_rate"}),
    ("reviews", REVIEWS, {"formula": "review_share"}),
    ("reviews", REVIEWS, {"formula": "review_share", "sentiment": "positive"}),
]
DAYS = Days(date(2026, 7, 15), date(2026, 9, 20))


def said(reading: Reading) -> tuple[object, ...]:
    """All that a reading tells, but where from."""
    assert reading.failure is None, (reading.failure.message, reading.failure.values)
    told = (reading.newest, reading.undated, reading.provisional, reading.not_yet)
    return (*numbers(reading.estimate), *told, [numbers(one) for one in reading.stats.values()])


def numbers(found: Estimate) -> tuple[object, ...]:
    return tuple(None if value is None else pytest.approx(value, rel=1e-6) for value in vars(found).values())


def test_it_comes_to_what_an_import_of_the_same_rows_comes_to(own: Session, address: str) -> None:
    workspace = company(own)
    fill(address, company_rows(own, workspace))
    for table, columns, fields in ASKED:
        survey = {"survey": "relationship"} if table == "answers" else {}
        mine = kpi(own, workspace, name="mine", **survey, **fields)
        source = {"url_env": ADDRESS, "table": table, "columns": columns}
        theirs = kpi(own, workspace, name="theirs", source=source, **fields)
        for days in (Days(), DAYS):
            there, here = (flow.reading(own, workspace, one, NOW, days=days, every_stat=True) for one in (theirs, mine))
            assert said(there) == said(here), fields
        weeks = [flow.series(own, workspace, one, NOW, DAYS.first, DAYS.last, Step.WEEK) for one in (theirs, mine)]
        counted, expected = ([(point.period, *numbers(point.estimate)) for point in points] for points in weeks)
        assert counted == expected, fields
