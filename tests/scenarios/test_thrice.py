"""Whatever Slack sends may come again: one effect each."""

import json

import pytest
from slack_bolt import BoltRequest, BoltResponse

from storage.kinds import DeliveryKind
from tests.scenarios.conftest import Company

SAVED = {"Value": "48", "Confidence (0-10)": "7"}


@pytest.fixture
def asked(company: Company) -> Company:
    company.at(10)
    return company


def thrice(company: Company) -> None:
    """From now on everything that reaches the app comes three times; the first answer counts."""
    app = company.bot.app
    straight = type(app).dispatch

    def dispatch_thrice(req: BoltRequest) -> BoltResponse:
        copies = [BoltRequest(body=json.loads(json.dumps(req.body)), mode="socket_mode") for _ in range(3)]
        answers = [straight(app, copy) for copy in copies]
        return answers[0]

    app.dispatch = dispatch_thrice  # type: ignore[method-assign]


def test_it_saves_once_what_is_sent_three_times(asked: Company) -> None:
    thrice(asked)
    asked.answer(asked.anna, {**SAVED, "Note": "panel is live"})
    assert [(row.value, row.superseded) for row in asked.checkins] == [(48, False)]
    assert [row.kind for row in asked.deliveries if row.kind is DeliveryKind.RECEIPT] == [DeliveryKind.RECEIPT]


def test_it_keeps_no_change_once_where_it_is_sent_three_times(asked: Company) -> None:
    asked.answer(asked.anna, SAVED)
    asked.to(asked.clock().replace(month=12, day=4, hour=7, minute=0))
    thrice(asked)
    asked.anna.click(asked.anna.dm[-1], "No change")
    asked.settle()
    assert [row.source for row in asked.checkins] == ["modal", "no_change"]


def test_it_answers_words_once_where_they_are_sent_three_times(asked: Company) -> None:
    thrice(asked)
    asked.anna.say("48 I think")
    asked.slack.wait(lambda: any(row.kind is DeliveryKind.NOTICE for row in asked.deliveries))
    asked.settle()
    assert len(asked.anna.dm) == 3
    assert sum(row.kind is DeliveryKind.NOTICE for row in asked.deliveries) == 1


def test_it_keeps_one_draft_of_a_form_closed_three_times(asked: Company) -> None:
    asked.open_form(asked.anna)
    asked.anna.fill({"Note": "half a thought"})
    thrice(asked)
    asked.anna.close()
    asked.open_form(asked.anna)
    assert "half a thought" in str(asked.anna.modal)
    assert asked.checkins == []
