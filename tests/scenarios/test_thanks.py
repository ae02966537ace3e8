"""Thanks in a check-in reach who is thanked, once, with no more than that person may see."""

import pytest

from bot.text import speak
from tests.scenarios.conftest import Company, words
from tests.scenarios.test_okr import PRIVATE


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_tells_who_is_thanked_once(company: Company, language: str) -> None:
    text = speak(language)
    company.at(10)
    said = {text("form.value"): "48", text("form.confidence"): "7", text("form.thanks"): "U0BORIS"}
    company.answer(company.anna, said, text("button.check_in"))
    told = text("thanks.key_result", giver="Anna", id="1.1", title="NPS from 40 to 60")
    assert company.boris.dm[-1].text == told
    company.answer(company.anna, {**said, text("form.value"): "49"}, text("button.edit"))
    company.answer(company.anna, {text("form.thanks"): "U0ANNA"}, text("button.edit"))
    company.answer(company.anna, said, text("button.edit"))
    assert [message.text for message in company.boris.dm].count(told) == 1
    assert not any("1.1" in message.text for message in company.anna.dm)
    company.at(16)
    assert company.posts[0].text.count("Anna → Boris") == 1
    assert words(company.posts[0]).count("Anna → Boris") == 2, "once to hear and once to see"


def test_it_keeps_what_is_private_from_who_is_thanked(company: Company) -> None:
    company.plan(PRIVATE)
    company.at(10)
    company.open_form(company.anna)
    company.anna.fill({"Done": ["draft"], "Confidence (0-10)": "7"}, section="Terms agreed")
    company.anna.fill({"Thanks to": "U0BORIS"})
    company.anna.submit()
    company.settle()
    assert company.boris.dm[-1].text == "Anna thanks you for your help."
    assert "Terms" not in words(company.boris.dm[-1])


@pytest.mark.parametrize("stranger", ["U0MAX", "U0OKRBOT"])
def test_it_writes_to_no_bot_and_nobody_of_another_company(company: Company, stranger: str) -> None:
    company.at(10)
    company.answer(company.anna, {"Value": "48", "Confidence (0-10)": "7", "Thanks to": stranger})
    assert [row.thanks for row in company.checkins] == [stranger]
    assert company.slack.person("U0MAX").dm == []
    assert all("thanks you" not in message.text for message in company.boris.dm)
