"""What each formula makes of stored rows where the contract leaves room for mistakes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy
import pytest
from sqlmodel import Session

from bot.errors import UserError
from bot.kpis import flow
from bot.kpis.options import Stat
from bot.kpis.windows import Step
from bot.rules.business_hours import business_seconds
from storage.kpis import Days
from storage.models import Workspace
from storage.surveys import Answer, add_answers, ensure_survey
from storage.tickets import TicketRow, add_tickets
from tests.kpis.rows import DAY, HOUR, MOSCOW, NOW, asked, kpi, scored, survey, ticket, tickets

ZONE = ZoneInfo(MOSCOW)
MONTH = Days(date(2026, 10, 1), date(2026, 10, 14))


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
