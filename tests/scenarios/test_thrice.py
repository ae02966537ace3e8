"""Whatever Slack sends may come again: one effect each."""

import json
from datetime import timedelta

import pytest
from slack_bolt import BoltRequest, BoltResponse
from sqlmodel import select

from bot import answering
from bot.actions import CHECK_IN, NO_CHANGE, SHOW
from storage.kinds import DeliveryKind
from storage.models import Handled
from tests.scenarios.asking import answers, ask
from tests.scenarios.conftest import Company

MANY = """
objectives:
  - title: Customers recommend us
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
    key_results:
""" + "\n".join(f"      - {{title: Number {n}., owner: U0ANNA, start: 0, target: 99}}" for n in range(2, 8))
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
    asked.at(16)
    asked.to(asked.clock().replace(month=12, day=4, hour=7, minute=0))
    thrice(asked)
    asked.anna.click(asked.asking(asked.anna), "No change")
    asked.settle()
    assert [row.source for row in asked.checkins] == ["modal", "no_change"]


def test_it_reads_words_once_where_they_are_sent_three_times(asked: Company) -> None:
    thrice(asked)
    asked.anna.say("48 conf 7")
    asked.slack.wait(lambda: any(row.kind is DeliveryKind.REPLY for row in asked.deliveries))
    asked.settle()
    assert [(row.value, row.source) for row in asked.checkins] == [(48, "reply")]
    assert sum(row.kind is DeliveryKind.REPLY for row in asked.deliveries) == 1


def test_it_keeps_one_draft_of_a_form_closed_three_times(asked: Company) -> None:
    asked.open_form(asked.anna)
    asked.anna.fill({"Note": "half a thought"})
    thrice(asked)
    asked.anna.close()
    asked.open_form(asked.anna)
    assert "half a thought" in str(asked.anna.modal)
    assert asked.checkins == []


@pytest.mark.parametrize("typed", ["", "show 1.1", "kpi", "help", "nonsense", "doctor"])
def test_it_answers_a_command_once_that_is_sent_three_times(asked: Company, typed: str) -> None:
    thrice(asked)
    asked.anna.slash("/okr", typed)
    assert all_answers(asked, 1) == 1


def test_it_looks_up_once_what_is_clicked_three_times(asked: Company) -> None:
    found = ask(asked.slack, asked.anna)
    thrice(asked)
    asked.anna.click(found, SHOW)
    assert all_answers(asked, 2) == 2


@pytest.mark.parametrize("button", [CHECK_IN, NO_CHANGE])
def test_it_opens_one_form_and_says_nothing_where_a_button_is_pressed_three_times(asked: Company, button: str) -> None:
    thrice(asked)
    asked.open_form(asked.anna, button)
    assert all_answers(asked, 0) == 0
    assert sum(call.method == "views.open" and bool(call.response["ok"]) for call in asked.slack.ledger) == 1


def test_it_goes_on_by_one_page_where_one_is_sent_three_times(company: Company) -> None:
    company.plan(MANY)
    company.at(10)
    company.open_form(company.anna)
    thrice(company)
    for page in ((1, 6), (7, 7)):
        for number in range(page[0], page[1] + 1):
            company.anna.fill(SAVED, section="NPS" if number == 1 else f"Number {number}.")
        company.anna.submit()
    company.settle()
    assert sorted(row.value for row in company.checkins) == [48] * 7
    assert sum(row.kind is DeliveryKind.RECEIPT for row in company.deliveries) == 1


def test_it_learns_a_profile_that_is_told_three_times(asked: Company) -> None:
    thrice(asked)
    asked.slack.change_person("U0ANNA", tz="Asia/Tokyo")
    asked.slack.wait(lambda: asked.person("U0ANNA").timezone == "Asia/Tokyo")
    assert asked.checkins == []


def test_it_finds_what_is_done_again_without_a_memory_of_payloads(
    asked: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: every key is new."""
    monkeypatch.setattr(answering, "first_time", lambda *_: True)
    thrice(asked)
    asked.anna.slash("/okr")
    assert all_answers(asked, 3) == 3


def all_answers(company: Company, least: int) -> int:
    """How many ephemeral answers Anna has seen once nothing more is said; waits for the first few."""
    company.slack.wait(lambda: len(answers(company.slack, company.anna)) >= least)
    company.bot.talkers.shutdown(wait=True)
    return len(answers(company.slack, company.anna))


def test_it_forgets_after_two_months_what_it_has_handled(asked: Company) -> None:
    asked.answer(asked.anna, SAVED)

    def remembered() -> int:
        with asked.bot.context.database.read() as session:
            return len(session.exec(select(Handled.id)).all())

    asked.clock.move_to(asked.clock() + timedelta(days=59))
    asked.bot.tidy()
    assert remembered() > 0
    asked.clock.move_to(asked.clock() + timedelta(days=2))
    asked.bot.tidy()
    assert remembered() == 0
