from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.pace import CycleDays, Pace, expected, pace
from bot.rules.progress import Baseline, Change, Maintain, Milestone, progress

Q4 = CycleDays(date(2026, 10, 1), date(2026, 12, 31))  # 92 days
TEN_DAYS = CycleDays(date(2026, 10, 1), date(2026, 10, 10))
UP = Change(0, 1)
MIDDLE = date(2026, 11, 15)  # day 46 of 92

cycle_days = st.builds(
    lambda first, length: CycleDays(first, first + timedelta(days=length)),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 400),
)


@pytest.mark.parametrize(
    ("today", "share"),
    [
        (date(2026, 9, 30), None),
        (date(2026, 10, 1), 1 / 92),
        (MIDDLE, 0.5),
        (date(2026, 12, 31), 1.0),
        (date(2027, 3, 1), 1.0),
    ],
)
def test_it_expects_the_share_of_days_passed_today_included(today: date, share: float | None) -> None:
    assert expected(Q4, today) == share


@pytest.mark.parametrize(
    ("created", "share"),
    [
        (date(2026, 9, 1), 0.5),
        (date(2026, 10, 9), 0.5),  # day 9 of 92 still lies in the first tenth
        (date(2026, 10, 10), 37 / 83),
        (date(2026, 11, 15), 1 / 47),
        (date(2026, 11, 16), None),
    ],
)
def test_it_expects_from_creation_after_the_first_tenth(created: date, share: float | None) -> None:
    assert expected(Q4, MIDDLE, created) == share


def test_it_expects_everything_of_one_made_after_the_end() -> None:
    assert expected(Q4, date(2027, 1, 5), created=date(2027, 1, 4)) == 1.0


@given(cycle_days, st.integers(-10, 420), st.none() | st.integers(-10, 420))
def test_it_never_expects_less_on_a_later_day(cycle: CycleDays, day: int, created_on: int | None) -> None:
    created = None if created_on is None else cycle.first + timedelta(days=created_on)
    today = cycle.first + timedelta(days=day)
    now = expected(cycle, today, created)
    later = expected(cycle, today + timedelta(days=1), created)
    assert 0 <= (now or 0) <= (later or 0) <= 1


@pytest.mark.parametrize(
    ("share", "verdict"),
    [
        (1.2, Pace.ON_PACE),
        (0.5, Pace.ON_PACE),
        (0.45, Pace.ON_PACE),
        (0.449, Pace.SLIGHTLY_BEHIND),
        (0.35, Pace.SLIGHTLY_BEHIND),
        (0.349, Pace.BEHIND),
        (0.0, Pace.BEHIND),
        (-0.1, Pace.BEHIND),
    ],
)
def test_it_judges_progress_over_expected(share: float, verdict: Pace) -> None:
    assert pace(UP, share, 0.5, Q4, MIDDLE) is verdict


@given(st.integers(11, 100), st.sampled_from([(9, Pace.ON_PACE), (7, Pace.SLIGHTLY_BEHIND)]))
def test_it_gives_the_better_verdict_exactly_on_a_threshold(hundredths: int, limit: tuple[int, Pace]) -> None:
    tenths, verdict = limit
    assert pace(UP, tenths * hundredths / 1000, hundredths / 100, Q4, MIDDLE) is verdict


def test_it_judges_by_sign_where_nothing_is_expected() -> None:
    assert pace(UP, 0.0, 0.0, Q4, MIDDLE) is Pace.ON_PACE
    assert pace(UP, -0.1, 0.0, Q4, MIDDLE) is Pace.BEHIND


@pytest.mark.parametrize(
    ("today", "verdict"),
    [
        (date(2026, 9, 30), None),
        (date(2026, 10, 1), None),
        (date(2026, 10, 2), Pace.BEHIND),
        (date(2026, 10, 10), Pace.BEHIND),
        (date(2026, 11, 1), Pace.BEHIND),
    ],
)
def test_it_gives_no_verdict_in_the_first_tenth(today: date, verdict: Pace | None) -> None:
    assert pace(UP, 0.0, expected(TEN_DAYS, today), TEN_DAYS, today) is verdict


def test_it_judges_from_the_tenth_day_of_a_quarter() -> None:
    ninth, tenth = date(2026, 10, 9), date(2026, 10, 10)
    assert pace(UP, 0.0, expected(Q4, ninth), Q4, ninth) is None
    assert pace(UP, 0.0, expected(Q4, tenth), Q4, tenth) is Pace.BEHIND


@pytest.mark.parametrize(("value", "verdict"), [(85, Pace.ON_PACE), (84, Pace.BEHIND)])
def test_it_judges_maintain_by_its_bounds_alone(value: float, verdict: Pace) -> None:
    measure = Maintain(min=85)
    assert pace(measure, progress(measure, value), 0.2, Q4, MIDDLE) is verdict


def test_it_judges_milestones_like_any_progress() -> None:
    measure = Milestone((1, 1, 2))
    assert pace(measure, progress(measure, 2), 0.5, Q4, MIDDLE) is Pace.ON_PACE
    assert pace(measure, progress(measure, 1), 0.5, Q4, MIDDLE) is Pace.BEHIND


def test_it_gives_no_verdict_while_setting_a_baseline() -> None:
    assert pace(Baseline(), progress(Baseline(), 12), 0.5, Q4, MIDDLE) is None


def test_it_gives_no_verdict_before_the_first_checkin() -> None:
    assert pace(UP, progress(UP, None), 0.5, Q4, MIDDLE) is None
