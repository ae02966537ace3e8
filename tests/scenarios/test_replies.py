"""A person answers in words: in the direct message, in a thread, in English and in Russian."""

from typing import Any

import pytest

from bot.errors import UserError
from bot.localslack.conversations import Message
from bot.localslack.driver import Driver
from bot.people.flow import calling
from bot.replies.flow import undo
from storage.kinds import DeliveryKind
from tests.scenarios.conftest import PLAN, Company, dispatch, words

BOTH = PLAN.replace("owner: U0BORIS, start", "owner: U0ANNA, start")


@pytest.fixture
def asked(company: Company) -> Company:
    company.at(10)
    return company


def answer_to(company: Company, person: Driver, said: str, thread_ts: str | None = None) -> Message:
    """What the bot says back to a message."""
    before = _told(company)
    person.say(said, thread_ts=thread_ts)
    return _next(company, person, before)


def after(company: Company, person: Driver, message: Message, edited: str) -> Message:
    """What the bot's answer looks like once a message was edited."""
    before = _told(company)
    person.edit(message, edited)
    return _next(company, person, before)


def _told(company: Company) -> int:
    return sum(row.kind in (DeliveryKind.REPLY, DeliveryKind.REPLY_UPDATE) for row in company.deliveries)


def _next(company: Company, person: Driver, before: int) -> Message:
    company.slack.wait(lambda: _told(company) > before)
    company.settle()
    key = [row for row in company.deliveries if row.kind is DeliveryKind.REPLY][-1]
    return next(message for message in person.dm if message.ts == key.ts)


def standing(company: Company) -> list[tuple[str, float, int | None, str, str]]:
    return [
        (row.key_result, row.value, row.confidence, row.note, row.source)
        for row in company.checkins
        if not row.superseded
    ]


def test_it_understands_a_line_and_says_it_back(asked: Company) -> None:
    said = answer_to(asked, asked.anna, "1.1 48 conf 7 waiting for the vendor, thanks to <@U0BORIS>")
    assert standing(asked) == [("1.1", 48, 7, "waiting for the vendor", "reply")]
    for part in ("NPS from 40 to 60", "48\u00a0points", "confidence 7", "waiting for the vendor", "Boris"):
        assert part in words(said)
    assert [element["text"]["text"] for element in said.blocks[-1]["elements"]] == ["Undo", "Edit"]
    assert "confidence 7" in words(asked.anna.dm[0])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_reads_several_lines_a_thread_and_no_change(company: Company, language: str) -> None:
    company.plan(BOTH.replace("LANGUAGE", language))
    company.at(10)
    said = {
        "en": "1.1 48,5 conf 7\n1.2 3.5 h conf 8, blocked by legal",
        "ru": "1.1 48,5 уверенность 7\n1.2 3.5 ч ув 8, мешает: юристы",
    }[language]
    prompt = company.anna.dm[0]
    back = answer_to(company, company.anna, said, thread_ts=prompt.ts)
    assert back.thread_ts == prompt.ts
    assert [row[:3] for row in standing(company)] == [("1.1", 48.5, 7), ("1.2", 3.5, 8)]
    blocker = {"en": "legal", "ru": "юристы"}[language]
    assert blocker in words(back)
    company.at(10, day=30)
    again = answer_to(company, company.anna, {"en": "no change", "ru": "без изменений"}[language])
    assert again.thread_ts is None
    assert ("3.5" if language == "en" else "3,5") in words(again)
    assert [row.blocker for row in company.checkins if row.key_result == "1.2"] == [blocker, blocker]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_stores_nothing_of_what_it_cannot_read_and_shows_how(company: Company, language: str) -> None:
    company.at(10)
    said = answer_to(company, company.anna, {"en": "about 48 I think", "ru": "где-то 48"}[language])
    assert company.checkins == []
    assert {"en": "Nothing was recorded", "ru": "Ничего не записано"}[language] in said.text
    example = {"en": "1.1 40 conf 7", "ru": "1.1 40 уверенность 7"}[language]
    assert example in words(said)
    answer_to(company, company.anna, example)
    assert [row[:3] for row in standing(company)] == [("1.1", 40, 7)]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_takes_an_answer_back_once(company: Company, language: str) -> None:
    company.at(10)
    back = answer_to(company, company.anna, "48 7")
    undo = {"en": "Undo", "ru": "Отменить"}[language]
    for _ in range(2):
        company.anna.click(back, undo)
    company.settle()
    assert standing(company) == []
    taken = next(message for message in company.anna.dm if message.ts == back.ts)
    assert {"en": "Taken back", "ru": "Отменено"}[language] in taken.text
    assert not any(block["type"] == "actions" for block in taken.blocks)
    assert any(block["type"] == "actions" for block in company.anna.dm[0].blocks)
    assert sum(row.kind is DeliveryKind.REPLY_UPDATE for row in company.deliveries) == 1


def test_it_reads_an_edited_message_again(asked: Company) -> None:
    asked.anna.say("1.1 48 conf 7 panel is live")
    asked.slack.wait(lambda: _told(asked) == 1)
    asked.settle()
    mine = next(message for message in asked.anna.dm if message.user == "U0ANNA")
    back = after(asked, asked.anna, mine, "1.1 52 conf 6")
    assert standing(asked) == [("1.1", 52, 6, "", "reply")]
    assert "52\u00a0points" in words(back)
    assert "panel" not in words(back)
    unread = after(asked, asked.anna, mine, "1.1 fifty conf 6")
    assert "the earlier answer stands" in unread.text
    assert standing(asked) == [("1.1", 52, 6, "", "reply")]
    asked.anna.click(unread, "Undo")
    asked.settle()
    assert standing(asked) == []
    after(asked, asked.anna, mine, "1.1 53 conf 6")
    assert [row[1] for row in standing(asked)] == [53]
    assert len(asked.anna.dm) == 3


def test_it_counts_an_answer_after_the_deadline_as_late(asked: Company) -> None:
    asked.at(17)
    back = answer_to(asked, asked.anna, "48 7")
    assert [(row.state, row.round) for row in asked.checkins] == [("late", "Support 2026-11-27")]
    assert "marked as late" in back.text


def test_it_changes_the_answer_to_a_round_that_is_not_due_yet(asked: Company) -> None:
    answer_to(asked, asked.anna, "48 conf 7")
    answer_to(asked, asked.anna, "50 conf 8")
    assert standing(asked) == [("1.1", 50, 8, "", "reply")]
    assert asked.checkins[-1].round == asked.checkins[0].round is not None


def test_it_takes_what_somebody_says_unasked(company: Company) -> None:
    company.at(10, day=25)
    back = answer_to(company, company.anna, "50 conf 6")
    assert [(row.value, row.round) for row in company.checkins] == [(50, None)]
    assert [element["text"]["text"] for element in back.blocks[-1]["elements"]] == ["Undo"]
    company.anna.click(back, "Undo")
    company.settle()
    assert standing(company) == []


def test_it_is_polite_to_those_who_own_nothing(asked: Company) -> None:
    for person in (asked.slack.person("U0VERA"), asked.slack.person("U0MAX")):
        said = answer_to(asked, person, "48 conf 7")
        assert "You own no key results that are open" in said.text
    assert asked.checkins == []


def test_it_names_people_and_shows_their_words_as_they_are(asked: Company) -> None:
    back = answer_to(asked, asked.anna, "48 conf 7 <@U0BORIS> says <!channel> & <b>")
    assert [row[3] for row in standing(asked)] == ["@Boris says <!channel> & <b>"]
    assert "&lt;!channel&gt; &amp; &lt;b&gt;" in words(back)


def test_it_says_what_still_waits(company: Company) -> None:
    company.plan(BOTH.replace("LANGUAGE", "en"))
    company.at(10)
    back = answer_to(company, company.anna, "1.1 48 conf 7")
    assert "Still waiting for an answer: 1.2" in words(back)
    assert "Which key result is it?" in answer_to(company, company.anna, "48 conf 7").text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_acks_only_what_is_stored(asked: Company) -> None:
    """Where it could not be stored, Slack sends it again."""
    said = message(asked, "48 conf 7")
    rename(asked, "reply", "reply_away")
    assert dispatch(asked, said).status == 500
    rename(asked, "reply_away", "reply")
    assert [dispatch(asked, said).status for _ in range(2)] == [200, 200]
    assert standing(asked) == [("1.1", 48, 7, "", "reply")]


def test_it_ignores_edits_of_anything_but_the_words(asked: Company) -> None:
    said = message(asked, "48 conf 7")
    dispatch(asked, said)
    event = said["event"]
    unfurled = {
        **event,
        "subtype": "message_changed",
        "message": {**event, "attachments": []},
        "previous_message": event,
    }
    stone = {**unfurled, "message": {**event, "subtype": "tombstone", "text": "This message was deleted."}}
    older = {**unfurled, "message": {**event, "text": "50 conf 7", "edited": {"ts": "1764227000.000100"}}}
    newer = {**unfurled, "message": {**event, "text": "52 conf 7", "edited": {"ts": "1764227000.000200"}}}
    for number, changed in enumerate((unfurled, stone, newer, older)):
        assert dispatch(asked, {**said, "event_id": f"Ev{number}", "event": changed}).status == 200
    assert [row[1] for row in standing(asked)] == [52]


def test_it_lets_nobody_undo_what_somebody_else_has_said(asked: Company) -> None:
    back = answer_to(asked, asked.anna, "48 conf 7")
    with asked.bot.context.database.write() as session, pytest.raises(UserError, match=r"reply.not_yours"):
        undo(session, calling(session, {"team_id": asked.slack.team_id, "user_id": "U0BORIS"}), 1, asked.clock())
    assert standing(asked) == [("1.1", 48, 7, "", "reply")]
    assert "Recorded" in back.text


def message(company: Company, text: str) -> dict[str, Any]:
    """The event of a message of Anna's."""
    event = {"type": "message", "channel_type": "im", "channel": company.anna.dm[0].channel, "user": "U0ANNA"}
    event |= {"text": text, "ts": "1764226000.000100"}
    return {"type": "event_callback", "team_id": company.slack.team_id, "event_id": "Ev0", "event": event}


def rename(company: Company, table: str, name: str) -> None:
    with company.bot.context.database.write() as session:
        session.connection().exec_driver_sql(f"ALTER TABLE {table} RENAME TO {name}")
