from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.cycle import Proposal, following, next_of, overlapping, quarter

Q4 = Proposal("2026-Q4", date(2026, 10, 1), date(2026, 12, 31))
YEAR = Proposal("2026", date(2026, 1, 1), date(2026, 12, 31))
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("cycle", "expected"),
    [
        (Q4, Proposal("2027-Q1", date(2027, 1, 1), date(2027, 3, 31))),
        (Proposal("Q3 2026", date(2026, 7, 1), date(2026, 9, 30)), Proposal("Q4 2026", Q4.first, Q4.last)),
        (Proposal("2026 q3", date(2026, 7, 1), date(2026, 9, 30)), Proposal("2026 q4", Q4.first, Q4.last)),
        (YEAR, Proposal("2027", date(2027, 1, 1), date(2027, 12, 31))),
        (
            Proposal("Autumn", date(2026, 9, 1), date(2026, 10, 31)),
            Proposal("", date(2026, 11, 1), date(2026, 12, 31)),
        ),
        (
            Proposal("Sprint", date(2026, 11, 2), date(2026, 11, 15)),
            Proposal("", date(2026, 11, 16), date(2026, 11, 29)),
        ),
    ],
)
def test_it_proposes_what_follows(cycle: Proposal, expected: Proposal) -> None:
    assert following(cycle.name, cycle) == expected


@given(DAYS)
def test_a_quarter_holds_its_day_and_is_followed_by_the_next(day: date) -> None:
    found = quarter(day)
    assert found.first <= day <= found.last
    assert following(found.name, found) == quarter(found.last + timedelta(days=1))


@given(DAYS, st.integers(0, 800))
def test_what_follows_begins_the_day_after_and_ends_no_sooner(first: date, days: int) -> None:
    found = following("", Proposal("", first, first + timedelta(days=days)))
    assert found.first == first + timedelta(days=days + 1)
    assert found.last >= found.first


def test_it_finds_what_shares_a_day() -> None:
    after = Proposal("", date(2026, 12, 31), date(2027, 2, 1))
    assert overlapping(Q4, [YEAR, after, Proposal("", date(2027, 1, 1), date(2027, 2, 1))]) == [YEAR, after]


def test_what_is_not_done_goes_into_the_next_cycle_of_its_own_length() -> None:
    quarter_ahead = Proposal("2027-Q1", date(2027, 1, 1), date(2027, 3, 31))
    year_ahead = Proposal("2027", date(2027, 1, 1), date(2027, 12, 31))
    assert next_of(Q4, [YEAR, year_ahead, quarter_ahead]) == quarter_ahead
    assert next_of(YEAR, [Q4, year_ahead, quarter_ahead]) == year_ahead
    assert next_of(Q4, [YEAR]) is None
