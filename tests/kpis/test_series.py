from datetime import date

import pytest
from sqlmodel import Session

from bot.errors import UserError
from bot.kpis import flow
from bot.kpis.windows import Step
from tests.kpis.rows import DAY, NOW, company, kpi, scored, survey, ticket, tickets


def test_it_has_a_point_for_every_week_with_none_for_an_empty_one(session: Session) -> None:
    workspace = company(session)
    survey(session, workspace, scored([9, 9, 0]) + scored([10], NOW - 14 * DAY, prefix="old"))
    nps = kpi(session, workspace, formula="nps", survey="relationship")
    points = flow.series(session, workspace, nps, NOW, date(2026, 9, 28), date(2026, 10, 14), Step.WEEK)
    found = [(point.period.name, point.estimate.value, point.estimate.n) for point in points]
    assert found == [("2026-W40", 100, 1), ("2026-W41", None, 0), ("2026-W42", pytest.approx(100 / 3), 3)]


def test_it_begins_and_ends_with_the_rows_where_no_days_are_given(session: Session) -> None:
    workspace = company(session)
    tickets(session, workspace, [ticket(1, NOW - 40 * DAY), ticket(2, NOW)])
    volume = kpi(session, workspace, formula="ticket_volume")
    points = flow.series(session, workspace, volume, NOW, None, None, Step.MONTH)
    assert [(point.period.name, point.estimate.value) for point in points] == [("2026-09", 1), ("2026-10", 1)]


def test_it_leaves_undated_answers_out_of_every_period(session: Session) -> None:
    workspace = company(session)
    survey(session, workspace, scored([9], None))
    assert (
        flow.series(
            session, workspace, kpi(session, workspace, formula="nps", survey="relationship"), NOW, None, None, Step.DAY
        )
        == ()
    )


def test_it_adds_up_to_the_whole(session: Session) -> None:
    workspace = company(session)
    tickets(session, workspace, [ticket(n, NOW - n * DAY) for n in range(100)])
    volume = kpi(session, workspace, formula="ticket_volume")
    for step in Step:
        points = flow.series(session, workspace, volume, NOW, date(2026, 1, 1), date(2026, 12, 31), step)
        assert sum(point.estimate.n for point in points) == 100


def test_it_refuses_more_periods_than_anybody_reads(session: Session) -> None:
    workspace = company(session)
    volume = kpi(session, workspace, formula="ticket_volume")
    with pytest.raises(UserError, match=r"kpis\.too_many_periods"):
        flow.series(session, workspace, volume, NOW, date(26, 1, 1), date(2026, 1, 1), Step.DAY)
