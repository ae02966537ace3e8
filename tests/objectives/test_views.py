"""Answers of /okr stay within Slack's limits and keep people's words harmless, in both languages."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from sqlmodel import Session

from bot.kpis.definition import KpiDefinition
from bot.kpis.flow import define, reading
from bot.localslack.checks import check_message
from bot.objectives import details, views
from bot.objectives.flow import standings
from bot.objectives.lines import bar, key_result_line, most_that_fit
from bot.objectives.lookup import Mine, Shown
from bot.objectives.standing import ObjectiveStanding
from bot.phrases.verdicts import PACE, REASON
from bot.rules.attention import Reason
from bot.rules.pace import Pace
from bot.text import LANGUAGES, cut, speak
from storage.kinds import Kind
from tests.objectives.rows import FIRST_FRIDAY, Company, company

HOSTILE = "<!channel> & <@U1> *bold* " * 40


@pytest.fixture
def firm(session: Session) -> Company:
    return company(session)


def stand(firm: Company) -> tuple[ObjectiveStanding, ...]:
    return standings(firm.session, firm.workspace.id, FIRST_FRIDAY)


def accepted(blocks: Sequence[Block]) -> str:
    """The blocks as Slack takes them; raises where it would refuse."""
    sent = [block.to_dict() for block in blocks]
    check_message(sent, {})
    return str(sent)


def owned(found: Sequence[ObjectiveStanding]) -> Mine:
    return Mine(tuple(found), owed=(), may_update=True, may_create=True)


def hostile(firm: Company) -> ObjectiveStanding:
    objective = firm.objective(HOSTILE)
    for number in range(60):
        firm.key_result(objective, f"{number} {HOSTILE}", unit="<h>")
    (found,) = stand(firm)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_a_list_of_sixty_within_the_limits(firm: Company, language: str) -> None:
    found = hostile(firm)
    post = views.mine(speak(language), owned([replace(found, number=number) for number in range(60)]))
    assert "<!" not in accepted(post.blocks)
    assert "50" in accepted(post.blocks[-3:])


@pytest.mark.parametrize(("reasons", "said"), [((), True), ((Reason.STALE,), False)], ids=["heard", "silent"])
def test_it_calls_nothing_on_pace_that_is_silent(firm: Company, reasons: tuple[Reason, ...], said: bool) -> None:
    firm.key_result(firm.objective())
    (objective,) = stand(firm)
    found = replace(objective.key_results[0], pace=Pace.ON_PACE, expected=0.5, reasons=reasons)
    post = details.key_result(speak("en"), Shown(objective), found, "UTC")
    assert ("on pace" in key_result_line(speak("en"), found)) is said
    assert ("on pace" in accepted(post.blocks)) is said


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_counts_the_key_results_that_do_not_fit(firm: Company, language: str) -> None:
    post = details.objective(speak(language), Shown(hostile(firm)))
    assert "<@U1>" not in accepted(post.blocks)
    assert "20" in accepted(post.blocks[-2:-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_a_key_result_with_all_there_is(firm: Company, language: str) -> None:
    key_result = firm.key_result(firm.objective(HOSTILE), HOSTILE, kind=Kind.MILESTONE, start=None, target=None)
    firm.steps(key_result, *(f"{step} {HOSTILE}" for step in range(10)))
    for week in range(6):
        firm.check_in(key_result, week, week, note=HOSTILE * 3, blocker=HOSTILE * 3, confidence=None)
    (objective,) = stand(firm)
    post = details.key_result(speak(language), Shown(objective), objective.key_results[0], "Europe/Moscow")
    assert "<!" not in accepted(post.blocks)


def test_it_puts_the_kpi_beside_the_key_result(firm: Company) -> None:
    definition = KpiDefinition.model_validate({"name": "nps", "formula": "nps", "survey": "s", "title": "Our <NPS>"})
    kpi = define(firm.session, firm.workspace.id, definition, FIRST_FRIDAY)
    firm.key_result(firm.objective(), kpi_id=kpi.id)
    (objective,) = stand(firm)
    shown = Shown(objective, objective.key_results[0], reading(firm.session, firm.workspace, kpi, FIRST_FRIDAY))
    post = details.key_result(speak("en"), shown, objective.key_results[0], "UTC")
    assert "Our &lt;NPS&gt;" in accepted(post.blocks)


def test_it_says_how_the_forecast_ranges(firm: Company) -> None:
    key_result = firm.key_result(firm.objective(), unit="h", start=0.0, target=100.0)
    for week, value in enumerate((1, 4, 5, 8), start=-3):
        firm.check_in(key_result, value, week)
    (objective,) = stand(firm)
    post = details.key_result(speak("en"), Shown(objective), objective.key_results[0], "UTC")
    assert "Forecast for the cycle's end: " in accepted(post.blocks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_no_pace_after_two_silent_rounds(firm: Company, language: str) -> None:
    key_result = firm.key_result(firm.objective())
    firm.check_in(key_result, 60)
    firm.round(1)
    firm.round(2)
    (objective,) = standings(firm.session, firm.workspace.id, FIRST_FRIDAY + timedelta(weeks=2, days=1))
    (stale,) = objective.key_results
    text = speak(language)
    shown = [views.mine(text, owned([objective])), details.key_result(text, Shown(objective), stale, "UTC")]
    assert stale.pace is Pace.ON_PACE
    assert [text(PACE[Pace.ON_PACE]) in accepted(post.blocks) for post in shown] == [False, False]
    assert all(text(REASON[Reason.STALE]) in accepted(post.blocks) for post in shown)


def test_it_says_the_day_of_a_check_in_in_the_readers_zone(firm: Company) -> None:
    firm.check_in(firm.key_result(firm.objective()), 50)
    (objective,) = stand(firm)
    shown = [
        accepted(details.key_result(speak("en"), Shown(objective), objective.key_results[0], zone).blocks)
        for zone in ("UTC", "Pacific/Honolulu")
    ]
    assert "*Oct 2*" in shown[0]
    assert "*Oct 1*" in shown[1]


@pytest.mark.parametrize(
    ("progress", "cells"), [(-1, "░" * 10), (0, "░" * 10), (0.64, "▓" * 6 + "░" * 4), (1, "▓" * 10), (7, "▓" * 10)]
)
def test_it_draws_progress_in_ten_cells(progress: float, cells: str) -> None:
    assert bar(progress) == cells


@given(st.lists(st.text("ab", max_size=900), min_size=1, max_size=12))
def test_it_drops_only_lines_that_it_counts(lines: list[str]) -> None:
    said = most_that_fit(speak("en"), lines)
    assert len(said) <= 3000
    kept = said.split("\n")
    left = int(kept.pop().split()[-1]) if said != "\n".join(lines) else 0
    assert kept == lines[: len(kept)]
    assert len(kept) + left == len(lines)


@given(st.text(max_size=30), st.integers(2, 20))
def test_it_cuts_to_the_length_it_may_have(words: str, most: int) -> None:
    assert len(cut(words, most)) <= most
