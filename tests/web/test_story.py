"""HTTP mode end to end: the same people and the same bot, and Slack at its address instead of on a socket."""

import json

import pytest

from bot.settings import Mode
from tests.scenarios.asking import ask, press
from tests.scenarios.conftest import Company, words

BUTTON = {"en": "Check in", "ru": "Ответить"}
ANSWER = {
    "en": {"Value": "48", "Confidence (0-10)": "7", "Note": "panel"},
    "ru": {"Значение": "48", "Уверенность (0–10)": "7", "Комментарий": "панель"},
}
TYPED = {"en": "4.5 conf 3 vendor", "ru": "4,5 уверенность 3 поставщик"}
DONE = {"en": "Nothing is waiting", "ru": "ничего не ждут"}
LOOKED_UP = {"en": ("show 1.1", "History"), "ru": ("покажи 1.1", "История")}
DIGEST = {"en": "2 of 2 answered", "ru": "Ответили 2 из 2"}


@pytest.fixture
def database_url(postgres_database: str) -> str:
    """Where many replicas would share it."""
    return postgres_database


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_goes_through_a_week_over_http(company: Company, language: str) -> None:
    slack, anna, boris = company.slack, company.anna, company.boris
    assert company.bot.context.settings.mode is Mode.HTTP
    anna.open_home()
    slack.wait(lambda: anna.home)
    company.at(10)
    assert company.answer(anna, ANSWER[language], BUTTON[language]).arrived
    assert "48" in words(anna.dm[-1])
    slack.wait(lambda: DONE[language] in json.dumps(anna.home, ensure_ascii=False))
    boris.say(TYPED[language])
    slack.wait(lambda: len(company.checkins) == 2)
    company.settle()
    assert [(row.value, row.source) for row in company.checkins] == [(48, "modal"), (4.5, "reply")]
    typed, history = LOOKED_UP[language]
    assert "48" in words(press(slack, anna, ask(slack, anna, typed), history))
    company.at(16)
    assert DIGEST[language] in company.posts[-1].text
    assert slack.socket.connections == 0
