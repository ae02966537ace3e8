"""The clock's part: asked once, reminded, closed, one digest, updated by late answers."""

import pytest

from storage.kinds import DeliveryKind, DeliveryState
from tests.scenarios.conftest import Company, words

SAVED = {"Value": "48", "Confidence (0-10)": "7"}


def test_it_asks_nobody_before_the_hour(company: Company) -> None:
    company.at(9, 59)
    assert company.anna.dm == []


def test_it_asks_each_owner_once_at_the_hour(company: Company) -> None:
    for minute in (0, 1, 30):
        company.at(10, minute)
    assert [len(company.anna.dm), len(company.boris.dm)] == [1, 1]
    assert "NPS from 40 to 60" in words(company.anna.dm[0])
    assert "First response" not in words(company.anna.dm[0])


def test_it_asks_late_after_an_outage_while_the_round_is_open(company: Company) -> None:
    company.at(15, 30)
    assert len(company.anna.dm) == 1


def test_it_asks_nobody_once_the_round_is_over(company: Company) -> None:
    company.at(17)
    assert company.anna.dm == []


def test_it_reminds_only_those_who_have_not_answered(company: Company) -> None:
    company.at(10)
    company.answer(company.anna, SAVED)
    company.at(13)
    company.at(13, 1)
    assert [len(company.anna.dm), len(company.boris.dm)] == [1, 2]
    assert "Still open: 1 key result" in company.boris.dm[-1].text


def test_it_reminds_twice_at_most(company: Company) -> None:
    for hour in (10, 11, 12, 13, 14, 15):
        company.at(hour)
    assert len(company.boris.dm) == 3


def test_it_posts_one_digest_with_pictures_at_the_deadline(company: Company) -> None:
    company.at(10)
    company.answer(company.anna, SAVED)
    company.at(15, 59)
    assert company.posts == []
    for minute in (0, 1, 2):
        company.at(16, minute)
    (digest,) = company.posts
    assert "1 of 2 answered" in digest.text
    (image,) = [block for block in digest.blocks if block["type"] == "image"]
    assert company.slack.files[image["slack_file"]["id"]].content.startswith(b"\x89PNG")
    assert "1.1 NPS from 40 to 60: 40" in image["alt_text"]


def test_it_says_first_what_needs_a_decision_then_shows_the_picture(company: Company) -> None:
    company.at(10)
    company.at(16)
    (digest,) = company.posts
    kinds = [block["type"] for block in digest.blocks]
    assert "Needs a decision" in words(digest).split('"image"')[0]
    assert kinds[:3] == ["header", "section", "section"]


def test_it_posts_the_digest_early_when_everybody_has_answered(company: Company) -> None:
    company.at(10)
    company.answer(company.anna, SAVED)
    company.answer(company.boris, {"Value": "4", "Confidence (0-10)": "5"})
    company.at(10, 1)
    (digest,) = company.posts
    assert "2 of 2 answered" in digest.text


def test_it_updates_the_digest_with_a_late_answer(company: Company) -> None:
    company.at(10)
    company.at(16)
    company.answer(company.anna, SAVED)
    (digest,) = company.posts
    assert "1 of 2 answered" in digest.text
    assert digest.edited_ts
    assert [row.state for row in company.checkins] == ["late"]
    assert "counts as late" in words(company.anna.dm[0])


def test_it_leaves_the_digest_alone_once_the_next_round_is_open(company: Company) -> None:
    company.at(10)
    company.at(16)
    prompt = company.anna.dm[0]
    company.clock.move_to(company.clock().replace(month=12, day=4, hour=7))
    company.to(company.clock())
    company.open_form(company.anna, message=prompt)
    company.anna.fill(SAVED)
    company.anna.submit()
    company.settle()
    assert "0 of 2 answered" in company.posts[0].text


def test_it_names_what_needs_a_decision_with_reason_owner_and_blocker(company: Company) -> None:
    company.at(10)
    company.answer(company.anna, {**SAVED, "Value": "35", "Confidence (0-10)": "2", "Blocker": "vendor <!channel>"})
    company.at(16)
    (digest,) = company.posts
    said = words(digest)
    assert "*1.1 NPS from 40 to 60*" in said
    assert "behind the expected pace" in said
    assert "low confidence, 2 of 10" in said
    assert "Owner: Anna" in said
    assert "Blocker since November 27: vendor &lt;!channel&gt;" in said


def test_it_never_shows_silence_as_on_track(company: Company) -> None:
    company.at(10)
    company.at(16)
    (digest,) = company.posts
    assert "On track" not in words(digest)
    assert "no check-in yet" in words(digest)


def test_it_tells_who_is_thanked(company: Company) -> None:
    company.at(10)
    company.answer(company.anna, {**SAVED, "Thanks to": "U0BORIS"})
    company.at(16)
    assert "Anna → Boris" in words(company.posts[0])


def test_it_keeps_each_delivery_once_however_often_the_clock_ticks(company: Company) -> None:
    for minute in range(5):
        company.at(10, minute)
    company.at(16)
    company.at(16)
    kinds = sorted((row.kind, row.state) for row in company.deliveries if row.kind is not DeliveryKind.REMINDER)
    assert kinds == [
        (DeliveryKind.DIGEST, DeliveryState.SENT),
        (DeliveryKind.DIGEST_AGENDA, DeliveryState.SENT),
        (DeliveryKind.DIGEST_DETAILS, DeliveryState.SENT),
        (DeliveryKind.PROMPT, DeliveryState.SENT),
        (DeliveryKind.PROMPT, DeliveryState.SENT),
    ]


def test_it_parks_a_digest_for_a_channel_it_is_not_in(company: Company) -> None:
    company.slack.conversations["C0SUPPORT"].members.remove(company.slack.bot_user_id)
    company.at(10)
    company.at(16)
    (digest,) = [row for row in company.deliveries if row.kind is DeliveryKind.DIGEST]
    assert (digest.state, digest.error) == (DeliveryState.PARKED, "not_in_channel")


def test_it_asks_for_the_final_value_after_the_cycle(company: Company) -> None:
    company.to(company.clock().replace(year=2027, month=1, day=1, hour=7, minute=0))
    assert any("final values of the cycle" in words(message) for message in company.anna.dm)


def test_it_asks_nobody_after_the_last_round(company: Company) -> None:
    company.to(company.clock().replace(year=2027, month=1, day=8, hour=7, minute=0))
    assert [row for row in company.deliveries if row.kind is DeliveryKind.PROMPT] == []


@pytest.mark.parametrize("language", ["ru"])
def test_it_speaks_russian(company: Company) -> None:
    company.at(10)
    prompt = company.anna.dm[0]
    assert "ключевой результат ждёт ответа" in prompt.text
    company.open_form(company.anna, "Ответить")
    company.anna.fill({"Значение": "48,5", "Уверенность (0–10)": "7"})
    company.anna.submit()
    company.settle()
    assert "48,5\u00a0п. · уверенность 7" in words(company.anna.dm[0])
    company.at(16)
    assert "Ответили 1 из 2" in company.posts[0].text
    assert "ожидалось к сегодняшнему дню" not in company.posts[0].text
