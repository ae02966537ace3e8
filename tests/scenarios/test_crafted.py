"""Payloads that no Slack client sends: a sentence or a plain ack, and no effect."""

import json
from typing import Any

import pytest

from bot.actions import CHECK_IN, EDIT, NO_CHANGE
from bot.checkins.questions import FORM
from bot.localslack.driver import Driver
from storage.kinds import DeliveryKind
from tests.scenarios.conftest import Company, dispatch

Json = dict[str, Any]
SAVED = {"Value": "48", "Confidence (0-10)": "7"}
TWO_TO_64 = str(2**64)


@pytest.fixture
def asked(company: Company) -> Company:
    company.at(10)
    return company


def press(company: Company, person: str, action: str, value: str, team: str | None = None) -> Json:
    """A press of a prompt's button, as Slack would tell of it."""
    place = company.slack.dm_of(person)
    replies = company.slack.replies.issue(place.id, person, None)
    return {
        "type": "block_actions",
        "team": {"id": team or company.slack.team_id},
        "user": {"id": person},
        "trigger_id": company.slack.triggers.issue(person),
        "response_url": f"{company.slack.base_url}response/{replies}",
        "channel": {"id": place.id},
        "container": {"type": "message", "message_ts": "1.0", "channel_id": place.id},
        "actions": [{"type": "button", "action_id": action, "block_id": "b", "value": value, "action_ts": "1.0"}],
    }


def submission(company: Company, person: str, metadata: str, values: Json | None = None, **fields: Any) -> Json:
    view: Json = {"id": "V0CRAFTED", "hash": "1.0", "type": "modal", "callback_id": FORM, "private_metadata": metadata}
    view |= {"team_id": company.slack.team_id, "state": {"values": values or {}}}
    return {
        "type": "view_submission",
        "team": {"id": company.slack.team_id},
        "user": {"id": person},
        "trigger_id": "1.0",
        "view": view,
        **fields,
    }


def number(key: int | str, value: str, confidence: str = "7") -> Json:
    """What the fields of a key result hold."""
    option = {"text": {"type": "plain_text", "text": confidence}, "value": confidence}
    return {
        f"value:{key}": {"value": {"type": "number_input", "value": value}},
        f"confidence:{key}": {"confidence": {"type": "static_select", "selected_option": option}},
    }


def heard(company: Company, person: Driver, body: Json) -> str:
    """The ephemeral sentence a press is answered with."""
    before = len(company.slack.conversations[company.slack.dm_of(person.id).id].messages)
    assert dispatch(company, body).status == 200
    company.slack.wait(lambda: len(person.dm) > before)
    return person.dm[-1].text


def opened(company: Company) -> str:
    """The metadata of Anna's form, which is open now."""
    company.open_form(company.anna)
    return str((company.anna.modal or {})["private_metadata"])


def prompt_id(company: Company, person: str) -> str:
    found = next(row for row in company.deliveries if row.kind is DeliveryKind.PROMPT and row.target == person)
    return str(found.id)


@pytest.mark.parametrize("action", [CHECK_IN, NO_CHANGE, EDIT])
def test_it_keeps_a_prompt_to_its_owner(asked: Company, action: str) -> None:
    body = press(asked, "U0BORIS", action, prompt_id(asked, "U0ANNA"))
    assert "belongs to somebody else" in heard(asked, asked.boris, body)
    assert (asked.boris.modal, asked.checkins) == (None, [])


def test_it_keeps_a_form_to_its_owner(asked: Company) -> None:
    form = opened(asked)
    answer = json.loads(dispatch(asked, submission(asked, "U0BORIS", form, number(1, "48"))).body)
    assert "belongs to somebody else" in str(answer["view"])
    assert asked.checkins == []


@pytest.mark.parametrize("action", [CHECK_IN, NO_CHANGE, EDIT])
def test_it_answers_no_button_of_another_workspace(asked: Company, action: str) -> None:
    for team in ("T0OTHER", "", "' OR 1=1"):
        body = press(asked, "U0ANNA", action, prompt_id(asked, "U0ANNA")) | {"team": {"id": team}}
        assert "not connected to okrbot" in heard(asked, asked.anna, body), team
    assert (asked.anna.modal, asked.checkins) == (None, [])


def test_it_takes_no_form_of_another_workspace(asked: Company) -> None:
    form = opened(asked)
    for team in ("T0OTHER", ""):
        body = submission(asked, "U0ANNA", form, number(1, "48"), team={"id": team})
        assert "not connected to okrbot" in dispatch(asked, body).body, team
    assert asked.checkins == []


@pytest.mark.parametrize("action", [CHECK_IN, NO_CHANGE, EDIT])
def test_it_answers_a_button_with_any_value_by_a_sentence(
    asked: Company, action: str, caplog: pytest.LogCaptureFixture
) -> None:
    for value in ("", "x", "-1", "1.5", TWO_TO_64, "１", "9" * 2000):
        said = heard(asked, asked.boris, press(asked, "U0BORIS", action, value))
        assert "belongs to somebody else" in said, value
    assert (asked.checkins, caplog.text) == ([], "")


@pytest.mark.parametrize(("kind", "said"), [("view_submission", "belongs to somebody else"), ("view_closed", "")])
def test_it_answers_a_form_with_any_metadata_by_a_sentence(asked: Company, kind: str, said: str) -> None:
    for metadata in ("", "x", "-1", "1.5", TWO_TO_64, "9" * 3000, '{"id": 1}'):
        answer = dispatch(asked, submission(asked, "U0BORIS", metadata, number(1, "48"), type=kind))
        assert answer.status == 200
        assert said in answer.body, metadata
    assert asked.checkins == []


STEPS = """
objectives:
  - title: Academy
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
    key_results: [{title: Steps, owner: U0ANNA, milestones: [one, two]}]
"""


def step(key: int, *numbers: str) -> Json:
    options = [{"text": {"type": "plain_text", "text": "x"}, "value": one} for one in numbers]
    return {f"done:{key}": {"done": {"type": "checkboxes", "selected_options": options}}}


def test_it_counts_no_step_that_there_is_not(company: Company) -> None:
    company.plan(STEPS)
    company.at(10)
    form = opened(company)
    confidence = {name: state for name, state in number(3, "1").items() if name.startswith("confidence")}
    for steps in (("3",), ("1", "1", "1"), ("0",), ("-1",), ("x",), ("1.5",), (TWO_TO_64,)):
        body = submission(company, "U0ANNA", form, step(3, *steps) | confidence)
        body["view"]["id"] = f"V0{'-'.join(steps)}"
        assert dispatch(company, body).body == "", steps
    assert [row.value for row in company.checkins] == [0, 1, 0]


def test_it_stores_no_value_that_is_no_number(asked: Company) -> None:
    form = opened(asked)
    for value in ("NaN", "inf", "-inf", "1e999", "0x10", "9" * 400, "--1", "1;2"):
        answer = json.loads(dispatch(asked, submission(asked, "U0ANNA", form, number(1, value))).body)
        assert answer["errors"].keys() == {"value:1"}, value
    assert asked.checkins == []


def test_it_stores_no_confidence_off_its_scale(asked: Company) -> None:
    form = opened(asked)
    for confidence in ("11", "-1", "5.5", "x", TWO_TO_64):
        answer = json.loads(dispatch(asked, submission(asked, "U0ANNA", form, number(1, "48", confidence))).body)
        assert answer["errors"].keys() == {"confidence:1"}, confidence
    assert asked.checkins == []


PRIVATE = """
teams: [{name: Board, lead: U0BORIS, timezone: Europe/Moscow}]
objectives:
  - title: Merger
    team: Board
    owner: U0BORIS
    cycle: 2026-Q4
    visibility: team
    key_results: [{title: Terms agreed, owner: U0BORIS, start: 0, target: 1}]
"""


def test_it_takes_no_answer_to_a_key_result_that_was_not_asked_for(asked: Company) -> None:
    asked.plan(PRIVATE)
    form = opened(asked)
    for key in (3, 999, TWO_TO_64, "x", "-1", ""):
        answer = dispatch(asked, submission(asked, "U0ANNA", form, number(key, "48")))
        assert "Nothing is due here" in answer.body, key
        assert "Terms" not in answer.body
    assert asked.checkins == []


def test_it_saves_what_was_asked_for_beside_what_was_not(asked: Company) -> None:
    form = opened(asked)
    asked.plan(PRIVATE)
    values = number(1, "48") | number(3, "1") | number(TWO_TO_64, "1")
    assert dispatch(asked, submission(asked, "U0ANNA", form, values)).body == ""
    assert [(row.key_result, row.value) for row in asked.checkins] == [("1.1", 48)]


def test_it_answers_a_form_without_fields_by_a_sentence(asked: Company) -> None:
    form = opened(asked)
    states: list[Json | None] = [None, {}, {"values": {}}, {"values": {"value:1": {}}}]
    for state in states:
        body = submission(asked, "U0ANNA", form)
        body["view"]["state"] = state
        assert "Nothing is due here" in dispatch(asked, body).body, state
    assert asked.checkins == []


def test_it_keeps_no_endless_note(asked: Company) -> None:
    form = opened(asked)
    note = {"note:1": {"note": {"type": "plain_text_input", "value": "x" * 100_000}}}
    assert dispatch(asked, submission(asked, "U0ANNA", form, number(1, "48") | note)).status == 200
    assert [len(row.note) for row in asked.checkins] == [3000]


@pytest.mark.parametrize("user", ["U0NOBODY", "U0OKRBOT", "x" * 30])
def test_it_thanks_nobody_who_is_not_there(asked: Company, user: str) -> None:
    form = opened(asked)
    thanks = {"thanks:1": {"thanks": {"type": "users_select", "selected_user": user}}}
    assert dispatch(asked, submission(asked, "U0ANNA", form, number(1, "48") | thanks)).status == 200
    asked.settle()
    assert [row.value for row in asked.checkins] == [48]
