import pytest

from bot.rules.grade import Band, band, suggested


@pytest.mark.parametrize(
    ("progress", "grade"), [(None, None), (-0.2, 0.0), (0.0, 0.0), (0.69, 0.69), (1.0, 1.0), (1.4, 1.0)]
)
def test_it_suggests_the_progress_clamped(progress: float | None, grade: float | None) -> None:
    assert suggested(progress) == grade


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
