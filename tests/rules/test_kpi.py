"""What the formulas have in common, against independent code: statsmodels for shares and means."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.kpi import Estimate, changed, count, mean, share
from bot.rules.kpi_customers import activation, aov, churn, cltv, conversion, repeat_rate, retention
from bot.rules.kpi_surveys import Scale, ces, ces_top, csat, mean_score, nps, response_rate
from bot.rules.kpi_tickets import answered_share, duration, fcr, review_share, solved_share, ticket_volume
from bot.rules.quantile import MEDIAN, quantile
from tests.kpis.independent import of_mean, of_share

SEVEN = Scale(1, 7)
EVERY_SHARE = [
    share,
    response_rate,
    churn,
    retention,
    conversion,
    activation,
    repeat_rate,
    fcr,
    solved_share,
    answered_share,
    review_share,
]

parts = st.integers(2, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
amounts = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=80)


@given(parts)
def test_it_gives_shares_with_the_wilson_interval_of_statsmodels(counts: tuple[int, int]) -> None:
    estimate = share(*counts)
    low, high = of_share(*counts)
    assert estimate.n == counts[1]
    assert estimate.value == pytest.approx(100 * counts[0] / counts[1])
    assert estimate.low == pytest.approx(low, abs=0.01)
    assert estimate.high == pytest.approx(high, abs=0.01)


@given(parts)
def test_it_keeps_a_share_inside_its_interval(counts: tuple[int, int]) -> None:
    estimate = share(*counts)
    assert estimate.value is not None
    assert estimate.low is not None
    assert estimate.high is not None
    assert 0 <= estimate.low <= estimate.value + 1e-9
    assert estimate.value - 1e-9 <= estimate.high <= 100


@given(parts.filter(lambda counts: counts[0] < counts[1]))
def test_it_gives_a_larger_part_a_larger_share(counts: tuple[int, int]) -> None:
    part, whole = counts
    smaller, larger = share(part, whole), share(part + 1, whole)
    assert smaller.value is not None
    assert larger.value is not None
    assert smaller.value < larger.value


@given(parts)
def test_it_tells_the_lost_and_the_kept_as_one_whole(counts: tuple[int, int]) -> None:
    lost, present = counts
    gone, stayed = churn(lost, present).value, retention(present - lost, present).value
    assert gone is not None
    assert stayed is not None
    assert gone + stayed == pytest.approx(100)


@pytest.mark.parametrize(("part", "whole"), [(12, 10), (-1, 10), (1, 0)])
def test_it_refuses_a_part_larger_than_the_whole(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="no part"):
        share(part, whole)


@pytest.mark.parametrize("formula", EVERY_SHARE)
def test_it_gives_every_share_in_per_cent(formula: Callable[[int, int], Estimate]) -> None:
    assert formula(81, 263) == share(81, 263)


@given(amounts)
def test_it_gives_means_with_the_t_interval_of_statsmodels(values: list[float]) -> None:
    # Rounded, for statsmodels and sums of squares lose different digits of nearly equal numbers.
    rows = np.round(np.array(values), 2)
    estimate = mean(len(rows), float(rows.sum()), float((rows**2).sum()))
    low, high = of_mean(*rows)
    tolerance = 1e-3 * (1 + float(np.abs(rows).max()))
    assert estimate.value == pytest.approx(rows.mean(), abs=1e-6)
    assert estimate.low == pytest.approx(low, abs=tolerance)
    assert estimate.high == pytest.approx(high, abs=tolerance)


@given(amounts.flatmap(lambda values: st.tuples(st.just(values), st.permutations(values))))
def test_it_means_the_same_in_any_order(pair: tuple[list[float], list[float]]) -> None:
    first, second = (aov(len(rows), sum(rows), sum(row**2 for row in rows)) for rows in pair)
    assert first.value == pytest.approx(second.value, abs=1e-6)
    assert first.se == pytest.approx(second.se, abs=1)


def test_it_survives_a_constant_series() -> None:
    estimate = mean(3, 0.1 + 0.1 + 0.1, 3 * 0.1**2)
    assert estimate.low == pytest.approx(0.1)
    assert estimate.high == pytest.approx(0.1)


@pytest.mark.parametrize(
    "estimate",
    [
        nps({}),
        nps({9: 0}),
        csat({}, Scale(1, 5)),
        mean_score({}, SEVEN),
        ces({}, SEVEN),
        ces_top({}, SEVEN),
        mean(0, 0, 0),
        aov(0, 0, 0),
        duration(0, 0, 0),
        quantile(0, MEDIAN, {}),
        count(0),
        ticket_volume(0),
        cltv(0, 0, 0.6, 0.05),
        *(formula(0, 0) for formula in EVERY_SHARE),
    ],
)
def test_it_has_no_number_without_rows(estimate: Estimate) -> None:
    assert estimate == Estimate(None, 0)


@pytest.mark.parametrize(
    ("estimate", "value"),
    [
        (nps({10: 1}), 100),
        (nps({2: 1}), -100),
        (csat({5: 1}, Scale(1, 5)), 100),
        (ces({6: 1}, SEVEN), 6),
        (churn(0, 1), 0),
        (mean(1, 4.2, 17.64), 4.2),
        (duration(1, 2.5, 6.25), 2.5),
        (quantile(1, MEDIAN, {0: 7.0}), 7),
    ],
)
def test_it_gives_one_row_no_interval(estimate: Estimate, value: float) -> None:
    assert estimate == Estimate(value, 1)


def test_it_counts_without_an_interval() -> None:
    assert ticket_volume(37) == Estimate(37, 37)


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
