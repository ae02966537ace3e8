"""The thread under a digest: an agenda and the details, once each, and up to date."""

import pytest

from bot.localslack.conversations import Message
from storage.kinds import DeliveryKind, DeliveryState
from tests.scenarios.conftest import CHANNEL, Company, words
from tests.scenarios.faults import POST, after, delivery, later, meet, refused

SAVED = {"Value": "56", "Confidence (0-10)": "8"}
FAST = {"Value": "3", "Confidence (0-10)": "7"}


def thread(company: Company) -> list[Message]:
    (digest,) = company.posts
    return list(company.anna.thread(CHANNEL, digest.ts))


def cells(message: Message) -> list[list[str]]:
    (table,) = (block for block in message.blocks if block["type"] == "table")
    return [[cell["text"] for cell in row] for row in table["rows"]]


@pytest.mark.parametrize(
    ("language", "meeting", "details", "silent"),
    [
        ("en", "Support: agenda of the weekly meeting", "Key results in detail", "no check-in yet"),
        ("ru", "Support: повестка недельной встречи", "Ключевые результаты подробно", "чек-инов ещё не было"),
    ],
)
def test_it_has_the_agenda_and_a_table_of_all_key_results(
    company: Company, meeting: str, details: str, silent: str
) -> None:
    company.at(10)
    company.at(16)
    agenda, table = thread(company)
    assert meeting in agenda.text
    assert details in table.text
    assert [row[:2] for row in cells(table)[1:]] == [
        ["1.1", "NPS from 40 to 60"],
        ["1.2", "First response in 2 hours"],
    ]
    assert silent in table.text


def test_it_follows_late_answers_where_it_stands(company: Company) -> None:
    company.at(10)
    company.at(16)
    before = [message.ts for message in thread(company)]
    company.answer(company.anna, SAVED)
    company.answer(company.boris, FAST)
    agenda, table = thread(company)
    assert [agenda.ts, table.ts] == before
    assert agenda.edited_ts
    assert "To decide" not in agenda.text
    assert [row[3:7] for row in cells(table)[1:]] == [
        ["40 → 56, target 60\u00a0points", "80\u00a0%", "on pace", "8 of 10"],
        ["6 → 3, target 2\u00a0h", "75\u00a0%", "on pace", "7 of 10"],
    ]


def test_it_has_no_agenda_where_there_is_nothing_to_decide(company: Company) -> None:
    company.at(10)
    company.answer(company.anna, SAVED)
    company.answer(company.boris, FAST)
    company.at(16)
    (table,) = thread(company)
    assert "Key results in detail" in table.text
    assert "Nothing needs a decision" in company.posts[0].text
    assert delivery(company, DeliveryKind.DIGEST_AGENDA, CHANNEL).state is DeliveryState.SKIPPED


def test_it_posts_each_part_once_however_the_first_try_ends(company: Company) -> None:
    company.at(10)
    meet(company, POST, after(refused("internal_error", 500)), times=3)
    company.at(16)
    for seconds in (30, 60, 60, 60, 60):
        later(company, seconds=seconds)
    assert len(thread(company)) == 2
    kinds = [row for row in company.deliveries if row.kind.startswith("digest")]
    assert {row.state for row in kinds} == {DeliveryState.SENT}


def test_its_agenda_follows_answers_that_came_before_anybody_knew_that_it_stands(company: Company) -> None:
    """Slack failed when it was posted, and then there was nothing to decide any more."""
    company.at(10)
    meet(company, POST, after(refused("internal_error", 500)), times=2)
    company.at(16)
    later(company, seconds=31)
    assert delivery(company, DeliveryKind.DIGEST_AGENDA, CHANNEL).state is DeliveryState.UNSURE
    company.answer(company.anna, SAVED)
    company.answer(company.boris, FAST)
    for _ in range(4):
        later(company, seconds=60)
    agenda, table = thread(company)
    assert "To decide" not in agenda.text
    assert "Key results in detail" in table.text


def test_it_is_not_there_where_the_digest_is_not(company: Company) -> None:
    company.slack.conversations[CHANNEL].members.remove(company.slack.bot_user_id)
    company.at(10)
    company.at(16)
    states = {row.kind: row.state for row in company.deliveries if row.target == CHANNEL}
    assert states == {
        DeliveryKind.DIGEST: DeliveryState.PARKED,
        DeliveryKind.DIGEST_AGENDA: DeliveryState.SKIPPED,
        DeliveryKind.DIGEST_DETAILS: DeliveryState.SKIPPED,
    }


def test_its_table_is_told_in_words_too(company: Company) -> None:
    company.at(10)
    company.answer(company.boris, FAST)
    company.at(16)
    table = thread(company)[-1]
    assert "1.2 First response in 2 hours · Owner: Boris · Value: 6 → 3, target 2\u00a0h" in table.text
    assert "1.1 NPS from 40 to 60" in words(table)
