"""The picture of which objective supports which, and what it tells those who do not see it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.outgoing import LONGEST_ALT
from bot.pictures.sketch import Sketch
from bot.pictures.tree import tree
from bot.text import LANGUAGES, speak
from charts.layout import Role
from storage.kinds import Level
from tests.charts.reading import joined, marks, off_the_card, overlapping, texts
from tests.objectives.standings import checked_in, key_result, objective
from tests.pictures.team import HOSTILE

FINE, BEHIND = key_result(checked_in(70, 7)), key_result(checked_in(1, 7))


def drawn(*found: object, language: str = "en") -> Sketch:
    sketch = tree(speak(language), "Objectives", found)  # type: ignore[arg-type]
    assert sketch
    return sketch


def test_it_draws_nothing_without_objectives() -> None:
    assert tree(speak("en"), "Objectives", []) is None


def test_it_shows_each_objective_below_the_one_it_supports() -> None:
    found = [objective(1, FINE), objective(2, parent=3), objective(3, BEHIND, level=Level.COMPANY)]
    layout = drawn(*found).layout
    assert texts(layout, Role.ROW_TITLE) == ["3 Objective 3", "2 Objective 2", "1 Objective 1"]
    assert len(marks(layout, Role.BRANCH)) == 1


def test_it_says_level_team_score_and_status_of_each() -> None:
    layout = drawn(objective(1, FINE, key_result(number=2)), objective(2, BEHIND)).layout
    assert texts(layout, Role.DETAIL) == [
        "Support · team objective · progress from 1\u00a0of\u00a02", "Support · team objective"
    ]  # fmt: skip
    assert texts(layout, Role.VALUE) == ["70\u00a0%", "1\u00a0%"]
    assert texts(layout, Role.TONE) == ["on track", "needs attention"]


def test_it_says_where_there_are_no_key_results_yet() -> None:
    layout = drawn(objective(1)).layout
    assert texts(layout, Role.DETAIL) == ["Support · team objective · no key results yet"]
    assert texts(layout, Role.TONE) == ["no data yet"]


def test_it_calls_no_silence_good() -> None:
    assert texts(drawn(objective(1)).layout, Role.SUBTITLE) == ["1 objective at 1 level, no data yet"]
    assert texts(drawn(objective(1), objective(2, FINE)).layout, Role.SUBTITLE) == [
        "2 objectives at 1 level, none needs attention"
    ]


def test_it_tells_what_needs_attention_first_and_what_that_supports() -> None:
    found = [objective(1, FINE, level=Level.COMPANY), objective(2, FINE, parent=1), objective(3, BEHIND, parent=1)]
    assert drawn(*found).alt == (
        "3 objectives at 2 levels. Need attention: 3 Objective 3 (supports 1 Objective 1)."
        " On track: 1 Objective 1; 2 Objective 2 (supports 1 Objective 1)."
    )


def test_it_names_no_parent_that_is_not_on_the_picture() -> None:
    assert "supports" not in drawn(objective(2, FINE, parent=1)).alt


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "2 objectives at 1 level, 1 needs attention"),
        ("ru", "2 цели на 1 уровне, 1 требует внимания"),
    ],
)
def test_it_says_how_many_there_are_and_how_many_need_attention(language: str, said: str) -> None:
    layout = drawn(objective(1, FINE), objective(2, BEHIND), language=language).layout
    assert texts(layout, Role.SUBTITLE) == [said]


def test_it_says_where_none_needs_attention() -> None:
    assert texts(drawn(objective(1, FINE)).layout, Role.SUBTITLE) == ["1 objective at 1 level, none needs attention"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_sixty_with_hostile_titles(language: str) -> None:
    found = [objective(n, BEHIND, title=HOSTILE, parent=n // 2 or None) for n in range(1, 61)]
    sketch = drawn(*found, language=language)
    assert len(texts(sketch.layout, Role.TONE)) == 60
    assert len(sketch.alt) <= LONGEST_ALT
    assert speak(language).count("alt.more", 60 - sketch.alt.count("; ")) in sketch.alt
    assert off_the_card(sketch.layout) == []
    assert overlapping(sketch.layout) == []


def test_it_keeps_what_needs_attention_and_all_above_it_where_there_are_too_many() -> None:
    found = [objective(n, FINE, parent=n - 1 if n > 90 else None) for n in range(1, 100)]
    layout = drawn(*found, objective(100, BEHIND, parent=99)).layout
    shown = [int(title.split()[0]) for title in texts(layout, Role.ROW_TITLE)]
    assert shown == [*range(1, 50), *range(90, 101)]
    assert joined(layout, Role.SUBTITLE) == "100 objectives at 11 levels, 1 needs attention · 60 of 100 shown"


@settings(deadline=None, max_examples=30)
@given(st.lists(st.none() | st.integers(1, 12), max_size=12))
def test_it_shows_every_objective_once_whatever_supports_what(parents: list[int | None]) -> None:
    found = [objective(number, FINE, parent=parent) for number, parent in enumerate(parents, 1)]
    sketch = tree(speak("en"), "Objectives", found)
    shown = texts(sketch.layout, Role.ROW_TITLE) if sketch else []
    assert sorted(shown) == sorted(f"{one.number} {one.title}" for one in found)
