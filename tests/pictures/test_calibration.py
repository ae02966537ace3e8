"""What the picture of a calibration shows, and what it tells those who do not see it."""

import pytest

from bot.delivery.outgoing import LONGEST_ALT
from bot.pictures.calibration import calibration
from bot.rules.calibration import Calibration, Claim
from bot.rules.calibration import calibration as judged
from bot.text import LANGUAGES, speak
from charts.layout import Role
from tests.charts.reading import marks, off_the_card, overlapping, texts


def claims(*given: tuple[int, int, int], owners: int = 4) -> Calibration:
    """Given are a confidence, how many claims of it came true, and how many there were."""
    return judged(
        Claim(number % owners, confidence, number < came) for confidence, came, n in given for number in range(n)
    )


def told(found: Calibration, language: str = "en") -> str:
    sketch = calibration(speak(language), "Support", "2026-Q4", found)
    assert sketch
    return sketch.alt.replace("\u00a0", " ")


def test_it_tells_what_came_true_of_each_level_beside_what_was_claimed() -> None:
    assert told(claims((9, 2, 5), (5, 2, 3), (2, 1, 5))) == (
        "Support, 2026-Q4: confidence halfway through the cycle and what came true (key results: 13, owners: 4). "
        "High confidence, 7 to 10: 2 of 5 came true (40 %), claimed 90 %, so fewer than claimed. "
        "Medium confidence, 4 to 6: 2 of 3 came true (67 %), claimed 50 %, so more than claimed. "
        "Low confidence, 0 to 3: 1 of 5 came true (20 %), claimed 20 %, so as many as claimed. "
        "Brier score 0.31, where 0 is perfect: worse than always saying 5 of 10, which gets 0.25."
    )


def test_it_tells_the_same_in_russian() -> None:
    said = told(claims((9, 2, 5)), "ru")
    assert "Высокая уверенность, от 7 до 10: сбылось 2 из 5 (40 %), ожидали 90 %, то есть сбылось меньше." in said
    assert "Уровни, которые никто не выбрал: средний и низкий." in said


@pytest.mark.parametrize(
    ("given", "verdict"),
    [((9, 9, 10), "better than always"), ((9, 1, 10), "worse than always"), ((5, 5, 10), "the same as always")],
)
def test_it_says_what_the_score_means(given: tuple[int, int, int], verdict: str) -> None:
    assert verdict in told(claims(given))


def test_it_draws_only_the_levels_that_were_given_and_names_the_others() -> None:
    sketch = calibration(speak("en"), "Support", "2026-Q4", claims((9, 2, 5)))
    assert sketch
    assert len(marks(sketch.layout, Role.TRACK)) == 1
    assert texts(sketch.layout, Role.NOTE)[-1] == "Levels that nobody gave: medium and low."


@pytest.mark.parametrize("found", [claims(), claims((9, 1, 4)), claims((9, 5, 9), owners=2)])
def test_there_is_none_where_there_are_too_few_to_say(found: Calibration) -> None:
    assert calibration(speak("en"), "Support", "2026-Q4", found) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_stays_on_the_card_and_short_however_the_team_is_called(language: str) -> None:
    sketch = calibration(speak(language), "Поддержка " * 40, "Q4 " * 99, claims((9, 20, 33), (4, 1, 9), (1, 0, 7)))
    assert sketch
    assert len(sketch.alt) <= LONGEST_ALT
    assert off_the_card(sketch.layout) == []
    assert overlapping(sketch.layout) == []
