import pytest

from bot.rules.confidence import Level, is_valid, level


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [(confidence, Level.LOW) for confidence in range(4)]
    + [(confidence, Level.MEDIUM) for confidence in range(4, 7)]
    + [(confidence, Level.HIGH) for confidence in range(7, 11)],
)
def test_it_sorts_confidence_into_three_levels(confidence: int, expected: Level) -> None:
    assert level(confidence) is expected


@pytest.mark.parametrize(("confidence", "valid"), [(-1, False), (0, True), (10, True), (11, False)])
def test_it_knows_the_ends_of_the_scale(confidence: int, valid: bool) -> None:
    assert is_valid(confidence) is valid


@pytest.mark.parametrize("confidence", [-1, 11])
def test_it_refuses_a_level_off_the_scale(confidence: int) -> None:
    with pytest.raises(ValueError, match="outside 0 to 10"):
        level(confidence)
