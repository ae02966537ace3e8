"""What needs attention: since when, and in which order."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.objectives.urgency import risks
from bot.rules.attention import Reason
from tests.objectives.standings import TODAY, checked_in, key_result, objective


def test_it_counts_low_confidence_from_the_first_check_in_in_a_row() -> None:
    history = [checked_in(10 * week, week, confidence) for week, confidence in enumerate((2, 8, 3, 1, 2), start=3)]
    (risk,) = risks([objective(1, key_result(*history))], "UTC")
    assert risk.since == date(2026, 11, 6)


def test_it_counts_a_pace_that_fell_behind_from_the_day_on_which_it_did() -> None:
    """35 of 100 is 0.7 of what is expected on the 46th of 92 days."""
    (risk,) = risks([objective(1, key_result(checked_in(35, 4)))], "UTC")
    assert risk.key_result.reasons == (Reason.BEHIND, Reason.DISAGREES)
    assert risk.since == date(2026, 11, 16)


def test_it_counts_a_pace_from_before_a_check_in_that_did_not_catch_up() -> None:
    """20 of 100 is 0.7 of what is expected on the 26th of 92 days, and 25 is less than that from the 36th on."""
    (risk,) = risks([objective(1, key_result(checked_in(20, 1), checked_in(25, 5), checked_in(26, 6)))], "UTC")
    assert risk.since == date(2026, 10, 27)


def test_it_counts_a_blocker_from_the_check_in_that_named_one_first() -> None:
    told = [checked_in(1, week, 2, blocker=words) for week, words in enumerate(("old", "", "vendor", "vendor again"))]
    (risk,) = risks([objective(1, key_result(*told))], "UTC")
    assert risk.blocked == date(2026, 10, 16)


def test_it_puts_blockers_first_and_the_oldest_of_them_before_the_others() -> None:
    both = key_result(checked_in(1, 5), number=1)
    newly = key_result(checked_in(1, 5), checked_in(1, 7, None, blocker="vendor"), number=2)
    long = key_result(checked_in(1, 3, None, blocker="law"), checked_in(90, 7, 3, blocker="law"), number=3)
    found = risks([objective(1, both, newly, long)], "UTC")
    assert [risk.key_result.short_id for risk in found] == ["1.3", "1.2", "1.1"]


def test_it_puts_silence_after_what_is_known_to_be_behind() -> None:
    silent, behind = key_result(number=1), key_result(checked_in(1, 7, None), number=2)
    silent = replace(silent, reasons=(Reason.NO_CHECKIN,))
    found = risks([objective(1, silent, behind)], "UTC")
    assert [risk.key_result.short_id for risk in found] == ["1.2", "1.1"]


def test_it_puts_what_is_blocked_first_then_more_reasons_then_what_waits_longest() -> None:
    both = key_result(checked_in(1, 5), number=1)
    blocked = key_result(checked_in(1, 7, None, blocker="vendor"), number=2)
    old, new = (
        key_result(checked_in(value, week, None), number=number) for number, value, week in ((3, 0, 1), (4, 40, 7))
    )
    fine = key_result(checked_in(90, 7), number=5)
    found = risks([objective(1, new, old, fine, blocked, both)], "UTC")
    assert [risk.key_result.short_id for risk in found] == ["1.2", "1.1", "1.3", "1.4"]


def test_it_orders_without_a_look_at_the_owner() -> None:
    found = [key_result(checked_in(1, 5), number=number, name=name) for number, name in ((1, "Zoe"), (2, "Adam"))]
    assert [risk.key_result.owner.name for risk in risks([objective(1, *found)], "UTC")] == ["Zoe", "Adam"]


@given(st.lists(st.tuples(st.floats(-50, 150), st.none() | st.integers(0, 10)), max_size=9))
def test_it_dates_every_risk_within_the_cycle(said: list[tuple[float, int | None]]) -> None:
    history = [checked_in(value, week, confidence) for week, (value, confidence) in enumerate(said)]
    item = key_result(*history)
    found = risks([objective(1, item)], "UTC")
    assert len(found) == bool(item.reasons)
    assert all(item.created <= risk.since <= TODAY for risk in found)
