import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.student import quantile


@pytest.mark.parametrize(
    ("degrees", "at_95", "at_80"),
    [
        (1, 12.706, 3.078),
        (2, 4.303, 1.886),
        (3, 3.182, 1.638),
        (4, 2.776, 1.533),
        (5, 2.571, 1.476),
        (9, 2.262, 1.383),
        (10, 2.228, 1.372),
        (20, 2.086, 1.325),
        (30, 2.042, 1.310),
        (40, 2.021, 1.303),
        (60, 2.000, 1.296),
        (120, 1.980, 1.289),
        (10**9, 1.960, 1.282),
    ],
)
def test_it_gives_the_printed_tables(degrees: int, at_95: float, at_80: float) -> None:
    assert quantile(0.95, degrees) == pytest.approx(at_95, abs=5e-4)
    assert quantile(0.80, degrees) == pytest.approx(at_80, abs=5e-4)


@given(st.integers(1, 500), st.floats(0.5, 0.95))
def test_it_narrows_with_each_degree_of_freedom(degrees: int, coverage: float) -> None:
    assert quantile(coverage, degrees) > quantile(coverage, degrees + 1)
