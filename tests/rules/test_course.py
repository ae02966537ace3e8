import pytest

from bot.rules.course import Course, course, distance
from bot.rules.progress import Baseline, Change, Maintain, Measure, Milestone

UP, DOWN, KEPT = Change(40, 60), Change(6, 2), Maintain(85, 95)


@pytest.mark.parametrize(
    ("measure", "before", "now", "found"),
    [
        (UP, 41, 48, Course.TOWARDS),
        (UP, 48, 41, Course.AWAY),
        (UP, 48, 48, Course.STILL),
        (UP, 59, 70, Course.TOWARDS),
        (UP, 70, 65, Course.KEPT),
        (UP, 70, 55, Course.AWAY),
        (DOWN, 6, 4, Course.TOWARDS),
        (DOWN, 4, 7, Course.AWAY),
        (DOWN, 1, 2, Course.KEPT),
        (KEPT, 86, 94, Course.KEPT),
        (KEPT, 90, 84, Course.AWAY),
        (KEPT, 99, 96, Course.TOWARDS),
        (KEPT, 84, 96, Course.STILL),
        (Maintain(None, 5), 9, 7, Course.TOWARDS),
        (Milestone((1, 1, 3)), 1, 2, Course.TOWARDS),
        (Milestone((1, 1, 3)), 3, 3, Course.KEPT),
        (Baseline(40), 40, 60, Course.UNAIMED),
    ],
)
def test_it_tells_which_way_a_value_went(measure: Measure, before: float, now: float, found: Course) -> None:
    assert course(measure, before, now) is found


def test_it_measures_what_is_left_in_the_unit_of_the_value() -> None:
    assert distance(UP, 48) == 12
    assert distance(DOWN, 1) == 0
    assert distance(KEPT, 99) == 4
    assert distance(Baseline(), 99) is None
