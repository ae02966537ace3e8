from collections.abc import Sequence

import pytest

from bot.rules.attention import Reason, Status, attention, status, weakest
from bot.rules.pace import Pace


def reasons(
    confidence: int | None = 6,
    pace: Pace | None = Pace.ON_PACE,
    has_checkin: bool = True,
    periods_since_checkin: int = 0,
    round_closed_on_it: bool = True,
) -> tuple[Reason, ...]:
    return attention(
        confidence=confidence,
        pace=pace,
        has_checkin=has_checkin,
        periods_since_checkin=periods_since_checkin,
        round_closed_on_it=round_closed_on_it,
    )


def test_it_leaves_a_key_result_that_does_well_alone() -> None:
    assert reasons() == ()


@pytest.mark.parametrize(("confidence", "low"), [(0, True), (3, True), (4, False), (10, False)])
def test_it_minds_low_confidence(confidence: int, low: bool) -> None:
    assert (Reason.LOW_CONFIDENCE in reasons(confidence=confidence)) is low


@pytest.mark.parametrize(
    ("pace", "behind"),
    [(Pace.BEHIND, True), (Pace.SLIGHTLY_BEHIND, False), (Pace.ON_PACE, False), (None, False)],
)
def test_it_minds_one_behind(pace: Pace | None, behind: bool) -> None:
    assert (Reason.BEHIND in reasons(pace=pace)) is behind


@pytest.mark.parametrize(("periods", "stale"), [(0, False), (1, False), (2, True), (9, True)])
def test_it_minds_silence_of_two_periods(periods: int, stale: bool) -> None:
    assert (Reason.STALE in reasons(periods_since_checkin=periods)) is stale


@pytest.mark.parametrize(
    ("confidence", "pace", "disagrees"),
    [
        (7, Pace.BEHIND, True),
        (6, Pace.BEHIND, False),
        (7, Pace.SLIGHTLY_BEHIND, False),
        (10, None, False),
        (None, Pace.BEHIND, False),
    ],
)
def test_it_minds_high_confidence_while_behind(confidence: int | None, pace: Pace | None, disagrees: bool) -> None:
    assert (Reason.DISAGREES in reasons(confidence=confidence, pace=pace)) is disagrees


@pytest.mark.parametrize(("closed", "found"), [(False, ()), (True, (Reason.NO_CHECKIN,))])
def test_it_minds_a_missing_first_checkin_once_a_round_has_closed(closed: bool, found: tuple[Reason, ...]) -> None:
    without = reasons(confidence=None, pace=None, has_checkin=False, periods_since_checkin=5, round_closed_on_it=closed)
    assert without == found


def test_it_gives_every_reason_in_a_fixed_order() -> None:
    assert reasons(confidence=2, pace=Pace.BEHIND, periods_since_checkin=2) == (
        Reason.LOW_CONFIDENCE,
        Reason.BEHIND,
        Reason.STALE,
    )
    assert reasons(confidence=8, pace=Pace.BEHIND) == (Reason.BEHIND, Reason.DISAGREES)


@pytest.mark.parametrize(
    ("found", "pace", "has_checkin", "expected"),
    [
        ((Reason.STALE,), Pace.ON_PACE, True, Status.NEEDS_ATTENTION),
        ((Reason.NO_CHECKIN,), None, False, Status.NEEDS_ATTENTION),
        ((), Pace.SLIGHTLY_BEHIND, True, Status.SLIGHTLY_BEHIND),
        ((), Pace.ON_PACE, True, Status.ON_TRACK),
        ((), None, True, Status.ON_TRACK),
        ((), None, False, Status.NO_DATA),
    ],
)
def test_it_sums_up_a_key_result_in_one_status(
    found: tuple[Reason, ...], pace: Pace | None, has_checkin: bool, expected: Status
) -> None:
    assert status(found, pace, has_checkin) is expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([Status.ON_TRACK, Status.NEEDS_ATTENTION, Status.SLIGHTLY_BEHIND], Status.NEEDS_ATTENTION),
        ([Status.ON_TRACK, Status.SLIGHTLY_BEHIND], Status.SLIGHTLY_BEHIND),
        ([Status.NO_DATA, Status.ON_TRACK], Status.ON_TRACK),
        ([Status.NO_DATA], Status.NO_DATA),
        ([], Status.NO_DATA),
    ],
)
def test_it_gives_an_objective_its_weakest_status(statuses: Sequence[Status], expected: Status) -> None:
    assert weakest(statuses) is expected
