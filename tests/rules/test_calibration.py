"""How well confidence foretold what came true."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.calibration import Calibration, Claim, LevelShare, brier, calibration
from bot.rules.confidence import Level, level

CLAIMS = st.lists(st.builds(Claim, st.integers(1, 6), st.integers(0, 10), st.booleans()), max_size=30)
ENOUGH = CLAIMS.filter(lambda claims: len(claims) >= 5 and len({claim.owner for claim in claims}) >= 3)


def claims(*said: tuple[int, bool]) -> list[Claim]:
    """By three people in turn."""
    return [Claim(number % 3, confidence, came_true) for number, (confidence, came_true) in enumerate(said)]


def test_it_says_what_share_of_each_level_came_true() -> None:
    found = calibration(claims((9, True), (8, True), (7, False), (5, True), (2, False), (0, False)))
    assert found.levels == (
        LevelShare(Level.HIGH, n=3, came_true=2, claimed=0.8),
        LevelShare(Level.MEDIUM, n=1, came_true=1, claimed=0.5),
        LevelShare(Level.LOW, n=2, came_true=0, claimed=0.1),
    )
    assert found.brier == pytest.approx((0.01 + 0.04 + 0.49 + 0.25 + 0.04 + 0.0) / 6)
    assert (found.n, found.owners, found.too_few) == (6, 3, False)


def test_a_level_that_nobody_gave_is_left_out() -> None:
    found = calibration(claims(*[(8, True)] * 5))
    assert [share.level for share in found.levels] == [Level.HIGH]


@pytest.mark.parametrize(
    ("n", "owners", "too_few"), [(0, 0, True), (4, 3, True), (5, 3, False), (12, 2, True), (4, 4, True)]
)
def test_under_three_owners_or_five_key_results_it_says_how_many_and_no_more(
    n: int, owners: int, too_few: bool
) -> None:
    found = calibration([Claim(number % owners, 8, True) for number in range(n)])
    assert (found.n, found.owners, found.too_few) == (n, owners, too_few)
    assert (found.brier is None, found.levels == ()) == (too_few, too_few)


@given(CLAIMS)
def test_its_numbers_stay_within_their_bounds(made: list[Claim]) -> None:
    found = calibration(made)
    assert found.too_few == (found.brier is None)
    assert found.brier is None or 0 <= found.brier <= 1
    assert all(0 <= share.came_true <= share.n and 0 <= share.claimed <= 1 for share in found.levels)
    assert sum(share.n for share in found.levels) == (0 if found.too_few else found.n)


@given(ENOUGH)
def test_what_a_level_claimed_is_of_that_level(made: list[Claim]) -> None:
    assert all(level(round(share.claimed * 10)) is share.level for share in calibration(made).levels)


@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_who_knows_it_scores_0_who_is_always_wrong_1_and_who_never_says_a_quarter(outcomes: list[bool]) -> None:
    assert brier([Claim(1, 10 if outcome else 0, outcome) for outcome in outcomes]) == 0
    assert brier([Claim(1, 0 if outcome else 10, outcome) for outcome in outcomes]) == 1
    assert brier([Claim(1, 5, outcome) for outcome in outcomes]) == pytest.approx(0.25)


@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(made: list[Claim], random: Random) -> None:
    mixed = random.sample(made, len(made))
    assert _rounded(calibration(mixed)) == _rounded(calibration(made))


def _rounded(found: Calibration) -> object:
    shares = [(share.level, share.n, share.came_true, round(share.claimed, 9)) for share in found.levels]
    return found.n, found.owners, found.too_few, found.brier is not None and round(found.brier, 9), shares
