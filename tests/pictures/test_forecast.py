"""What the picture of a forecast shows, and what it tells those who do not see it."""

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.outgoing import LONGEST_ALT
from bot.objectives.standing import KeyResultStanding
from bot.pictures.forecast import forecast
from bot.pictures.sketch import Sketch
from bot.rules.forecast import Forecast
from bot.rules.progress import Measure, Milestone
from bot.text import LANGUAGES, speak
from charts.layout import Role
from storage.kinds import Kind
from tests.charts.reading import joined, marks, off_the_card, overlapping, texts
from tests.objectives.standings import DAYS, TODAY, checked_in, key_result
from tests.pictures.team import HOSTILE

UTC = ZoneInfo("UTC")
BOUNDS = {"kind": Kind.MAINTAIN, "start": None, "target": None, "low": 80.0, "high": 90.0, "unit": "%"}


def foreseen(low: float, value: float, high: float, /, *weeks: int, **fields: Any) -> KeyResultStanding:
    """Of 40 to 60 unless fields say otherwise, checked in to be 52 at last."""
    given = {"start": 40.0, "target": 60.0, **fields}
    checkins = [checked_in(45.0 + number, week) for number, week in enumerate(weeks or range(8))]
    return replace(key_result(*checkins, **given), forecast=Forecast(value, low, high))


def drawn(found: KeyResultStanding, language: str = "en", zone: ZoneInfo = UTC) -> Sketch:
    sketch = forecast(speak(language), found, DAYS, TODAY, zone)
    assert sketch
    return sketch


def told(found: KeyResultStanding, language: str = "en", zone: ZoneInfo = UTC) -> str:
    return drawn(found, language, zone).alt.replace("\u00a0", " ")


def stepwise(measure: Measure) -> KeyResultStanding:
    return replace(foreseen(2, 3.4, 5), measure=measure, kind=Kind.MILESTONE, unit="")


def test_there_is_none_without_a_forecast() -> None:
    assert forecast(speak("en"), key_result(checked_in(45, 1)), DAYS, TODAY, UTC) is None


def test_it_tells_where_it_will_be_and_from_how_many_check_ins() -> None:
    assert told(foreseen(51, 58, 65)) == (
        "1.1 NPS. Forecast for December 31: 58 points, with 80 % likelihood 51 to 65. "
        "The target, 60 points, lies within this range. From 8 check-ins, the last on November 20: 52 points."
    )
    assert told(foreseen(51, 58, 65), "ru") == (
        "1.1 NPS. Прогноз на 31 декабря: 58 п., с вероятностью 80 % — от 51 до 65. "
        "Цель (60 п.) попадает в этот диапазон. По 8 чек-инам, последний 20 ноября: 52 п."
    )


@pytest.mark.parametrize(
    ("start", "target", "said"),
    [
        (40, 70, "70 points, lies above this range: it will likely be missed."),
        (40, 50, "50 points, lies below this range: it will likely be met."),
        (80, 50, "50 points, lies below this range: it will likely be missed."),
        (80, 70, "70 points, lies above this range: it will likely be met."),
        (80, 65, "65 points, lies within this range."),
        (40, 65.04, "65.04 points, lies above this range: it will likely be missed."),
    ],
)
def test_it_tells_whether_the_target_is_in_reach_up_and_down(start: float, target: float, said: str) -> None:
    assert f"The target, {said}" in told(foreseen(51, 58, 65, start=start, target=target))


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (81, 89, "The whole range is within bounds (from 80 to 90 %)."),
        (75, 85, "Part of the range is out of bounds (from 80 to 90 %)."),
        (70, 79, "The whole range is out of bounds (from 80 to 90 %)."),
        (91, 95, "The whole range is out of bounds (from 80 to 90 %)."),
    ],
)
def test_it_tells_whether_bounds_will_hold(low: float, high: float, said: str) -> None:
    assert said in told(foreseen(low, (low + high) / 2, high, **BOUNDS))


def test_it_claims_nothing_of_what_has_no_target() -> None:
    baseline = foreseen(51, 58, 65, kind=Kind.BASELINE, start=41.0, target=None)
    assert "There is no target yet." in told(baseline)
    assert marks(drawn(baseline).layout, Role.TARGET) == []
    assert "start: 41\u00a0points" in texts(drawn(baseline).layout, Role.LEGEND)


def test_it_tells_the_end_once_that_is_checked_in() -> None:
    over = foreseen(60, 60, 60, *range(16), start=40.0, target=60.0)
    assert "At the cycle's end: 60 points. Met: target 60 points." in told(over)
    assert marks(drawn(over).layout, Role.FAN) == []


def test_it_counts_steps_and_weighs_the_way_through_them() -> None:
    found = stepwise(Milestone((1, 1, 2, 2, 4)))
    assert "3.4 of 5 steps, with 80 % likelihood 2 to 5. The target, 5 of 5 steps, lies within" in told(found)
    layout = drawn(found).layout
    (way,), (start,) = marks(layout, Role.EXPECTED), marks(layout, Role.START)
    half = (way.points[0][0] + way.points[-1][0]) / 2
    assert len(way.points) == 6
    assert way.points[4][0] > half > way.points[3][0]
    assert start.rect.middle == way.points[0][1]


def test_it_draws_the_pace_that_the_rules_expect() -> None:
    found = foreseen(51, 58, 65)
    (way,), (today,) = (marks(drawn(found).layout, role) for role in (Role.EXPECTED, Role.TODAY))
    (left, _), (right, _) = way.points
    assert (today.rect.left - left) / (right - left) == pytest.approx(found.expected)


def test_it_leaves_a_gap_where_two_weeks_or_more_are_missing() -> None:
    whole, one, two = (foreseen(51, 58, 65, *weeks) for weeks in [(0, 1, 2, 3, 4), (0, 1, 3, 4, 5), (0, 1, 4, 5, 6)])
    assert [len(marks(drawn(found).layout, Role.LINE)) for found in (whole, one, two)] == [1, 1, 2]


def test_it_takes_the_last_of_several_check_ins_of_a_day() -> None:
    found = foreseen(51, 58, 65)
    corrected = replace(found, history=(*found.history, found.history[-1]._replace(value=54.0)))
    assert len(marks(drawn(corrected).layout, Role.POINT)) == 8
    assert "From 9 check-ins, the last on November 20: 54 points." in told(corrected)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [1e-9, 1.0, 1e12, 1e300])
def test_it_stays_on_the_card_whatever_people_write(language: str, size: float) -> None:
    found = foreseen(-size, size, 9 * size, title=HOSTILE, unit=HOSTILE, start=size, target=-size)
    sketch = drawn(found, language)
    assert len(sketch.alt) <= LONGEST_ALT
    assert off_the_card(sketch.layout) == []
    assert overlapping(sketch.layout) == []


def test_it_goes_by_the_days_where_the_team_is() -> None:
    *earlier, last = (checked_in(45, week) for week in range(4))
    late = last._replace(as_of=last.as_of.replace(hour=22))
    found = replace(key_result(*earlier, late), forecast=Forecast(58, 51, 65))
    assert "October 23" in told(found)
    assert "October 24" in told(found, zone=ZoneInfo("Europe/Moscow"))


def test_it_foretells_nothing_once_the_cycle_is_over() -> None:
    silent, answered = foreseen(51, 58, 65), foreseen(60, 60, 60, *range(16))
    after = date(2027, 1, 18)
    assert forecast(speak("en"), silent, DAYS, after, UTC) is None
    shown = forecast(speak("en"), answered, DAYS, after, UTC)
    assert shown
    assert texts(shown.layout, Role.TODAY) == []


def test_it_names_today_while_the_cycle_runs() -> None:
    assert joined(drawn(foreseen(51, 58, 65), "ru").layout, Role.TODAY) == "сегодня"
