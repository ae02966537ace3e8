"""Charts that Slack draws: whatever a team has, Slack takes them, and they say what the pictures say."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.kpis.reading import Point
from bot.kpis.trend import KpiTrend
from bot.kpis.windows import Period
from bot.localslack.checks import check_message
from bot.objectives.standing import KeyResultStanding
from bot.pictures.native import charts
from bot.rules.kpi import Estimate
from bot.rules.progress import Change, Maintain
from bot.text import LANGUAGES, speak
from storage.kinds import Kind
from tests.kpis.rows import NPS
from tests.objectives.standings import checked_in, key_result

MONDAY = date(2026, 9, 7)


def weekly(*weeks: tuple[float | None, int], **fields: Any) -> KpiTrend:
    """An NPS with the value and the number of answers of each week."""
    points = tuple(_point(number, value, n) for number, (value, n) in enumerate(weeks))
    return KpiTrend(replace(NPS, **fields), None, points, Change(40, 60))


def _point(number: int, value: float | None, n: int) -> Point:
    first = MONDAY + timedelta(weeks=number)
    return Point(Period("", first, first + timedelta(days=6)), Estimate(value, n))


def drawn(
    language: str,
    found: Sequence[KeyResultStanding],
    kpis: Sequence[KpiTrend],
    by_importance: Sequence[KeyResultStanding] = (),
) -> list[dict[str, Any]]:
    return [block.to_dict() for block in charts(speak(language), found, by_importance or found, kpis)]


def series(block: dict[str, Any]) -> dict[str, list[float]]:
    return {one["name"]: [point["value"] for point in one["data"]] for one in block["chart"]["series"]}


def categories(block: dict[str, Any]) -> list[str]:
    return list(block["chart"]["axis_config"]["categories"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "title", ["<!channel> & $x$", "ж" * 300, "😀" * 60, " "], ids=["markup", "long", "emoji", "blank"]
)
def test_it_makes_nothing_that_slack_refuses(title: str, language: str) -> None:
    found = [key_result(checked_in(1e9 * number, 7), number=number, title=title) for number in range(1, 31)]
    blocks = drawn(language, found, [weekly(*[(1e9, 99)] * 60, title=title, unit=title[:40])])
    assert [block["chart"]["type"] for block in blocks] == ["bar", "line"]
    check_message(blocks, {})


def test_it_shows_progress_beside_what_is_expected() -> None:
    (block,) = drawn("en", [key_result(checked_in(40, 7)), key_result(checked_in(-10, 7), number=2, title="Churn")], [])
    assert block["title"] == "Progress, %"
    assert categories(block) == ["1.1 NPS", "1.2 Churn"]
    assert series(block) == {"Progress": [40, -10], "Expected by today": [63, 63]}


def test_it_leaves_out_what_has_no_pace_and_says_how_many_it_shows() -> None:
    baseline = key_result(checked_in(40, 7), kind=Kind.BASELINE, start=None, target=None)
    within = key_result(checked_in(40, 7), kind=Kind.MAINTAIN, start=None, target=None, low=85.0, number=2)
    (block,) = drawn("en", [baseline, within, key_result(number=3), key_result(checked_in(40, 7), number=4)], [])
    assert (block["title"], categories(block)) == ("Progress, % (1 of 4 shown)", ["1.4 NPS"])
    assert drawn("en", [baseline, within], []) == []


def test_it_keeps_the_most_important_of_many_in_their_order() -> None:
    many = [key_result(checked_in(40, 7), number=number) for number in range(1, 31)]
    (block,) = drawn("en", many, [], [*many[20:], *many[:20]])
    assert categories(block) == [f"1.{number} NPS" for number in (*range(1, 11), *range(21, 31))]


def test_it_shows_the_weeks_that_have_enough_answers_each_with_how_many() -> None:
    (block,) = drawn("en", [], [weekly((50, 40), (None, 0), (90, 3), (55.44, 41))])
    assert (block["title"], block["chart"]["axis_config"]["y_label"]) == ("NPS", "points")
    assert categories(block) == ["Sep 7, n=40", "Sep 28, n=41"]
    assert series(block) == {"Value": [50, 55.4], "Target": [60, 60]}


def test_it_names_the_unit_as_the_language_does() -> None:
    (block,) = drawn("ru", [], [weekly((50, 40), (55, 41))])
    assert block["chart"]["axis_config"]["y_label"] == "п."


def test_it_draws_no_target_that_is_a_range() -> None:
    (block,) = drawn("en", [], [replace(weekly((50, 40), (55, 41)), measure=Maintain(40, 60))])
    assert list(series(block)) == ["Value"]


@pytest.mark.parametrize("weeks", [[], [(50, 40)], [(50, 40), (None, 0), (90, 3)]])
def test_it_draws_no_line_through_one_point(weeks: list[tuple[float | None, int]]) -> None:
    assert drawn("ru", [], [weekly(*weeks)]) == []


def test_it_draws_the_first_kpi_that_has_weeks() -> None:
    (block,) = drawn("en", [], [weekly(), weekly((1, 40), (2, 41), title="Second"), weekly((1, 40), (2, 41))])
    assert block["title"] == "Second"
