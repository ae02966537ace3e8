"""Values over a cycle: on which days they lie, and what the picture tells those who do not see it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.outgoing import LONGEST_ALT
from bot.objectives.standing import KeyResultStanding
from bot.pictures.sparklines import sparklines
from bot.rules.attention import Reason
from bot.text import LANGUAGES, speak
from charts.layout import Layout, Role
from storage.kinds import Kind
from tests.charts.reading import joined, marks, texts
from tests.objectives.standings import checked_in, key_result, objective
from tests.pictures.team import HOSTILE

UTC_ZONE, VLADIVOSTOK = ZoneInfo("UTC"), ZoneInfo("Asia/Vladivostok")
KEPT: dict[str, Any] = {"kind": Kind.MAINTAIN, "low": 85.0, "start": None, "target": None, "unit": "%"}
STEPS: dict[str, Any] = {"kind": Kind.MILESTONE, "steps": 5, "start": None, "target": None, "unit": ""}
BASELINE: dict[str, Any] = {"kind": Kind.BASELINE, "start": None, "target": None}


def told(*values: float | None, **fields: Any) -> KeyResultStanding:
    """A value a week from the cycle's first on; None for a silent one."""
    return key_result(*(checked_in(said, week) for week, said in enumerate(values) if said is not None), **fields)


def drawn(*found: KeyResultStanding, language: str = "en", zone: ZoneInfo = UTC_ZONE) -> Layout:
    sketch = sparklines(speak(language), [objective(1, *found)], zone)
    assert sketch is not None
    return sketch.layout


def said(*found: KeyResultStanding, language: str = "en") -> str:
    sketch = sparklines(speak(language), [objective(1, *found)], UTC_ZONE)
    assert sketch is not None
    return sketch.alt.replace("\u00a0", " ")


def test_it_draws_nothing_before_anything_was_checked_in_twice() -> None:
    for found in ((), (told(7), told(None, 5)), (told(),)):
        assert sparklines(speak("en"), [objective(1, *found)], UTC_ZONE) is None
    assert sparklines(speak("en"), [], UTC_ZONE) is None


def test_it_takes_the_day_from_the_teams_calendar_and_of_a_day_the_newest_value() -> None:
    morning = checked_in(40)._replace(as_of=datetime(2026, 10, 5, 20, tzinfo=UTC))  # already Tuesday in Vladivostok
    evening = checked_in(41)._replace(as_of=datetime(2026, 10, 6, 7, tzinfo=UTC))
    found = key_result(checked_in(39), morning, evening)
    assert [len(marks(drawn(found, zone=zone), Role.LINE)[0].points) for zone in (UTC_ZONE, VLADIVOSTOK)] == [3, 2]


def test_it_breaks_the_line_where_the_team_was_silent_for_weeks() -> None:
    assert len(marks(drawn(told(1, 2, None, 3, 4)), Role.LINE)) == 1
    assert len(marks(drawn(told(1, 2, None, None, 3, 4)), Role.LINE)) == 2


def test_it_names_the_months_and_leaves_room_for_the_final_check_in() -> None:
    final = checked_in(50)._replace(as_of=datetime(2027, 1, 5, 7, tzinfo=UTC))
    layout = drawn(key_result(checked_in(40), final))
    assert texts(layout, Role.LABEL) == ["Oct 1", "Nov 1", "Dec 1", "Jan 1"]
    assert len(marks(layout, Role.POINT)) == 2


def test_a_team_that_checks_in_every_four_weeks_has_no_gaps() -> None:
    layout = drawn(key_result(checked_in(40), checked_in(45, 4), checked_in(50, 8)))
    assert len(marks(layout, Role.LINE)) == len(marks(layout, Role.POINT)) == 1


def test_it_says_the_newest_value_with_its_unit_and_how_far_it_got() -> None:
    layout = drawn(told(40, 48), told(1, 3, number=2, **STEPS), told(88, 84, number=3, **KEPT), told(number=4))
    assert " ".join(texts(layout, Role.VALUE)).replace("\u00a0", " ") == "48 points 3 of 5 steps 84 % no check-in yet"
    assert joined(layout, Role.DETAIL).replace("\u00a0", " ") == "48 % 60 % out of bounds"


def test_it_draws_what_each_kind_is_measured_by() -> None:
    assert len(marks(drawn(told(40, 80)), Role.TARGET)) == 1
    assert len(marks(drawn(told(1, 4, **STEPS)), Role.TARGET)) == 1
    assert len(marks(drawn(told(88, 84, **KEPT)), Role.BAND)) == 1
    bare = drawn(told(40, 80, **BASELINE))
    assert [marks(bare, role) for role in (Role.TARGET, Role.BAND, Role.BEYOND)] == [[], [], []]


def test_it_tells_first_what_went_away_from_its_target() -> None:
    found = [
        told(40, 48), told(50, 40), told(40, 60, 40), told(88, 84, **KEPT), told(88, 90, **KEPT), told(5),
        told(40, 60, **BASELINE), told(), told(1, 3, **STEPS), told(7, 4, start=8.0, target=2.0, unit="h"),
    ]  # fmt: skip
    numbered = [replace(one, short_id=f"1.{number}", title="X") for number, one in enumerate(found, 1)]
    assert said(*numbered) == (
        "Values of 10 key results since their first check-in: 2 further from the target, 1 still, 3 nearer. "
        "Further from the target: 1.2 X: down from 50 to 40 points; 1.4 X: down from 88 to 84 %. "
        "No nearer and no further: 1.3 X: 40 points. "
        "Nearer to the target: 1.1 X: up from 40 to 48 points; 1.9 X: up from 1 to 3; 1.10 X: down from 7 to 4 h. "
        "At the target or within bounds: 1.5 X: up from 88 to 90 %. "
        "Without a target: 1.7 X: up from 40 to 60 points. Checked in once: 1.6 X: 5 points. Never checked in: 1.8 X."
    )


def test_it_says_the_same_in_russian() -> None:
    assert said(told(40, 48), told(50, 40, number=2), language="ru") == (
        "Значения 2 ключевых результатов с первого чек-ина: 1 дальше от цели, 0 на месте, 1 ближе. "
        "Дальше от цели: 1.2 NPS: снижение с 50 до 40 п. Ближе к цели: 1.1 NPS: рост с 40 до 48 п."
    )


def test_it_tells_that_a_value_is_no_longer_new() -> None:
    silent = replace(told(40, 48), reasons=(Reason.STALE,))
    assert "1.1 NPS: up from 40 to 48 points, no check-in for two periods." in said(silent)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_leaves_out_whole_key_results_and_counts_them(language: str) -> None:
    alt = said(*[told(50, 40, title=HOSTILE, number=number) for number in range(1, 61)], language=language)
    shown = alt.count("<!channel> $x^$ & <@U1> *Ж* 😀 <!channel>")
    assert len(alt) <= LONGEST_ALT
    assert alt.endswith(f"; {speak(language).count('alt.more', 60 - shown)}.")


def test_it_names_the_cycle() -> None:
    assert "2026-Q4" in joined(drawn(told(1, 2)), Role.SUBTITLE)


def test_it_shows_how_much_of_the_cycle_is_over_even_after_its_end() -> None:
    late = replace(objective(1, told(40, 48)), today=date(2027, 3, 1))
    sketch = sparklines(speak("en"), [late], UTC_ZONE)
    assert sketch is not None
    (over,), (tray,) = marks(sketch.layout, Role.TODAY), marks(sketch.layout, Role.TRACK)
    assert over.rect.within(tray.rect)
