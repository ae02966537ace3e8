"""Survey formulas: published examples, bounds, and that a split adds up to the whole."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.kpi import Estimate, share
from bot.rules.kpi_surveys import Scale, ces, ces_top, csat, mean_score, nps, response_rate

FIVE, SEVEN, TEN = Scale(1, 5), Scale(1, 7), Scale(1, 10)

answers = st.lists(st.integers(0, 10), min_size=1, max_size=60)


def number(estimate: Estimate) -> float:
    assert estimate.value is not None
    return estimate.value


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
    estimate = nps(Counter(scores))
    assert -100 <= number(estimate) <= 100
    if estimate.low is not None and estimate.high is not None:
        assert -100 <= estimate.low < estimate.high <= 100


@given(answers.flatmap(lambda scores: st.tuples(st.just(scores), st.permutations(scores))))
def test_it_gives_the_same_number_in_any_order(pair: tuple[list[int], list[int]]) -> None:
    scores, shuffled = pair
    assert nps(Counter(scores)) == nps(Counter(shuffled))
    assert mean_score(Counter(scores), Scale(0, 10)) == mean_score(Counter(shuffled), Scale(0, 10))


@given(answers, st.integers(0, 10))
def test_it_raises_no_nps_by_a_worse_answer(scores: list[int], score: int) -> None:
    better = [max(score, other) for other in scores]
    assert number(nps(Counter(better))) >= number(nps(Counter(scores)))


@given(st.dictionaries(st.sampled_from(["north", "south", "east"]), answers, min_size=1))
def test_it_splits_into_segments_that_add_up(segments: dict[str, list[int]]) -> None:
    whole = Counter(score for scores in segments.values() for score in scores)
    for formula in (nps, lambda counts: csat(counts, Scale(0, 10)), lambda counts: ces(counts, Scale(0, 10))):
        pieces = [formula(Counter(scores)) for scores in segments.values()]
        n = sum(piece.n for piece in pieces)
        assert n == formula(whole).n
        assert sum(number(piece) * piece.n for piece in pieces) / n == pytest.approx(number(formula(whole)))


@pytest.mark.parametrize("score", [-1, 11, 99])
def test_it_refuses_a_score_off_the_scale(score: int) -> None:
    with pytest.raises(ValueError, match="off the scale"):
        nps({9: 10, score: 1})


def test_it_refuses_an_nps_score_that_is_not_whole() -> None:
    with pytest.raises(ValueError, match="not whole"):
        nps({9.0: 10, 8.5: 1})


@pytest.mark.parametrize(
    ("counts", "scale", "value"),
    [
        ({1: 1, 3: 1, 4: 1, 5: 1}, FIVE, 50),
        ({8: 1, 9: 1, 10: 2}, TEN, 75),
        ({3: 4}, FIVE, 0),
        ({3.5: 1, 4.5: 1}, FIVE, 50),
    ],
)
def test_it_takes_the_top_two_boxes_as_satisfied(counts: dict[float, int], scale: Scale, value: float) -> None:
    assert csat(counts, scale).value == value


def test_it_takes_as_many_boxes_as_asked_for() -> None:
    assert csat({2: 1, 3: 1, 4: 1, 5: 1}, FIVE, top=1) == share(1, 4)
    assert csat({2: 1, 3: 1, 4: 1, 5: 1}, FIVE, top=3) == share(3, 4)


def test_it_takes_five_to_seven_as_easy() -> None:
    assert ces_top({4: 1, 5: 1, 6: 1, 7: 1}, SEVEN) == share(3, 4)


def test_it_gives_the_effort_score_as_the_mean_answer() -> None:
    assert ces({5: 1, 6: 2, 7: 1}, SEVEN).value == 6
    assert ces({1: 3, 2: 1}, SEVEN).value == 1.25


def test_it_gives_the_mean_of_broken_scores() -> None:
    assert mean_score({4.5: 1, 3.5: 1}, FIVE).value == 4


def test_it_gives_no_rate_where_more_answered_than_were_asked() -> None:
    assert response_rate(120, 100) == Estimate(None, 100)
