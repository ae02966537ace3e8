"""What the picture of progress tells those who do not see it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.outgoing import LONGEST_ALT
from bot.objectives.standing import KeyResultStanding
from bot.pictures.progress import progress, progress_alt
from bot.text import LANGUAGES, speak
from charts.layout import Layout, Role
from charts.theme import TONE_COLOURS, Tone
from storage.kinds import Kind
from tests.charts.reading import joined, marks, texts
from tests.objectives.standings import FRIDAY, checked_in, key_result
from tests.pictures.team import HOSTILE


def drawn(*found: KeyResultStanding) -> Layout:
    return progress(speak("en"), "Support", "Cycle", found, found).layout


def test_it_tells_first_what_needs_attention_and_why() -> None:
    fine, watched = key_result(checked_in(70, 7), number=1), key_result(checked_in(50, 7), number=2, title="Churn")
    behind, unsure = key_result(checked_in(1, 7, 5), number=3), key_result(checked_in(1, 7, 2), number=4)
    said = progress_alt(speak("en"), [fine, watched, unsure, behind])
    assert said == (
        "Progress of 4 key results. "
        "Need attention: 1.4 NPS: 1 %, low confidence, behind the expected pace; 1.3 NPS: 1 %, behind the expected"
        " pace. Slightly behind: 1.2 Churn: 50 %. On track: 1.1 NPS: 70 %."
    ).replace(" %", "\u00a0%")


def test_it_does_not_say_the_same_thing_twice() -> None:
    said = progress_alt(speak("en"), [key_result(checked_in(1, 7, 9))])
    assert said.count("behind") == 1
    assert "confidence is high while the pace is behind" in said


def test_it_tells_silence_apart_from_no_data() -> None:
    baseline = key_result(checked_in(40, 7), kind=Kind.BASELINE, start=None, target=None)
    said = progress_alt(speak("en"), [baseline, key_result(number=2)])
    assert said == "Progress of 2 key results. No data yet: 1.1 NPS: setting a baseline; 1.2 NPS: no check-in yet."


def test_it_tells_progress_below_zero_and_beyond_the_target() -> None:
    said = progress_alt(speak("ru"), [key_result(checked_in(-10, 7)), key_result(checked_in(120, 7), number=2)])
    assert "1.1 NPS: −10\u00a0%" in said
    assert "1.2 NPS: 120\u00a0%" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_leaves_out_whole_key_results_and_counts_them(language: str) -> None:
    found = [key_result(checked_in(1, 7, 2), number=number, title=HOSTILE) for number in range(1, 61)]
    text = speak(language)
    said = progress_alt(text, found)
    shown = said.count("<!channel> $x^$ & <@U1> *Ж* 😀 <!channel>")
    assert len(said) <= LONGEST_ALT
    assert said.endswith(f"; {text.count('alt.more', 60 - shown)}.")


def test_it_says_on_the_picture_what_is_wrong_without_colour() -> None:
    shown = drawn(key_result(checked_in(1, 7)), key_result(checked_in(70, 7)))
    assert texts(shown, Role.TONE) == ["behind", "on pace"]


def test_it_expects_no_pace_of_what_is_to_stay_within_bounds() -> None:
    kept = key_result(checked_in(90, 7), kind=Kind.MAINTAIN, low=85.0, start=None, target=None)
    assert marks(drawn(kept), Role.EXPECTED) == []


def test_it_does_not_write_the_same_words_twice_in_a_row() -> None:
    baseline = key_result(kind=Kind.BASELINE, start=None, target=None)
    layout = drawn(baseline)
    assert joined(layout, Role.VALUE) == "setting a baseline"
    assert texts(layout, Role.DETAIL) == []


BASELINE = {"kind": Kind.BASELINE, "start": None, "target": None}


@pytest.mark.parametrize(("fields", "said"), [(BASELINE, ["no check-in yet"]), ({}, [])])
def test_it_says_once_that_nobody_checked_in(fields: dict[str, Any], said: list[str]) -> None:
    silent = key_result(openings=[FRIDAY], **fields)
    layout = drawn(silent)
    assert texts(layout, Role.TONE) == said


def test_it_never_shows_silence_as_on_pace() -> None:
    silent = key_result(checked_in(90), openings=[FRIDAY + timedelta(weeks=week) for week in (1, 2)])
    layout = drawn(silent)
    assert joined(layout, Role.TONE) == "no check-in for two periods"
    assert marks(layout, Role.BAR)[0].fill == TONE_COLOURS[Tone.NONE]
