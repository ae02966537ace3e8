"""What the picture of a cycle's end shows, and tells those who do not see it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.outgoing import LONGEST_ALT
from bot.objectives.standing import KeyResultStanding
from bot.pictures.final import final, final_alt
from bot.text import LANGUAGES, speak
from charts.layout import Layout
from storage.kinds import Kind
from tests.objectives.standings import checked_in, key_result


def graded(number: int, value: float, grade: float | None, title: str = "NPS") -> KeyResultStanding:
    return key_result(checked_in(value, 12), number=number, title=title, grade=grade)


def written(layout: Layout) -> list[str]:
    return [item.text for item in layout.texts]


def test_it_tells_first_what_was_missed() -> None:
    found = [graded(1, 120, 1.0), graded(2, 50, 0.5), graded(3, 10, 0.1, "Churn"), graded(4, 80, None)]
    assert final_alt(speak("en"), found) == (
        "How far 4 key results came. Missed: 1.3 Churn: 10 %. Partly delivered: 1.2 NPS: 50 %. "
        "Delivered: 1.1 NPS: 120 %. No grade: 1.4 NPS: 80 %."
    ).replace(" %", "\u00a0%")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_the_grade_beside_the_progress_and_nothing_of_a_pace(language: str) -> None:
    text = speak(language)
    shown = " ".join(written(final(text, "Support", "2026-Q4", [graded(1, 55, 0.75)]).layout))
    assert text.percent(0.55) in shown
    assert text("grade.line", grade=text.number(0.75), band=text("grade.delivered")) in shown
    assert text("final.target") in shown
    assert text("chart.expected") not in shown


def test_what_had_to_stay_within_bounds_or_has_no_target_has_no_mark_for_one() -> None:
    kept = key_result(checked_in(90, 12), kind=Kind.MAINTAIN, start=None, target=None, low=85.0, grade=1.0)
    baseline = key_result(checked_in(90, 12), kind=Kind.BASELINE, start=None, target=None, number=2)
    assert "target" not in written(final(speak("en"), "Support", "2026-Q4", [kept, baseline]).layout)


def test_of_very_many_it_shows_what_was_missed_and_says_how_many_there_are() -> None:
    found = [graded(number, 100, 1.0, "Fine") for number in range(1, 70)] + [graded(70, 0, 0.0, "Wrecked")]
    sketch = final(speak("en"), "Support", "2026-Q4", found)
    shown = written(sketch.layout)
    assert any("Wrecked" in words for words in shown)
    assert sum("Fine" in words for words in shown) == 59
    assert any("60" in words and "70" in words for words in shown)


@given(st.lists(st.tuples(st.floats(-1e12, 1e12), st.none() | st.floats(0, 1)), max_size=80), st.text(max_size=255))
def test_whatever_was_graded_is_told_within_the_limit(found: list[tuple[float, float | None]], title: str) -> None:
    items = [graded(number, value, grade, title) for number, (value, grade) in enumerate(found, 1)]
    said = final_alt(speak("ru"), items)
    assert 0 < len(said) <= LONGEST_ALT
