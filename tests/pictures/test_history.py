"""Where check-ins are missing, and where a team merely checks in seldom."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from bot.pictures.history import joined, usual_gap

FIRST = date(2026, 10, 2)


def weeks(*numbers: int) -> dict[date, float]:
    return {FIRST + timedelta(weeks=number): 1.0 for number in numbers}


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], []),
        ([5], [True]),
        ([0, 2], [True] * 2),
        ([0, 4], [True, False]),
        ([0, 1, 3, 4], [True] * 4),
        ([0, 1, 2, 5, 6], [True, True, True, False, True]),
        ([0, 4, 8, 12], [True] * 4),
        ([0, 4, 8, 16], [True, True, True, False]),
    ],
    ids=["none", "one", "two", "two apart", "a week", "two weeks", "each four weeks", "eight of four weeks"],
)
def test_a_value_goes_on_from_the_one_before_unless_two_weeks_or_more_are_missing(
    numbers: Sequence[int], expected: Sequence[bool]
) -> None:
    known = weeks(*numbers)
    assert joined(known, usual_gap([known])) == expected


def test_what_is_usual_is_told_by_what_is_checked_in_most_often() -> None:
    seldom, often = weeks(0, 8), weeks(0, 1, 2, 3)
    assert usual_gap([seldom, often, weeks(), weeks(1)]) == 7
    assert joined(seldom, usual_gap([seldom, often])) == [True, False]
