import pytest

from bot.rules.carry import carried, is_met
from bot.rules.progress import Baseline, Change, Maintain, Measure, Milestone


@pytest.mark.parametrize(
    ("measure", "value", "expected"),
    [
        (Change(40, 60), 53, Change(53, 60)),
        (Change(40, 60), 30, Change(30, 60)),
        (Change(6, 2), 3, Change(3, 2)),
        (Change(40, 60), None, Change(40, 60)),
        (Maintain(85, None), 80, Maintain(85, None)),
        (Baseline(), 12, Baseline(12)),
        (Baseline(5), None, Baseline(5)),
    ],
)
def test_it_goes_on_from_where_it_stands(measure: Measure, value: float | None, expected: Measure) -> None:
    assert carried(measure, value) == expected


@pytest.mark.parametrize(
    ("measure", "value", "expected"),
    [
        (Change(40, 60), 60, Maintain(min=60)),
        (Change(40, 60), 75, Maintain(min=60)),
        (Change(6, 2), 1.5, Maintain(max=2)),
    ],
)
def test_it_keeps_a_target_that_is_met(measure: Change, value: float, expected: Maintain) -> None:
    assert is_met(measure, value)
    assert carried(measure, value) == expected


def test_it_keeps_the_steps_that_are_not_done() -> None:
    assert carried(Milestone((1, 2, 3)), 2, done=[1, 3]) == Milestone((2,))


def test_nothing_is_left_of_a_milestone_whose_steps_are_all_done() -> None:
    assert carried(Milestone((1, 2)), 2, done=[1, 2]) is None
