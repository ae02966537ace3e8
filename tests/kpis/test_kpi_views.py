"""Answers of /okr kpi stay within Slack's limits and keep people's words harmless, in both languages."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from slack_sdk.models.blocks import Block
from sqlmodel import Session

from bot.errors import UserError
from bot.kpis import views
from bot.kpis.lookup import Listed, Page, Shown, Unknown, since_known
from bot.kpis.options import Stat
from bot.kpis.reading import Point, Reading
from bot.kpis.windows import Period
from bot.localslack.checks import check_message
from bot.objectives.flow import standings
from bot.rules.kpi import Estimate
from bot.text import LANGUAGES, speak
from storage.kinds import Formula
from tests.kpis.rows import NPS
from tests.objectives.rows import FIRST_FRIDAY, company

HOSTILE = "<!channel> & <@U1> *bold* " * 40
EN = speak("en")
BAD = replace(NPS, title=HOSTILE, unit="<h> & " * 6, survey=HOSTILE[:80], name="<n>" * 26)


def accepted(blocks: Sequence[Block]) -> str:
    """The blocks as Slack takes them; raises where it would refuse."""
    sent = [block.to_dict() for block in blocks]
    check_message(sent, {})
    return str(sent)


def marked_up(blocks: Sequence[Block]) -> str:
    """The texts in which a mention would come alive."""
    accepted(blocks)
    found: list[str] = []
    waiting: list[object] = [block.to_dict() for block in blocks]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            found += [str(item["text"])] if item.get("type") == "mrkdwn" else []
            waiting += item.values()
        waiting += item if isinstance(item, list) else []
    return "\n".join(found)


def week(number: int, estimate: Estimate) -> Point:
    first = date(2026, 7, 20) + timedelta(weeks=number)
    return Point(Period(f"W{number}", first, first + timedelta(days=6)), estimate)


def shown(reading: Reading, *estimates: Estimate) -> str:
    weeks = tuple(week(number, estimate) for number, estimate in enumerate(estimates))
    return accepted(views.shown(EN, Shown(reading, None, weeks, ())).blocks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_hostile_words_and_many_of_them_within_the_limits(session: Session, language: str) -> None:
    firm = company(session)
    objective = firm.objective(HOSTILE)
    for number in range(30):
        firm.key_result(objective, f"{number} {HOSTILE}", unit="<h>")
    (found,) = standings(session, firm.workspace.id, FIRST_FRIDAY)
    weeks = tuple(week(number, BAD.estimate) for number in range(12))
    post = views.shown(speak(language), Shown(BAD, BAD, weeks, found.key_results))
    assert "<!" not in marked_up(post.blocks)
    assert "20" in accepted(post.blocks[-1:])
    assert "<!" not in post.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_a_page_of_hostile_words_within_the_limits(language: str) -> None:
    post = views.listed(speak(language), Page((Listed(BAD, BAD),) * 10, 0, 60))
    assert "<!" not in marked_up(post.blocks)
    assert "50" in accepted(post.blocks[-2:])


@pytest.mark.parametrize("near", ["nps", None])
def test_it_repeats_an_unknown_name_harmlessly(near: str | None) -> None:
    post = views.unknown(EN, Unknown(HOSTILE * 10, near))
    assert "<!" not in marked_up(post.blocks)
    assert ("`/okr kpi nps`" in post.text) is (near is not None)


def test_it_tells_n_under_every_week_and_none_as_none() -> None:
    said = shown(NPS, Estimate(41.26, 40), Estimate(None, 0), Estimate(100, 3))
    assert "Jul 20 – 26: 41.3\u00a0points (n = 40)" in said.replace("\\xa0", "\u00a0")
    assert "Jul 27 – Aug 2: no data yet" in said
    assert "(n = 3, too few)" in said


def test_it_gives_counts_no_n_and_no_minimum() -> None:
    volume = replace(NPS, formula=Formula.TICKET_VOLUME, unit="", survey="", source="tickets")
    said = shown(volume, Estimate(12345, 12345))
    assert "12,345" in said
    assert "n = 12,345" not in said
    assert "Shown from" not in said
    assert "Source: tickets" in said


def test_it_rounds_the_interval_as_it_rounds_the_value() -> None:
    assert "51 to 71.6" in shown(NPS)


def test_it_hides_the_interval_of_too_few_answers() -> None:
    assert "interval" not in shown(replace(NPS, min_n=200))


def test_it_flags_a_scale_where_high_means_effort() -> None:
    assert "A high score means more effort" in shown(replace(NPS, inverted=True))


@pytest.mark.parametrize(("stat", "words"), [(Stat.MEAN, "n = 134"), (Stat.MEDIAN, "median"), (Stat.P90, "90th")])
def test_it_says_which_statistic_of_times_it_is(stat: Stat, words: str) -> None:
    assert f"({words}" in shown(replace(NPS, formula=Formula.RESOLUTION_TIME, unit="h", survey="", stat=stat))


def test_it_names_the_prospects_of_a_conversion() -> None:
    visits = replace(NPS, formula=Formula.CONVERSION, unit="%", survey="", counted="visits")
    assert "n = 134, visits" in shown(visits)


def test_it_says_that_rows_cannot_be_read() -> None:
    broken = replace(NPS, estimate=Estimate(None, 0), failure=UserError("kpis.too_many_periods", most=1))
    assert "cannot be read right now" in shown(broken)


def test_it_begins_a_series_with_the_first_number() -> None:
    points = [week(0, Estimate(None, 0)), week(1, Estimate(5, 1)), week(2, Estimate(None, 0))]
    assert since_known(points) == tuple(points[1:])
    assert since_known(points[:1]) == ()
