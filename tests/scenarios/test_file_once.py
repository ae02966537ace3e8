"""A file and every click below its answer have one effect: sent three times, after a crash, or by somebody else."""

import json
from typing import Any

import pytest

from bot.imports import drop
from bot.imports.views import CHANGE, IMPORT, KIND, LEAVE
from bot.localslack.conversations import Message
from bot.localslack.errors import Json
from bot.people.flow import caller
from storage.facts import DroppedFile, SurveyAnswer
from storage.kinds import DeliveryKind, DroppedState
from storage.people import person_by_slack_id, team_by_name
from tests.scenarios.conftest import Company, dispatch
from tests.scenarios.faults import UPDATE, dropped, later, meet, refused
from tests.scenarios.files import answer, buttons, now, nps_file, press, send, stored, text_of, wait
from tests.scenarios.test_crafted import heard
from tests.scenarios.test_crafted import press as pressed
from tests.scenarios.test_thrice import thrice

WORDS = "survey: relationship"


@pytest.fixture
def message(company: Company) -> Message:
    """The bot's answer to Anna's file."""
    return send(company, "november.csv", nps_file(), WORDS)


def dropped_id(message: Message) -> str:
    value: str = message.blocks[-1]["elements"][0]["value"]
    return value


def test_it_answers_once_what_is_sent_three_times(company: Company) -> None:
    thrice(company)
    send(company, "november.csv", nps_file(), WORDS)
    later(company, minutes=4)
    assert len(company.anna.dm) == 2
    assert stored(company, DroppedFile) == 1


def test_it_imports_once_what_is_clicked_three_times(company: Company, message: Message) -> None:
    thrice(company)
    done = press(company, message, "Import", "is imported")
    assert "New: 50" in text_of(done)
    assert sum(row.kind is DeliveryKind.FILE_IMPORTED for row in company.deliveries) == 1
    assert stored(company, SurveyAnswer) == 50


def test_it_says_that_it_was_decided_where_an_old_button_is_pressed(company: Company, message: Message) -> None:
    press(company, message, "Leave it", "is left as it is")
    for action in (IMPORT, LEAVE, CHANGE, f"{KIND}orders"):
        body = pressed(company, "U0ANNA", action, dropped_id(message))
        assert "decided already" in heard(company, company.anna, body)
    assert stored(company, SurveyAnswer) == 0


def test_it_reads_a_file_after_a_crash_kept_it_from_that(company: Company) -> None:
    """The listener has stored and acked; nothing that comes after it is done."""
    company.slack.bot_events -= {"message.im"}
    sent = company.anna.upload("november.csv", nps_file(), WORDS)
    event: Json = {"channel": sent.channel, "ts": sent.ts, "text": WORDS, "files": [{"id": sent.files[0]}]}
    with company.bot.context.database.write() as session:
        anna = caller(session, company.slack.team_id, "U0ANNA")
        assert anna is not None
        drop.receive(session, anna, event, company.clock())
    later(company, minutes=4)
    assert all("november" not in one.text for one in company.anna.dm)
    later(company, minutes=2)
    assert any("Nothing is stored yet" in text_of(one) for one in company.anna.dm if one.blocks)


def test_it_imports_a_file_after_a_crash_kept_it_from_that(company: Company, message: Message) -> None:
    with company.bot.context.database.write() as session:
        anna = caller(session, company.slack.team_id, "U0ANNA")
        assert anna is not None
        drop.begin(session, drop.own(session, anna, int(dropped_id(message))), company.clock())
    later(company, minutes=6)
    assert "New: 50" in text_of(now(company, message))
    assert stored(company, SurveyAnswer) == 50


def test_it_says_what_became_of_a_file_though_slack_fails_first(company: Company, message: Message) -> None:
    faulty = meet(company, UPDATE, dropped, times=2)
    company.anna.click(message, "Import")
    wait(company, lambda: stored(company, SurveyAnswer) == 50 and len(faulty.met) == 2)
    later(company, minutes=2)
    assert "is imported" in text_of(now(company, message))


def test_it_says_so_where_slack_gives_the_file_no_more(company: Company, message: Message) -> None:
    meet(company, "files.info", refused("file_not_found"))
    gone = press(company, message, "Import", "no longer has this file")
    assert (buttons(gone), stored(company, SurveyAnswer)) == ([], 0)


def test_it_says_that_the_file_could_not_be_fetched(company: Company) -> None:
    meet(company, "files.info", refused("internal_error", 500))
    assert "could not be fetched" in text_of(send(company, "november.csv", nps_file(), WORDS))


@pytest.mark.parametrize("action", [IMPORT, LEAVE, CHANGE, f"{KIND}orders"])
def test_it_keeps_a_file_to_whoever_sent_it(company: Company, message: Message, action: str) -> None:
    for value in (dropped_id(message), "x", "-1", str(2**64)):
        body = pressed(company, "U0BORIS", action, value)
        assert "sent by somebody else" in heard(company, company.boris, body)
    assert state(company) is DroppedState.ASKED


def test_it_knows_no_other_kinds_than_there_are(company: Company, message: Message) -> None:
    body = pressed(company, "U0ANNA", f"{KIND}nonsense", dropped_id(message))
    assert "decided already" in heard(company, company.anna, body)
    assert state(company) is DroppedState.ASKED


def test_it_takes_no_form_from_somebody_else(company: Company, message: Message) -> None:
    company.open_form(company.anna, "Change", message)
    view = {**(company.anna.modal or {}), "state": {"values": {}}}
    body: dict[str, Any] = {"type": "view_submission", "team": {"id": company.slack.team_id}, "view": view}
    told = json.loads(dispatch(company, {**body, "user": {"id": "U0BORIS"}, "trigger_id": "1.0"}).body)
    assert "sent by somebody else" in str(told["view"])


def test_it_imports_nothing_for_whoever_leads_no_more(company: Company, message: Message) -> None:
    with company.bot.context.database.write() as session:
        team = team_by_name(session, 1, "Support")
        boris = person_by_slack_id(session, 1, "U0BORIS")
        assert team is not None
        assert boris is not None
        team.lead_id = boris.id
        session.add(team)
    company.anna.click(message, "Import")
    company.slack.wait(lambda: company.anna.dm[-1].ephemeral_to)
    assert "team leads and admins" in company.anna.dm[-1].text
    assert stored(company, SurveyAnswer) == 0


def test_it_tries_an_import_again_that_a_doubt_has_stopped(company: Company, message: Message) -> None:
    press(company, message, "Import", "is imported")
    other = send(company, "b.csv", nps_file([1, 5]), "survey: relationship scale 1-5")
    asked = press(company, other, "Import", "is stored with the scale")
    ready = answer(company, asked, {"Name of the survey": "another"}, "Nothing is stored yet")
    press(company, ready, "Import", "is imported")
    assert stored(company, SurveyAnswer) == 52


def state(company: Company) -> DroppedState:
    with company.bot.context.database.read() as session:
        row = session.get_one(DroppedFile, 1)
    return row.state
