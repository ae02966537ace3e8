import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.progress import (
    Baseline,
    Change,
    Fault,
    InvalidMeasure,
    Maintain,
    Measure,
    Milestone,
    RollUp,
    clamped,
    milestone_progress,
    progress,
    roll_up,
)

Item = tuple[float | None, float]

UP = Change(start=40, target=60)
DOWN = Change(start=6, target=2)
FOUR_STEPS = Milestone((1, 1, 1, 1))
WEIGHTED = Milestone((1, 2, 7))

values = st.floats(-1e6, 1e6)
weights = st.lists(st.floats(0.1, 100), min_size=1, max_size=10).map(tuple)


@pytest.mark.parametrize(
    ("measure", "current", "share"),
    [
        (UP, 40, 0.0),
        (UP, 50, 0.5),
        (UP, 60, 1.0),
        (UP, 64, 1.2),
        (UP, 38, -0.1),
        (DOWN, 6, 0.0),
        (DOWN, 4, 0.5),
        (DOWN, 2, 1.0),
        (DOWN, 1, 1.25),
        (DOWN, 7, -0.25),
    ],
)
def test_it_measures_a_change_from_start_to_target_either_way(measure: Change, current: float, share: float) -> None:
    assert progress(measure, current) == pytest.approx(share)


def test_it_never_says_minus_zero() -> None:
    assert str(progress(DOWN, 6)) == "0.0"


@pytest.mark.parametrize(
    ("measure", "current", "share"),
    [
        (Maintain(min=85), 84.9, 0.0),
        (Maintain(min=85), 85, 1.0),
        (Maintain(min=85), 1000, 1.0),
        (Maintain(max=2), 2, 1.0),
        (Maintain(max=2), 2.1, 0.0),
        (Maintain(max=2), -50, 1.0),
        (Maintain(0, 5), 0, 1.0),
        (Maintain(0, 5), 5, 1.0),
        (Maintain(0, 5), -0.1, 0.0),
        (Maintain(3, 3), 3, 1.0),
    ],
)
def test_it_holds_inside_or_on_a_bound_and_nowhere_else(measure: Maintain, current: float, share: float) -> None:
    assert progress(measure, current) == share


@pytest.mark.parametrize(("done", "share"), [(0, 0.0), (1, 0.25), (3, 0.75), (4, 1.0), (5, 1.0)])
def test_it_counts_milestones(done: int, share: float) -> None:
    assert progress(FOUR_STEPS, done) == share


@pytest.mark.parametrize(
    ("done", "share"), [([], 0.0), ([3], 0.7), ([1, 2], 0.3), ([2, 2], 0.2), ([1, 2, 3], 1.0), ([11], 0.0)]
)
def test_it_weighs_the_steps_that_are_done(done: list[int], share: float) -> None:
    assert progress(WEIGHTED, len(done), done) == pytest.approx(share)


def test_it_takes_the_first_steps_where_only_their_number_is_known() -> None:
    assert progress(WEIGHTED, 2) == pytest.approx(0.3)


@given(weights)
def test_it_is_exactly_done_when_every_step_is(weights: tuple[float, ...]) -> None:
    assert milestone_progress(weights, range(1, len(weights) + 1)) == 1.0


@given(weights, st.sets(st.integers(1, 10)), st.integers(1, 10))
def test_it_never_loses_by_one_more_step(weights: tuple[float, ...], done: set[int], more: int) -> None:
    assert milestone_progress(weights, done | {more}) >= milestone_progress(weights, done)


@pytest.mark.parametrize("current", [None, 0, 12.5])
def test_it_has_no_progress_while_setting_a_baseline(current: float | None) -> None:
    assert progress(Baseline(), current) is None


@pytest.mark.parametrize("measure", [UP, Maintain(min=0), FOUR_STEPS, Baseline(3)])
def test_it_has_no_progress_before_the_first_value(measure: Measure) -> None:
    assert progress(measure, None) is None


@given(values, values, st.floats(-3, 3))
def test_it_measures_the_same_share_whatever_the_direction(start: float, way: float, share: float) -> None:
    if abs(way) > 1:
        measure = Change(start, start + way)
        assert progress(measure, start + share * way) == pytest.approx(share, abs=1e-6)


def test_it_refuses_a_target_at_the_start() -> None:
    with pytest.raises(InvalidMeasure) as refusal:
        Change(40, 40.0)
    assert refusal.value.fault is Fault.START_IS_TARGET


@pytest.mark.parametrize(
    ("low", "high", "fault"),
    [
        (None, None, Fault.NO_BOUND),
        (5, 4, Fault.BOUNDS_CROSSED),
        (0, -1, Fault.BOUNDS_CROSSED),
        (float("nan"), None, Fault.NOT_FINITE),
    ],
)
def test_it_refuses_bounds_that_bound_nothing(low: float | None, high: float | None, fault: Fault) -> None:
    with pytest.raises(InvalidMeasure) as refusal:
        Maintain(low, high)
    assert refusal.value.fault is fault


@pytest.mark.parametrize(
    ("weights", "fault"),
    [
        ((), Fault.STEP_COUNT),
        ((1.0,) * 11, Fault.STEP_COUNT),
        ((1.0, 0.0), Fault.STEP_WEIGHT),
        ((1.0, -1.0), Fault.STEP_WEIGHT),
        ((1.0, float("inf")), Fault.NOT_FINITE),
    ],
)
def test_it_refuses_steps_out_of_measure(weights: tuple[float, ...], fault: Fault) -> None:
    with pytest.raises(InvalidMeasure) as refusal:
        Milestone(weights)
    assert refusal.value.fault is fault


def test_it_takes_ten_steps() -> None:
    assert progress(Milestone((1.0,) * 10), 3) == pytest.approx(0.3)


@pytest.mark.parametrize(("raw", "inside"), [(-0.1, 0.0), (0.0, 0.0), (0.4, 0.4), (1.0, 1.0), (1.2, 1.0)])
def test_it_clamps_to_nothing_and_all(raw: float, inside: float) -> None:
    assert clamped(raw) == inside


@pytest.mark.parametrize(
    ("items", "rolled"),
    [
        ([], RollUp(None, 0, 0)),
        ([(None, 1)], RollUp(None, 0, 1)),
        ([(0.5, 1), (None, 9)], RollUp(0.5, 1, 2)),
        ([(1.0, 1), (0.0, 3)], RollUp(0.25, 2, 2)),
        ([(1.5, 1), (0.0, 1)], RollUp(0.5, 2, 2)),
        ([(-1.0, 1), (1.0, 1)], RollUp(0.5, 2, 2)),
        ([(0.5, 0)], RollUp(None, 1, 1)),
    ],
)
def test_it_rolls_up_the_weighted_mean_of_what_has_progress(items: list[Item], rolled: RollUp) -> None:
    assert roll_up(items) == rolled


@given(
    st.lists(st.tuples(st.none() | st.floats(-5, 5), st.floats(0.1, 100))).flatmap(
        lambda items: st.tuples(st.just(items), st.permutations(items))
    )
)
def test_it_rolls_up_the_same_in_any_order(pair: tuple[list[Item], list[Item]]) -> None:
    items, shuffled = pair
    assert roll_up(shuffled) == roll_up(items)
