import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.grade import Band, Why, asks_why, band, is_valid, suggested
from bot.text import speak


@pytest.mark.parametrize(
    ("progress", "grade"), [(None, None), (-0.2, 0.0), (0.0, 0.0), (0.69, 0.69), (2 / 3, 0.67), (1.0, 1.0), (1.4, 1.0)]
)
def test_it_suggests_the_progress_clamped(progress: float | None, grade: float | None) -> None:
    assert suggested(progress) == grade


@pytest.mark.parametrize("done", range(41))
def test_it_suggests_the_per_cent_that_are_told_elsewhere(done: int) -> None:
    assert speak("en").percent(done / 40) == f"{round((suggested(done / 40) or 0) * 100)}\u00a0%"


@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        (0.0, Band.MISSED),
        (0.399, Band.MISSED),
        (0.4, Band.PARTIAL),
        (0.699, Band.PARTIAL),
        (0.7, Band.DELIVERED),
        (1.0, Band.DELIVERED),
    ],
)
def test_it_puts_each_bound_into_the_band_above(grade: float, expected: Band) -> None:
    assert band(grade) is expected


def test_it_reaches_a_band_by_a_sum_that_floats_just_below_it() -> None:
    almost = 0.1 * 3 + 0.4 - 2e-16
    assert almost < 0.7
    assert band(almost) is Band.DELIVERED


@given(st.floats(0, 1))
def test_every_grade_is_in_one_band_and_more_is_never_a_lower_one(grade: float) -> None:
    order = list(Band)
    assert (band(grade) is Band.MISSED) == (round(grade, 9) < 0.4)
    assert (band(grade) is Band.DELIVERED) == (round(grade, 9) >= 0.7)
    assert order.index(band(min(1.0, grade + 0.1))) >= order.index(band(grade))


@given(st.floats(-10, 10))
def test_what_it_suggests_can_be_typed(progress: float) -> None:
    grade = suggested(progress)
    assert grade is not None
    assert is_valid(grade)
    assert float(f"{grade:.2f}") == grade


@pytest.mark.parametrize(
    ("grade", "suggestion", "expected"),
    [
        (0.65, 0.65, None),
        (0.7, 0.65, Why.CHANGED),
        (0.3, 0.65, Why.CHANGED),
        (0.39, 0.39, Why.MISSED),
        (0.4, 0.4, None),
        (0.1, None, Why.MISSED),
        (0.9, None, None),
    ],
)
def test_it_asks_why(grade: float, suggestion: float | None, expected: Why | None) -> None:
    assert asks_why(grade, suggestion) is expected
