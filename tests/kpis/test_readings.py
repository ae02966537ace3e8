import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from bot.errors import UserError
from bot.kpis import flow
from bot.kpis.reading import changed
from storage.changes import changes_of
from storage.facts import KpiValue
from storage.kinds import Formula
from storage.kpis import Days
from storage.models import Cycle
from tests.kpis.rows import DAY, HOUR, NOW, company, kpi, scored, survey, ticket, tickets

PROMOTERS = [10, 9, 9, 10, 9, 8, 7, 5]


def test_it_takes_the_nps_of_the_days_in_the_window(session: Session) -> None:
    workspace = company(session)
    survey(session, workspace, scored(PROMOTERS) + scored([0] * 9, NOW - 90 * DAY, prefix="old"))
    found = flow.reading(
        session, workspace, kpi(session, workspace, formula="nps", survey="relationship", window="90d"), NOW
    )
    assert (found.estimate.value, found.estimate.n) == (50, 8)
    assert (found.first, found.last) == (date(2026, 7, 17), date(2026, 10, 14))
    assert found.newest == NOW
    assert not found.undated


def test_it_has_no_number_without_answers(session: Session) -> None:
    workspace = company(session)
    found = flow.reading(session, workspace, kpi(session, workspace, formula="nps", survey="not yet"), NOW)
    assert (found.estimate.value, found.estimate.n, found.newest) == (None, 0, None)


def test_it_says_so_under_the_minimum_of_answers(session: Session) -> None:
    workspace = company(session)
    survey(session, workspace, scored([9] * 8))
    least = kpi(session, workspace, formula="nps", survey="relationship", min_n=8)
    more = kpi(session, workspace, name="more", formula="nps", survey="relationship", min_n=9)
    assert not flow.reading(session, workspace, least, NOW).too_few
    assert flow.reading(session, workspace, more, NOW).too_few


def test_it_counts_undated_answers_only_where_no_days_are_asked_for(session: Session) -> None:
    workspace = company(session)
    survey(session, workspace, scored([9, 9], None) + scored([0], prefix="dated"))
    nps = kpi(session, workspace, formula="nps", survey="relationship")
    everything = flow.reading(session, workspace, nps, NOW)
    assert (everything.estimate.n, everything.undated, everything.first) == (3, True, None)
    today = flow.reading(session, workspace, nps, NOW, days=Days(NOW.date(), NOW.date()))
    assert (today.estimate.n, today.undated) == (1, False)


def test_it_dates_an_answer_by_the_day_of_the_workspace(session: Session) -> None:
    workspace = company(session)
    midnight_in_moscow = datetime(2026, 10, 13, 21, tzinfo=UTC)
    survey(session, workspace, scored([9], midnight_in_moscow) + scored([9], midnight_in_moscow - HOUR, prefix="b"))
    nps = kpi(session, workspace, formula="nps", survey="relationship", window="1d")
    assert flow.reading(session, workspace, nps, NOW).estimate.n == 1


def test_it_never_reads_another_company(session: Session) -> None:
    mine, other = company(session), company(session, "T2")
    survey(session, other, scored([0] * 5))
    tickets(session, other, [ticket(1, NOW)])
    nps = kpi(session, mine, formula="nps", survey="relationship")
    volume = kpi(session, mine, name="volume", formula="ticket_volume")
    assert [flow.reading(session, mine, row, NOW).estimate.n for row in (nps, volume)] == [0, 0]


def test_it_compares_with_the_window_before(session: Session) -> None:
    workspace = company(session)
    survey(session, workspace, scored([10] * 60) + scored([0] * 60, NOW - 7 * DAY, prefix="before"))
    nps = kpi(session, workspace, formula="nps", survey="relationship", window="7d")
    now, before = flow.reading(session, workspace, nps, NOW), flow.previous(session, workspace, nps, NOW)
    assert before is not None
    assert (before.first, before.last) == (date(2026, 10, 1), date(2026, 10, 7))
    assert (now.estimate.value, before.estimate.value) == (100, -100)
    assert changed(now, before)


def test_it_calls_nothing_a_change_under_the_minimum(session: Session) -> None:
    workspace = company(session)
    survey(session, workspace, scored([10] * 20) + scored([0] * 20, NOW - 7 * DAY, prefix="before"))
    nps = kpi(session, workspace, formula="nps", survey="relationship", window="7d")
    before = flow.previous(session, workspace, nps, NOW)
    assert before is not None
    assert changed(flow.reading(session, workspace, nps, NOW), before) is None


def test_it_has_nothing_to_compare_without_a_window(session: Session) -> None:
    workspace = company(session)
    assert flow.previous(session, workspace, kpi(session, workspace, formula="ticket_volume"), NOW) is None


def test_it_follows_the_running_cycle(session: Session) -> None:
    workspace = company(session)
    session.add(Cycle(workspace_id=workspace.id, name="Q4", first=date(2026, 10, 5), last=date(2026, 12, 31)))
    session.flush()
    tickets(session, workspace, [ticket(1, NOW - 5 * DAY), ticket(2, NOW - 20 * DAY)])
    volume = kpi(session, workspace, formula="ticket_volume", window="cycle")
    found = flow.reading(session, workspace, volume, NOW)
    assert (found.first, found.estimate.value) == (date(2026, 10, 5), 1)


@pytest.mark.parametrize(("unit", "value"), [("h", 3), ("min", 180), ("days", 0.125)])
def test_it_says_a_mean_time_in_its_unit(session: Session, unit: str, value: float) -> None:
    workspace = company(session)
    tickets(session, workspace, [ticket(1, NOW, first_reply=2), ticket(2, NOW, first_reply=4), ticket(3, NOW)])
    found = flow.reading(
        session, workspace, kpi(session, workspace, formula="first_response_time", unit=unit, window="7d"), NOW
    )
    assert found.estimate.value == pytest.approx(value)
    assert found.estimate.n == 2


def test_it_dates_a_resolution_by_the_day_of_the_solution(session: Session) -> None:
    workspace = company(session)
    tickets(session, workspace, [ticket(1, NOW - 30 * DAY, solved=30 * 24), ticket(2, NOW), ticket(3, NOW, solved=1)])
    resolution = kpi(session, workspace, formula="resolution_time", unit="h", window="1d")
    found = flow.reading(session, workspace, resolution, NOW)
    assert found.estimate.value == pytest.approx((720 + 1) / 2)
    assert found.estimate.n == 2


def test_it_keeps_the_sum_of_squares_of_long_times(session: Session) -> None:
    workspace = company(session)
    tickets(session, workspace, [ticket(n, NOW, first_reply=24 * 365 + n) for n in range(3)])
    found = flow.reading(session, workspace, kpi(session, workspace, formula="first_response_time"), NOW)
    assert found.estimate.value == pytest.approx(24 * 365 + 1)
    assert found.estimate.se == pytest.approx(3**-0.5, rel=1e-3)


def test_it_counts_a_ticket_as_solved_at_once_unless_the_customer_is_back_within_seven_days(session: Session) -> None:
    workspace = company(session)
    rows = [
        ticket(1, NOW - DAY, solved=1),
        ticket(2, NOW - DAY, solved=1, back=7 * 24),
        ticket(3, NOW - DAY, solved=1, back=7 * 24 + 1),
        ticket(4, NOW - DAY, solved=1, reopened=2),
        ticket(5, NOW - DAY, solved=1, back=-0.5),
        ticket(6, NOW - DAY),
    ]
    tickets(session, workspace, rows)
    found = flow.reading(session, workspace, kpi(session, workspace, formula="fcr", window="7d"), NOW)
    assert (found.estimate.value, found.estimate.n) == (60, 5)


def test_it_marks_the_newest_first_contacts_as_provisional(session: Session) -> None:
    workspace = company(session)
    fcr = kpi(session, workspace, formula="fcr", window="30d")
    over = Days(date(2026, 9, 1), date(2026, 10, 6))
    assert flow.reading(session, workspace, fcr, NOW).provisional
    assert not flow.reading(session, workspace, fcr, NOW, days=over).provisional


def test_it_filters_tickets(session: Session) -> None:
    workspace = company(session)
    tickets(session, workspace, [replace(ticket(n, NOW), tier=str(n % 2), segment="EU") for n in range(5)])
    volume = kpi(session, workspace, formula="ticket_volume", filter={"tier": "1"})
    assert flow.reading(session, workspace, volume, NOW).estimate.value == 2
    assert flow.reading(session, workspace, volume, NOW, segment="US").estimate.value is None


def test_it_takes_the_newest_value_that_was_sent_in(session: Session) -> None:
    workspace = company(session)
    visits = kpi(session, workspace, formula="value", window="month")
    for day, value in ((date(2026, 9, 30), 1.0), (date(2026, 10, 7), 3.0), (date(2026, 10, 2), 2.0)):
        session.add(KpiValue(workspace_id=workspace.id, kpi_id=visits.id, day=day, value=value))
    session.flush()
    found = flow.reading(session, workspace, visits, NOW)
    assert (found.estimate.value, found.newest, found.too_few) == (3, date(2026, 10, 7), False)


def test_it_keeps_history_of_a_definition(session: Session) -> None:
    workspace = company(session)
    first = kpi(session, workspace, formula="nps", survey="relationship", window="30d")
    second = kpi(session, workspace, formula="nps", survey="relationship", window="90d")
    assert first.id == second.id
    assert [(row.field, row.before, row.after) for row in changes_of(session, second)] == [("window", "30d", "90d")]


def test_it_suggests_the_nearest_name(session: Session) -> None:
    workspace = company(session)
    kpi(session, workspace, name="resolution", formula="resolution_time")
    with pytest.raises(UserError) as refused:
        flow.kpi_named(session, workspace.id, "resolutoin")
    assert (refused.value.message, refused.value.values["near"]) == ("kpis.unknown", "resolution")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 10), st.sampled_from(["EU", "US", "Asia"])), max_size=40))
def test_it_makes_the_whole_of_its_segments(session: Session, answers: list[tuple[int, str]]) -> None:
    workspace = company(session, uuid.uuid4().hex)
    rows = [row for n, (score, segment) in enumerate(answers) for row in scored([score], NOW, segment, f"{n}-")]
    survey(session, workspace, rows)
    nps = kpi(session, workspace, formula=Formula.NPS, survey="relationship")
    whole = flow.reading(session, workspace, nps, NOW).estimate
    parts = [flow.reading(session, workspace, nps, NOW, segment=name).estimate for name in ("EU", "US", "Asia")]
    assert whole.n == sum(part.n for part in parts)
    points = sum((part.value or 0) * part.n for part in parts)
    assert (whole.value or 0) * whole.n == pytest.approx(points)
