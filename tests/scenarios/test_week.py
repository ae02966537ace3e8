from datetime import UTC, datetime

from bot.text import speak
from storage.deliveries import deliveries_of
from storage.kinds import DeliveryKind, DeliveryState
from tests.scenarios.conftest import Company, words


def test_it_asks_nobody_before_the_hour(company: Company) -> None:
    company.at(9, 59)
    assert company.anna.dm == []


def test_it_asks_each_owner_once_at_the_hour(company: Company) -> None:
    for minute in (0, 1, 30):
        company.at(10, minute)
    assert [len(company.anna.dm), len(company.boris.dm)] == [1, 1]
    assert "NPS from 40 to 60" in words(company.anna.dm[0])
    assert "First response" not in words(company.anna.dm[0])


def test_it_stores_what_the_modal_says_and_turns_the_prompt_into_a_receipt(company: Company) -> None:
    company.at(10)
    company.anna.click(company.anna.dm[0], "Check in")
    company.slack.wait(lambda: company.anna.modal is not None)
    company.anna.fill({"Value": "48.5", "Confidence (0-10)": "7", "Note": "panel is live"})
    assert company.anna.submit().seconds < 3
    company.settle()
    (receipt,) = company.anna.dm
    assert "48.5\u00a0points · confidence 7" in words(receipt)
    assert "panel is live" in words(receipt)


def test_it_posts_one_digest_with_pictures_at_the_deadline(company: Company) -> None:
    company.at(10)
    company.anna.click(company.anna.dm[0], "Check in")
    company.slack.wait(lambda: company.anna.modal is not None)
    company.anna.fill({"Value": "48", "Confidence (0-10)": "7"})
    company.anna.submit()
    company.at(15, 59)
    assert company.posts == []
    for minute in (0, 1, 2):
        company.at(16, minute)
    (digest,) = company.posts
    assert "1 of 2 answered" in digest.text
    assert [block["type"] for block in digest.blocks][:3] == ["header", "section", "image"]
    assert "2.1" not in words(digest)
