"""The picture of a company's teams, and what it tells those who do not see it."""

from dataclasses import replace

import pytest

from bot.company.flow import TeamStanding
from bot.delivery.outgoing import LONGEST_ALT
from bot.pictures.sketch import Sketch
from bot.pictures.teams import teams
from bot.rules.attention import Status
from bot.text import LANGUAGES, speak
from charts.layout import Role
from tests.charts.reading import joined, marks, off_the_card, overlapping, texts
from tests.charts.samples.teams import team
from tests.pictures.team import HOSTILE

SALES = replace(team(0, "Sales"), answered=5, asked=6)
SUPPORT = replace(team(1, "Support"), answered=2, asked=2)


def drawn(*found: TeamStanding, language: str = "en") -> Sketch:
    sketch = teams(speak(language), "The week", found)
    assert sketch
    return sketch


def test_it_draws_nothing_without_teams() -> None:
    assert teams(speak("en"), "The week", []) is None


def test_it_keeps_the_order_of_names_however_teams_stand() -> None:
    worst, best = replace(SUPPORT, name="Zebra"), replace(SALES, name="Aardvark")
    assert texts(drawn(best, worst).layout, Role.ROW_TITLE) == ["Aardvark", "Zebra"]
    assert texts(drawn(replace(worst, name="A"), replace(best, name="Z")).layout, Role.ROW_TITLE) == ["A", "Z"]


def test_it_counts_the_key_results_of_each_status() -> None:
    layout = drawn(SALES, SUPPORT).layout
    assert texts(layout, Role.NOTE) == ["2", "1", "6", "1", "4"]
    assert texts(layout, Role.LEGEND) == ["needs attention", "slightly behind", "on track", "no data yet"]


def test_it_says_who_answered_and_how_far_each_is() -> None:
    layout = drawn(SALES, SUPPORT).layout
    assert texts(layout, Role.VALUE) == ["5 of 6 answered", "2 of 2 answered"]
    assert joined(layout, Role.DETAIL).replace("\u00a0", " ") == (
        "progress 45 %, expected 60 % progress 62 %, expected 60 %"
    )


def test_it_says_what_is_not_known() -> None:
    silent = replace(SALES, score=None, asked=0, counts=dict.fromkeys(Status, 0))
    early = replace(SUPPORT, expected=None)
    layout = drawn(silent, early).layout
    assert joined(layout, Role.VALUE) == "no check-in this time 2 of 2 answered"
    assert texts(layout, Role.DETAIL) == ["no progress yet", "progress 62\u00a0%"]
    assert texts(layout, Role.EMPTY) == ["no key results yet"]


def test_it_names_the_cycle_where_a_team_has_two() -> None:
    other = replace(SALES, cycle="2027-Q1")
    assert texts(drawn(SALES, other, SUPPORT).layout, Role.ROW_TITLE) == ["Sales, 2026-Q4", "Sales, 2027-Q1", "Support"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "2 teams in alphabetical order. Need attention: Sales, 2 of 10 key results (5 of 6 answered, progress 45 %,"
            " expected 60 %). Nothing needs attention: Support (2 of 2 answered, progress 62 %, expected 60 %).",
        ),
        (
            "ru",
            "2 команды по алфавиту. Требуют внимания: Sales, ключевых результатов 2 из 10 (ответили 5 из 6, прогресс"
            " 45 %, ожидалось 60 %). Ничего не требует внимания: Support (ответили 2 из 2, прогресс 62 %, ожидалось"
            " 60 %).",
        ),
    ],
)
def test_it_tells_where_something_needs_attention_first(language: str, said: str) -> None:
    assert drawn(SALES, SUPPORT, language=language).alt.replace("\u00a0", " ") == said


@pytest.mark.parametrize(("language", "said"), [("en", "No data yet: Quiet ("), ("ru", "Данных пока нет: Quiet (")])
def test_it_calls_no_team_fine_of_which_nothing_is_known(language: str, said: str) -> None:
    unasked = replace(SALES, name="Quiet", counts={Status.NO_DATA: 2}, score=None, answered=0, asked=0)
    alt = drawn(unasked, SUPPORT, language=language).alt
    assert said in alt
    assert alt.count("Quiet") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_sixty_teams_with_hostile_names(language: str) -> None:
    sketch = drawn(*(team(n, HOSTILE, 1000) for n in range(60)), language=language)
    assert len(texts(sketch.layout, Role.VALUE)) >= 60
    assert len(sketch.alt) <= LONGEST_ALT
    assert marks(sketch.layout, Role.SEGMENT)
    assert off_the_card(sketch.layout) == []
    assert overlapping(sketch.layout) == []


def test_it_keeps_the_teams_with_something_that_needs_attention_where_there_are_too_many() -> None:
    calm = [replace(SUPPORT, team_id=n, name=f"{n:03}") for n in range(70)]
    sketch = drawn(*calm, replace(SALES, team_id=70))
    assert texts(sketch.layout, Role.ROW_TITLE) == [*(f"{n:03}" for n in range(59)), "Sales"]
    assert joined(sketch.layout, Role.SUBTITLE).endswith("Teams in alphabetical order · 60 of 71 shown")
