"""Which steps of a milestone are done, told by what was checked in."""

from tests.objectives.standings import checked_in, key_result


def test_the_first_steps_are_done_where_only_their_number_is_known() -> None:
    assert [step.done for step in key_result(checked_in(2), steps=3).steps] == [True, True, False]


def test_no_step_is_done_before_the_first_check_in() -> None:
    assert [step.done for step in key_result(steps=2).steps] == [False, False]


def test_a_value_may_be_as_large_as_a_number_can_be() -> None:
    assert [step.done for step in key_result(checked_in(1e300), steps=2).steps] == [True, True]
