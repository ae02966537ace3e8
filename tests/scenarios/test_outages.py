"""The bot is down, or the clock jumps, over an hour that counts: what people see in Slack."""

from datetime import date, timedelta

import pytest

from storage.away import add_away
from storage.kinds import DeliveryKind, DeliveryState
from tests.scenarios.conftest import Company
from tests.scenarios.faults import POST, later, meet, refused

SAVED = {"Value": "48", "Confidence (0-10)": "7"}
ALL = {"Value": "4", "Confidence (0-10)": "5"}


def prompts(company: Company) -> list[DeliveryState]:
    return [row.state for row in company.deliveries if row.kind is DeliveryKind.PROMPT]


@pytest.mark.parametrize("hours", [0.5, 3, 5.9, 12, 30])
def test_it_asks_late_or_tells_of_it_after_an_outage(company: Company, hours: float) -> None:
    company.at(9, 59)
    company.to(company.clock() + timedelta(hours=hours))
    company.to(company.clock() + timedelta(minutes=1))
    if hours < 6:
        assert [len(company.anna.dm), len(company.boris.dm)] == [1, 1]
        assert company.posts == []
    else:
        assert [len(company.anna.dm), len(company.boris.dm)] == [0, 0]
        assert "0 of 2 answered" in company.posts[0].text
    assert len(company.posts) <= 1


@pytest.mark.parametrize("hours", [1, 12, 30])
def test_it_posts_the_digest_late_and_once_after_an_outage(company: Company, hours: float) -> None:
    company.at(10)
    company.answer(company.anna, SAVED)
    company.at(15, 59)
    company.to(company.clock() + timedelta(hours=hours))
    company.to(company.clock() + timedelta(minutes=1))
    (digest,) = company.posts
    assert "1 of 2 answered" in digest.text


def test_it_takes_an_answer_after_an_outage_over_the_deadline_as_late(company: Company) -> None:
    company.at(10)
    company.to(company.clock() + timedelta(hours=30))
    company.answer(company.anna, SAVED)
    assert [row.state for row in company.checkins] == ["late"]
    assert "1 of 2 answered" in company.posts[0].text


@pytest.mark.parametrize("first", [(11, 0), (9, 0)])
def test_it_sends_everything_once_where_the_clock_jumps_by_an_hour(company: Company, first: tuple[int, int]) -> None:
    """Forwards and back, or back and forwards, over the opening and over the deadline."""
    for hour, minute in ((9, 55), first, (10, 0), (11, 0), (10, 0), (15, 30), (16, 30), (15, 30), (16, 0)):
        company.at(hour, minute)
    assert prompts(company) == [DeliveryState.SENT, DeliveryState.SENT]
    assert len(company.posts) == 1


def test_it_counts_an_answer_as_it_came_whatever_the_clock_did_before(company: Company) -> None:
    company.at(10)
    company.at(9)
    company.answer(company.anna, SAVED)
    company.answer(company.boris, ALL)
    company.at(10, 1)
    assert [row.state for row in company.checkins] == ["on_time", "on_time"]
    assert "2 of 2 answered" in company.posts[0].text


def test_it_does_not_ask_who_says_to_be_away_before_the_prompt_goes_out(company: Company) -> None:
    """Slack has taken nothing when the person says so."""
    meet(company, POST, refused("ratelimited", 429, **{"Retry-After": "30"}), times=2)
    company.at(10)
    anna = company.person("U0ANNA")
    with company.bot.context.database.write() as session:
        add_away(session, anna, date(2026, 11, 27), date(2026, 11, 27), company.clock())
    later(company, seconds=31)
    later(company, seconds=60)
    assert [len(company.anna.dm), len(company.boris.dm)] == [0, 1]
