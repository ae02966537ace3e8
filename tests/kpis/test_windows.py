from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kpis.windows import Step, days_before, periods, window_days
from storage.kpis import Days

TODAY = date(2026, 10, 14)  # a Wednesday
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("window", "first"),
    [
        ("1d", TODAY),
        ("90d", date(2026, 7, 17)),
        ("week", date(2026, 10, 12)),
        ("month", date(2026, 10, 1)),
        ("quarter", date(2026, 10, 1)),
        ("cycle", date(2026, 9, 15)),
    ],
)
def test_it_runs_a_window_to_today(window: str, first: date) -> None:
    assert window_days(window, TODAY, date(2026, 9, 15)) == Days(first, TODAY)


def test_it_takes_the_quarter_between_cycles() -> None:
    assert window_days("cycle", date(2026, 8, 20), None) == Days(date(2026, 7, 1), date(2026, 8, 20))


def test_it_has_no_days_without_a_window() -> None:
    assert window_days(None, TODAY, None) == Days()


def test_it_has_nothing_before_an_open_period() -> None:
    assert days_before(Days()) is None
    assert days_before(Days(None, TODAY)) is None


@given(days, st.integers(1, 400))
def test_it_compares_with_as_many_days_right_before(last: date, length: int) -> None:
    window = window_days(f"{length}d", last, None)
    before = days_before(window)
    assert before is not None
    assert before.last is not None
    assert before.first is not None
    assert window.first is not None
    assert before.last - before.first == last - window.first
    assert before.last + timedelta(days=1) == window.first


@pytest.mark.parametrize(
    ("step", "name", "first", "last"),
    [
        (Step.DAY, "2026-10-14", TODAY, TODAY),
        (Step.WEEK, "2026-W42", date(2026, 10, 12), date(2026, 10, 18)),
        (Step.MONTH, "2026-10", date(2026, 10, 1), date(2026, 10, 31)),
        (Step.QUARTER, "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_it_cuts_the_calendar_at_its_own_edges(step: Step, name: str, first: date, last: date) -> None:
    found = [
        piece for piece in periods(step, date(2026, 1, 1), date(2027, 1, 31)) if piece.first <= TODAY <= piece.last
    ]
    assert [(piece.name, piece.first, piece.last) for piece in found] == [(name, first, last)]


def test_it_holds_only_the_days_asked_for() -> None:
    found = [(piece.first.day, piece.last.day) for piece in periods(Step.WEEK, date(2026, 10, 14), date(2026, 10, 20))]
    assert found == [(14, 18), (19, 20)]


def test_it_names_a_week_by_the_year_its_thursday_is_in() -> None:
    assert [piece.name for piece in periods(Step.WEEK, date(2026, 12, 31), date(2027, 1, 4))] == [
        "2026-W53",
        "2027-W01",
    ]


@given(st.sampled_from(Step), days, st.integers(0, 800))
def test_it_puts_every_day_into_one_period(step: Step, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    pieces = list(periods(step, first, last))
    assert (pieces[0].first, pieces[-1].last) == (first, last)
    assert all(a.last + timedelta(days=1) == b.first for a, b in pairwise(pieces))
    assert len({piece.name for piece in pieces}) == len(pieces)
