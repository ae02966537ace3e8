"""Confidence over a cycle: which week an answer belongs to, and what the picture tells those who do not see it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.outgoing import LONGEST_ALT
from bot.objectives.standing import KeyResultStanding
from bot.pictures.confidence import confidence
from bot.rules.attention import Reason
from bot.text import LANGUAGES, speak
from charts.confidence import MOST_WEEKS
from charts.layout import Layout, Role
from storage.key_results import Answer
from tests.charts.reading import joined, marks, texts
from tests.objectives.standings import DAYS, checked_in, key_result, objective
from tests.pictures.team import HOSTILE

UTC_ZONE, VLADIVOSTOK = ZoneInfo("UTC"), ZoneInfo("Asia/Vladivostok")


def rated(*given: int | None, **fields: object) -> KeyResultStanding:
    """A confidence a week from the cycle's first on; None for a silent one."""
    answers = [checked_in(50, week, told) for week, told in enumerate(given) if told is not None]
    return key_result(*answers, **fields)  # type: ignore[arg-type]


def at(instant: datetime, confidence: int) -> Answer:
    return checked_in(50, 0, confidence)._replace(as_of=instant)


def drawn(*found: KeyResultStanding, zone: ZoneInfo = UTC_ZONE, today: date = date(2026, 10, 23)) -> Layout:
    sketch = confidence(speak("en"), [replace(objective(1, *found), today=today)], zone)
    assert sketch is not None
    return sketch.layout


def said(*found: KeyResultStanding, language: str = "en") -> str:
    sketch = confidence(speak(language), [objective(1, *found)], UTC_ZONE)
    assert sketch is not None
    return sketch.alt


def test_it_draws_nothing_before_anything_was_answered_twice() -> None:
    for found in ((), (rated(7), rated(None, 5)), (rated(),)):
        assert confidence(speak("en"), [objective(1, *found)], UTC_ZONE) is None
    assert confidence(speak("en"), [], UTC_ZONE) is None


def test_it_has_a_cell_for_each_week_until_now_and_leaves_the_silent_ones_empty() -> None:
    layout = drawn(rated(7, None, 5))
    assert texts(layout, Role.VALUE) == ["7", "5"]
    assert len(marks(layout, Role.GAP)) == 2  # the second week, and this one


def test_it_counts_the_newest_of_several_answers_in_a_week() -> None:
    monday, friday = datetime(2026, 10, 5, 7, tzinfo=UTC), datetime(2026, 10, 9, 7, tzinfo=UTC)
    layout = drawn(key_result(at(monday, 9), at(friday, 4)), today=date(2026, 10, 9))
    assert texts(layout, Role.VALUE) == ["4"]


def test_it_takes_the_week_from_the_teams_calendar() -> None:
    sunday = datetime(2026, 10, 11, 20, tzinfo=UTC)  # already Monday in Vladivostok
    found = key_result(at(datetime(2026, 10, 5, 7, tzinfo=UTC), 9), at(sunday, 4))
    assert texts(drawn(found, zone=UTC_ZONE), Role.VALUE) == ["4"]
    assert texts(drawn(found, zone=VLADIVOSTOK), Role.VALUE) == ["9", "4"]


def test_it_names_the_first_week_by_the_first_day_of_the_cycle() -> None:
    assert texts(drawn(rated(7, 8), today=date(2026, 10, 15)), Role.LABEL) == ["Oct 12", "Oct 1"]


def test_it_has_room_for_a_final_answer_after_the_cycles_end() -> None:
    final = at(datetime(2027, 1, 5, 7, tzinfo=UTC), 10)
    assert texts(drawn(key_result(checked_in(1), final), today=date(2027, 1, 6)), Role.VALUE) == ["7", "10"]


def test_it_says_which_weeks_it_shows_where_not_all_fit() -> None:
    long = replace(objective(1, rated(*[7] * 30)), days=replace(DAYS, last=date(2027, 9, 30)), today=date(2027, 4, 23))
    sketch = confidence(speak("en"), [long], UTC_ZONE)
    assert sketch is not None
    assert joined(sketch.layout, Role.SUBTITLE).startswith(f"The newest {MOST_WEEKS} of 30 weeks")
    assert len(texts(sketch.layout, Role.VALUE)) == MOST_WEEKS


def test_it_tells_first_what_is_low_then_what_fell() -> None:
    found = [rated(5, 7), rated(8, 8), rated(9, 6), rated(7, 2), rated(1, 3), rated(9), rated()]
    numbered = [replace(one, short_id=f"1.{number}") for number, one in enumerate(found, 1)]
    assert said(*numbered) == (
        "Confidence in 7 key results, from 0 to 10: 2 low now, 2 lower than at first. "
        "Low now: 1.4 NPS: 2, down 5 from 7; 1.5 NPS: 3, up 2 from 1. Fallen: 1.3 NPS: 6, down 3 from 9. "
        "Never answered: 1.7 NPS. Risen: 1.1 NPS: 7, up 2 from 5. "
        "Steady: 1.2 NPS: 8, unchanged; 1.6 NPS: 9, one answer."
    )


def test_it_never_calls_silence_steady() -> None:
    silent = replace(rated(9, 9), reasons=(Reason.STALE,))
    assert "Silent: 1.1 NPS: 9, unchanged, no check-in for two periods." in said(silent)


def test_it_leaves_out_answers_without_a_confidence() -> None:
    assert (
        confidence(speak("en"), [objective(1, key_result(checked_in(1, 0, None), checked_in(2, 1)))], UTC_ZONE) is None
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_leaves_out_whole_key_results_and_counts_them(language: str) -> None:
    alt = said(*[rated(7, 2, title=HOSTILE, number=number) for number in range(1, 61)], language=language)
    shown = alt.count("<!channel> $x^$ & <@U1> *Ж* 😀 <!channel>")
    assert len(alt) <= LONGEST_ALT
    assert alt.endswith(f"; {speak(language).count('alt.more', 60 - shown)}.")
