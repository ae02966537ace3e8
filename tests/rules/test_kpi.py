import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.kpi import Estimate, changed, count, mean, share
from bot.rules.kpi_customers import cltv
from bot.rules.kpi_surveys import Scale, csat, mean_score, nps

FIVE = Scale(1, 5)
SEVEN = Scale(1, 7)
NO_ANSWERS = Estimate(None, 0)

answers = st.lists(st.integers(0, 10), min_size=1, max_size=60)


def tally(scores: list[int]) -> dict[int, int]:
    return {score: scores.count(score) for score in scores}


@pytest.mark.parametrize(
    ("counts", "value", "low", "high"),
    [
        ({10: 50, 8: 30, 3: 20}, 30, 14, 44),
        ({10: 5, 8: 3, 3: 2}, 30, -19, 65),
        ({10: 3}, 100, -7, 100),
        ({0: 3}, -100, -100, 7),
        ({7: 4}, 0, -34, 34),
    ],
)
def test_it_gives_the_nps_with_its_adjusted_wald_interval(
    counts: dict[int, int], value: float, low: int, high: int
) -> None:
    estimate = nps(counts)
    assert estimate.value == value
    assert estimate.low is not None
    assert estimate.high is not None
    assert (round(estimate.low), round(estimate.high)) == (low, high)


@pytest.mark.parametrize(
    ("score", "value"), [*((score, -100) for score in range(7)), (7, 0), (8, 0), (9, 100), (10, 100)]
)
def test_it_sorts_each_score_into_its_group(score: int, value: float) -> None:
    assert nps({score: 5}).value == value


@given(answers)
def test_it_keeps_the_nps_and_its_interval_in_bounds(scores: list[int]) -> None:
    estimate = nps(tally(scores))
    assert estimate.value is not None
    assert -100 <= estimate.value <= 100
    if estimate.low is not None and estimate.high is not None:
        assert -100 <= estimate.low < estimate.high <= 100


@given(answers.flatmap(lambda scores: st.tuples(st.just(scores), st.permutations(scores))))
def test_it_gives_the_same_number_in_any_order(pair: tuple[list[int], list[int]]) -> None:
    scores, shuffled = pair
    assert nps(tally(scores)) == nps(tally(shuffled))
    assert mean_score(tally(scores), Scale(0, 10)) == mean_score(tally(shuffled), Scale(0, 10))


@pytest.mark.parametrize("score", [-1, 11, 99])
def test_it_refuses_a_score_off_the_scale(score: int) -> None:
    with pytest.raises(ValueError, match="off the scale"):
        nps({9: 10, score: 1})


@pytest.mark.parametrize(
    ("counts", "scale", "value"),
    [
        ({1: 1, 3: 1, 4: 1, 5: 1}, FIVE, 50),
        ({8: 1, 9: 1, 10: 2}, Scale(1, 10), 75),
        ({3: 4}, FIVE, 0),
    ],
)
def test_it_takes_the_top_two_boxes_as_satisfied(counts: dict[int, int], scale: Scale, value: float) -> None:
    assert csat(counts, scale).value == value


def test_it_takes_five_to_seven_as_easy() -> None:
    assert csat({4: 1, 5: 1, 6: 1, 7: 1}, SEVEN, top=3).value == 75


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(10, 20, 29.93, 70.07), (0, 10, 0.0, 27.75), (10, 10, 72.25, 100.0), (81, 263, 25.53, 36.62)],
)
def test_it_gives_shares_with_the_wilson_interval(part: int, whole: int, low: float, high: float) -> None:
    estimate = share(part, whole)
    assert estimate.n == whole
    assert estimate.value == pytest.approx(100 * part / whole)
    assert estimate.low == pytest.approx(low, abs=0.01)
    assert estimate.high == pytest.approx(high, abs=0.01)


@given(st.integers(2, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_it_keeps_a_share_inside_its_interval(counts: tuple[int, int]) -> None:
    estimate = share(*counts)
    assert estimate.value is not None
    assert estimate.low is not None
    assert estimate.high is not None
    assert 0 <= estimate.low <= estimate.value + 1e-9
    assert estimate.value - 1e-9 <= estimate.high <= 100


@pytest.mark.parametrize(("part", "whole"), [(12, 10), (-1, 10), (1, 0)])
def test_it_refuses_a_part_larger_than_the_whole(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="no part"):
        share(part, whole)


def test_it_gives_means_with_the_t_interval() -> None:
    # 1, 2, 3: s = 1, and t is 4.303 at two degrees of freedom.
    estimate = mean(3, 6, 14)
    assert (estimate.value, estimate.n) == (2, 3)
    assert estimate.low == pytest.approx(2 - 4.303 / 3**0.5, abs=1e-3)
    assert estimate.high == pytest.approx(2 + 4.303 / 3**0.5, abs=1e-3)


def test_it_gives_the_mean_answer_of_a_survey() -> None:
    assert mean_score({5: 1, 6: 2, 7: 1}, SEVEN) == mean(4, 24, 146)


def test_it_survives_a_constant_series() -> None:
    estimate = mean(3, 0.1 + 0.1 + 0.1, 3 * 0.1**2)
    assert estimate.low == pytest.approx(0.1)
    assert estimate.high == pytest.approx(0.1)


@pytest.mark.parametrize(
    "estimate",
    [nps({}), nps({9: 0}), csat({}, FIVE), share(0, 0), mean(0, 0, 0), mean_score({}, SEVEN), count(0)],
)
def test_it_has_no_number_without_answers(estimate: Estimate) -> None:
    assert estimate == NO_ANSWERS


@pytest.mark.parametrize(
    ("estimate", "value"),
    [
        (nps({10: 1}), 100),
        (nps({2: 1}), -100),
        (csat({5: 1}, FIVE), 100),
        (share(0, 1), 0),
        (mean(1, 4.2, 17.64), 4.2),
    ],
)
def test_it_gives_one_answer_no_interval(estimate: Estimate, value: float) -> None:
    assert estimate == Estimate(value, 1)


def test_it_counts_without_an_interval() -> None:
    assert count(37) == Estimate(37, 37)


@pytest.mark.parametrize(
    ("revenue", "customers", "margin", "churn", "value"),
    [
        (10_000, 100, 0.6, 0.05, 1200),
        (10_000, 100, 0.6, 0.0, None),
        (10_000, 100, 0.6, None, None),
        (0, 0, 0.6, 0.05, None),
    ],
)
def test_it_gives_lifetime_value_unless_nobody_leaves(
    revenue: float, customers: int, margin: float, churn: float | None, value: float | None
) -> None:
    assert cltv(revenue, customers, margin, churn).value == (value and pytest.approx(value))


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        (Estimate(30, 100, se=3), Estimate(40, 100, se=4), True),  # 10 > 1.96 * 5
        (Estimate(30.3, 100, se=3), Estimate(40, 100, se=4), False),  # 9.7 < 9.8
        (Estimate(40, 100, se=4), Estimate(30, 100, se=3), True),
        (Estimate(None, 0), Estimate(40, 100, se=4), None),
        (Estimate(30, 1), Estimate(40, 100, se=4), None),
        (count(10), count(99), None),
        (mean(3, 0.1 + 0.1 + 0.1, 0.0), mean(2, 0.2, 0.0), False),
    ],
)
def test_it_calls_a_change_only_what_exceeds_noise(a: Estimate, b: Estimate, verdict: bool | None) -> None:
    assert changed(a, b) is verdict


def test_it_does_not_call_three_happy_answers_a_change() -> None:
    assert changed(share(3, 3), share(950, 1000)) is False
