"""Slack breaks off, waits and forgets: each message arrives once."""

import pytest

from bot.delivery import slack as calls
from bot.localslack.errors import Json
from bot.localslack.web import Answer, Effect
from storage.kinds import DeliveryKind, DeliveryState
from tests.scenarios.conftest import Company
from tests.scenarios.faults import POST, UPDATE, Fault, after, delivery, dropped, later, meet, refused

SAVED = {"Value": "48", "Confidence (0-10)": "7"}


def test_it_waits_as_long_as_slack_asks_and_sends_once(company: Company) -> None:
    meet(company, POST, refused("ratelimited", 429, **{"Retry-After": "30"}))
    company.at(10)
    row = delivery(company, DeliveryKind.PROMPT)
    assert (row.state, row.error, company.anna.dm) == (DeliveryState.PENDING, "ratelimited", [])
    later(company, seconds=29)
    assert company.anna.dm == []
    later(company, seconds=1)
    later(company, seconds=60)
    assert len(company.anna.dm) == 1
    assert delivery(company, DeliveryKind.PROMPT).tries == 2


UNKNOWN = [
    pytest.param(refused("internal_error"), id="internal_error"),
    pytest.param(refused("internal_error", 500), id="500"),
    pytest.param(dropped, id="dropped"),
]


@pytest.mark.parametrize("fault", UNKNOWN)
def test_it_sends_again_what_did_not_arrive(company: Company, fault: Fault) -> None:
    meet(company, POST, fault)
    company.at(10)
    assert delivery(company, DeliveryKind.PROMPT).state is DeliveryState.UNSURE
    later(company, seconds=30)
    later(company, seconds=60)
    assert len(company.anna.dm) == 1
    assert delivery(company, DeliveryKind.PROMPT).state is DeliveryState.SENT


@pytest.mark.parametrize("fault", UNKNOWN)
def test_it_finds_what_arrived_after_all(company: Company, fault: Fault) -> None:
    meet(company, POST, after(fault))
    company.at(10)
    assert delivery(company, DeliveryKind.PROMPT).state is DeliveryState.UNSURE
    later(company, seconds=30)
    later(company, seconds=60)
    (prompt,) = company.anna.dm
    row = delivery(company, DeliveryKind.PROMPT)
    assert (row.state, row.ts) == (DeliveryState.SENT, prompt.ts)


def test_it_looks_no_sooner_than_half_a_minute_after_the_doubt(company: Company) -> None:
    meet(company, POST, after(refused("internal_error")))
    company.at(10)
    later(company, seconds=29)
    assert delivery(company, DeliveryKind.PROMPT).state is DeliveryState.UNSURE


def test_it_stays_unsure_while_slack_cannot_be_asked(company: Company) -> None:
    meet(company, POST, after(refused("internal_error")))
    company.at(10)
    meet(company, "conversations.history", refused("internal_error", 500), times=2)
    later(company, seconds=30)
    assert delivery(company, DeliveryKind.PROMPT).state is DeliveryState.UNSURE
    later(company, seconds=30)
    later(company, seconds=30)
    later(company, seconds=30)
    assert len(company.anna.dm) == 1
    assert delivery(company, DeliveryKind.PROMPT).state is DeliveryState.SENT


def test_it_stays_unsure_while_the_look_up_has_to_wait(company: Company) -> None:
    meet(company, POST, after(refused("internal_error")))
    company.at(10)
    meet(company, "conversations.history", refused("ratelimited", 429, **{"Retry-After": "10"}))
    later(company, seconds=30)
    later(company, seconds=60)
    later(company, seconds=60)
    assert len(company.anna.dm) == 1


def test_it_answers_the_button_of_a_prompt_it_is_unsure_of(company: Company) -> None:
    meet(company, POST, after(refused("internal_error")))
    company.at(10)
    company.answer(company.anna, SAVED)
    later(company, seconds=30)
    later(company, seconds=10)
    (receipt,) = company.anna.dm
    assert "Saved, thank you." in receipt.text


def test_it_posts_one_digest_however_the_first_try_ends(company: Company) -> None:
    company.at(10)
    meet(company, POST, after(refused("internal_error", 500)))
    company.at(16)
    later(company, seconds=30)
    later(company, seconds=60)
    assert len(company.posts) == 1


def test_it_sends_a_doubtful_digest_again_where_it_may_not_look(company: Company) -> None:
    company.slack.scopes -= {"channels:history"}
    company.at(10)
    meet(company, POST, refused("internal_error", 500))
    company.at(16)
    later(company, seconds=30)
    assert len(company.posts) == 1
    assert delivery(company, DeliveryKind.DIGEST, "C0SUPPORT").state is DeliveryState.SENT


@pytest.fixture
def stuck(company: Company, monkeypatch: pytest.MonkeyPatch) -> Company:
    """Slack never finishes a picture that belongs to no conversation; one that is shared it does."""
    monkeypatch.setattr(calls, "PROCESSING_SECONDS", 0.05)

    async def slow(method: str, args: Json, effect: Effect) -> Answer:
        if method == "files.completeUploadExternal":
            company.slack.file_delay = 0.01 if args.get("channel_id") else 3600
        return effect()

    company.at(10)
    company.slack.web.interposed = slow
    return company


def test_it_puts_pictures_into_the_thread_where_slack_does_not_finish_them(stuck: Company) -> None:
    stuck.at(16)
    (digest,) = stuck.posts
    assert [block["type"] for block in digest.blocks if block["type"] == "image"] == []
    stuck.slack.wait(lambda: any(one.files for one in stuck.anna.thread("C0SUPPORT", digest.ts)))
    name = next(file for one in stuck.anna.thread("C0SUPPORT", digest.ts) for file in one.files)
    assert stuck.slack.files[name].alt_text.startswith("Progress")


def test_it_posts_no_second_digest_where_its_pictures_fail(stuck: Company) -> None:
    slow = stuck.slack.web.interposed

    async def limited(method: str, args: Json, effect: Effect) -> Answer:
        if method == "files.completeUploadExternal" and args.get("channel_id"):
            return Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "5"})
        return await slow(method, args, effect)

    stuck.slack.web.interposed = limited
    stuck.at(16)
    later(stuck, seconds=60)
    later(stuck, seconds=60)
    assert len(stuck.posts) == 1
    assert delivery(stuck, DeliveryKind.DIGEST, "C0SUPPORT").state is DeliveryState.SENT


def test_it_updates_a_digest_again_after_a_fault(company: Company) -> None:
    company.at(10)
    company.at(16)
    meet(company, UPDATE, refused("internal_error", 500), times=2)
    company.answer(company.anna, SAVED)
    later(company, seconds=60)
    later(company, seconds=60)
    (digest,) = company.posts
    assert "1 of 2 answered" in digest.text
    assert "Saved, thank you." in company.anna.dm[0].text


def test_it_loses_no_receipt_where_the_prompt_was_deleted(company: Company) -> None:
    company.at(10)
    meet(company, UPDATE, refused("message_not_found"))
    company.answer(company.anna, SAVED)
    assert delivery(company, DeliveryKind.RECEIPT).state is DeliveryState.PARKED
    assert len(company.checkins) == 1
