"""Digests with charts that Slack draws itself, and what becomes of them where Slack has none."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import app
from bot.delivery.attempt import WITHOUT_CHARTS
from bot.localslack.conversations import Message
from bot.settings import SlackCharts
from storage.kinds import DeliveryKind, DeliveryState
from tests.scenarios.conftest import STUDIO, Company

CHART, IMAGE = "data_visualization", "image"
SAVED = {"Value": "48", "Confidence (0-10)": "7"}


def showing(company: Company, charts: SlackCharts) -> Company:
    """The same company with a bot that has the setting."""
    changed = company.bot.context.settings.model_copy(update={"okrbot_slack_charts": charts})
    bot = app.build(changed, company.clock, studio=STUDIO)
    return replace(company, bot=bot)


def pictured(message: Message) -> list[str]:
    return [block["type"] for block in message.blocks if block["type"] in (CHART, IMAGE)]


def refused(company: Company) -> int:
    return sum(call.response.get("error") == "invalid_blocks" for call in company.slack.ledger)


@pytest.mark.parametrize(
    ("charts", "shown"),
    [(SlackCharts.OFF, [IMAGE]), (SlackCharts.BESIDE, [IMAGE, CHART]), (SlackCharts.INSTEAD, [CHART])],
)
def test_it_shows_charts_as_it_is_set(company: Company, charts: SlackCharts, shown: list[str]) -> None:
    changed = showing(company, charts)
    changed.at(10)
    changed.answer(changed.anna, SAVED)
    changed.at(16)
    assert pictured(changed.posts[0]) == shown
    changed.answer(changed.boris, SAVED)
    (digest,) = changed.posts
    assert "2 of 2 answered" in digest.text
    assert pictured(digest) == shown


@pytest.mark.parametrize("charts", [SlackCharts.BESIDE, SlackCharts.INSTEAD])
def test_it_falls_back_to_pictures_where_slack_refuses_charts(company: Company, charts: SlackCharts) -> None:
    company.slack.has_charts = False
    changed = showing(company, charts)
    changed.at(10)
    changed.answer(changed.anna, SAVED)
    changed.at(16)
    assert [pictured(digest) for digest in changed.posts] == [[IMAGE]]
    (sent,) = [one for one in changed.deliveries if one.kind is DeliveryKind.DIGEST]
    assert (sent.state, sent.error) == (DeliveryState.SENT, "")

    changed.answer(changed.boris, SAVED)
    assert pictured(changed.posts[0]) == [IMAGE]
    assert refused(changed) == 1

    company.slack.has_charts = True
    changed.to(changed.clock.now() + WITHOUT_CHARTS + timedelta(minutes=1))
    changed.answer(changed.anna, {**SAVED, "Value": "49"}, "Edit")
    assert CHART in pictured(changed.posts[0])
