"""What holds for KPIs whatever the rows are."""

import uuid
from collections.abc import Sequence
from datetime import date
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from bot.kpis import flow
from bot.kpis.windows import Step
from bot.rules.kpi import Estimate
from storage.customers import CustomerRow, customer_row
from storage.facts import Customer
from storage.kpis import Days
from storage.models import Workspace
from storage.numbers.own import answer_days
from storage.numbers.own import answers as answer_rows
from storage.numbers.scores import scores
from storage.numbers.surveys import one_each
from storage.surveys import Answer
from storage.tickets import TicketRow
from tests.kpis.rows import DAY, HOUR, MOSCOW, NOW, company, kpi, survey, tickets

FIRST = NOW - 60 * DAY
LATELY = Days(date(2026, 9, 1), date(2026, 10, 14))
several = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
moments = st.integers(0, 60 * 24).map(lambda hours: FIRST + hours * HOUR)
given_answers = st.lists(
    st.builds(
        Answer,
        key=st.uuids().map(str),
        score=st.none() | st.integers(0, 10).map(float),
        at=st.none() | moments,
        segment=st.sampled_from(["EU", "US", ""]),
        respondent=st.sampled_from(["", "r1", "r2", "r3"]),
    ),
    max_size=40,
    unique_by=lambda answer: answer.key,
)


def place(session: Session) -> Workspace:
    return company(session, uuid.uuid4().hex)


def estimate(session: Session, workspace: Workspace, days: Days | None = None, **fields: object) -> Estimate:
    row = kpi(session, workspace, **fields)
    return flow.reading(session, workspace, row, NOW, days=days).estimate


@several
@given(given_answers)
def test_it_keeps_nps_in_its_bounds_and_open_answers_out(own: Session, answers: list[Answer]) -> None:
    workspace = place(own)
    survey(own, workspace, answers)
    found = estimate(own, workspace, formula="nps", survey="relationship")
    assert found.n == sum(answer.score is not None for answer in answers)
    assert (found.value is None) == (found.n == 0)
    assert found.value is None or -100 <= found.value <= 100
    assert (found.low is None) == (found.n < 2)


@several
@given(given_answers, st.randoms())
@pytest.mark.parametrize("keep", ["all", "first", "latest"])
def test_it_does_not_care_for_the_order_of_rows(own: Session, keep: str, answers: list[Answer], chance: Random) -> None:
    mixed = list(answers)
    chance.shuffle(mixed)
    told = []
    for rows in (answers, mixed):
        workspace = place(own)
        # Of answers given at the same time the one that came in later is the latest.
        survey(own, workspace, {(row.respondent or row.key, row.at): row for row in sorted(rows)}.values())
        told.append(estimate(own, workspace, LATELY, formula="csat_mean", survey="relationship", keep=keep))
    assert told[0].n == told[1].n
    assert told[0].value == pytest.approx(told[1].value)


@several
@given(given_answers)
def test_it_counts_days_as_it_counts_answers(own: Session, answers: list[Answer]) -> None:
    """The daily histogram loses nothing."""
    stored = survey(own, place(own), answers)
    for days in (Days(), LATELY):
        for chosen in ((), (("segment", "EU"),)):
            binned, each = (scores(rows(own, stored, chosen), "time", [days]) for rows in (answer_days, answer_rows))
            assert binned == each


@several
@given(given_answers, st.sampled_from(["nps", "csat"]))
def test_it_counts_bands_as_it_counts_scores(own: Session, answers: list[Answer], formula: str) -> None:
    """Its first answers are told apart one by one, the rest of them as the bands of days."""
    workspace = place(own)
    survey(own, workspace, [answer._replace(respondent="") for answer in answers])
    by_band, by_score = (
        kpi(own, workspace, name=keep, formula=formula, survey="relationship", keep=keep) for keep in ("all", "first")
    )
    for step in (Step.WEEK, Step.MONTH):
        found = [flow.series(own, workspace, row, NOW, LATELY.first, LATELY.last, step) for row in (by_band, by_score)]
        assert found[0] == found[1]


@several
@given(given_answers)
def test_it_counts_each_respondent_once(own: Session, answers: list[Answer]) -> None:
    stored = survey(own, place(own), answers)
    kept = one_each(answer_rows(own, stored, ()), "time", [LATELY], latest=True)
    told = scores(kept, "time", [LATELY])
    found = sum(told.counts[0].values()) if told else 0
    zone = ZoneInfo(MOSCOW)
    inside = [
        answer
        for answer in answers
        if answer.score is not None and answer.at and LATELY.holds(answer.at.astimezone(zone).date())
    ]
    known = {answer.respondent for answer in inside if answer.respondent}
    assert found == len(known) + sum(not answer.respondent for answer in inside)


created = st.builds(
    lambda number, at, hours, tier: TicketRow(
        str(number), at, solved_at=at + hours * HOUR if hours else None, tier=tier, segment=tier
    ),
    st.uuids(),
    moments,
    st.integers(0, 300),
    st.sampled_from(["1", "2"]),
)
FORMULAS = ("ticket_volume", "resolution_time", "fcr", "solved_share")


@several
@given(st.lists(created, max_size=30))
@pytest.mark.parametrize("formula", FORMULAS)
def test_it_makes_the_whole_of_its_parts(own: Session, formula: str, rows: list[TicketRow]) -> None:
    """Of its segments, of its days, of its weeks and of its months."""
    workspace = place(own)
    tickets(own, workspace, rows)
    row = kpi(own, workspace, formula=formula)
    whole = flow.reading(own, workspace, row, NOW, days=LATELY).estimate
    segments = [flow.reading(own, workspace, row, NOW, days=LATELY, segment=name).estimate.n for name in "12"]
    assert sum(segments) == whole.n
    for step in (Step.DAY, Step.WEEK, Step.MONTH):
        points = flow.series(own, workspace, row, NOW, LATELY.first, LATELY.last, step)
        assert sum(point.estimate.n for point in points) == whole.n
        assert all((point.estimate.value is None) == (point.estimate.n == 0) for point in points)


days_of_life = st.tuples(st.integers(0, 60), st.none() | st.integers(0, 60))


@several
@given(st.lists(days_of_life, max_size=30))
def test_it_counts_customers_as_one_would_by_hand(own: Session, lives: list[tuple[int, int | None]]) -> None:
    workspace, zone = place(own), ZoneInfo(MOSCOW)
    spans = [(FIRST + start * DAY, None if more is None else FIRST + (start + more) * DAY) for start, more in lives]
    rows = [CustomerRow(str(number), start, end) for number, (start, end) in enumerate(spans)]
    own.add_all(Customer(workspace_id=workspace.id, **customer_row(row, zone)) for row in rows)
    own.flush()
    local: Sequence[tuple[date, date | None]] = [
        (start.astimezone(zone).date(), end.astimezone(zone).date() if end else None) for start, end in spans
    ]
    churn = kpi(own, workspace, formula="churn")
    for point in flow.series(own, workspace, churn, NOW, LATELY.first, LATELY.last, Step.WEEK):
        first, last = point.period.first, point.period.last
        present = [end for start, end in local if start < first and (end is None or end >= first)]
        lost = [end for end in present if end is not None and end <= last]
        assert point.estimate.n == len(present)
        assert point.estimate.value == (pytest.approx(100 * len(lost) / len(present)) if present else None)
