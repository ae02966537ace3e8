"""Somebody drops a file into the direct message: what the bot understood, and an import on a button."""

import pytest
from sqlmodel import SQLModel, func, select

from bot.localslack.conversations import Message
from bot.localslack.driver import Driver
from bot.localslack.errors import Json
from storage.facts import SurveyAnswer
from tests.scenarios.conftest import Company, Run, words

NPS = "".join(
    [
        "Response ID,Date,How likely are you to recommend us?,Comment\n",
        *(f"{n},2026-11-{n % 28 + 1:02d},{score},ok\n" for n, score in enumerate([10] * 25 + [8] * 15 + [3] * 10)),
    ]
).encode()


def send(company: Company, name: str, content: bytes, text: str = "", person: Driver | None = None) -> Message:
    """Drops a file and waits for the bot's answer to it."""
    who = person or company.anna
    before = len(who.dm)
    who.upload(name, content, text)
    company.slack.wait(lambda: _settled(company) and len(who.dm) > before + 1)
    return who.dm[-1]


def _settled(company: Company) -> bool:
    company.settle()
    return True


def press(company: Company, message: Message, label: str, until: str) -> Message:
    """Presses a button and waits until the message says something."""
    company.anna.click(message, label)
    return said(company, message, until)


def said(company: Company, message: Message, until: str) -> Message:
    def now() -> Message:
        (found,) = [one for one in company.anna.dm if one.ts == message.ts]
        return found

    company.slack.wait(lambda: _settled(company) and until in words(now()))
    return now()


def buttons(message: Message) -> list[str]:
    return [
        element["text"]["text"]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def section(message: Message) -> str:
    block: Json = message.blocks[0]
    text: str = block["text"]["text"]
    return text


def stored(company: Company, model: type[SQLModel]) -> int:
    with company.bot.context.database.read() as session:
        return session.exec(select(func.count()).select_from(model)).one()


def test_it_says_what_it_understood_and_stores_nothing(company: Company) -> None:
    message = send(company, "november.csv", NPS, "survey: relationship")
    assert buttons(message) == ["Import", "Change", "Leave it"]
    assert stored(company, SurveyAnswer) == 0


def test_it_imports_on_the_button(company: Company, run: Run) -> None:
    message = send(company, "november.csv", NPS, "survey: relationship")
    done = press(company, message, "Import", "is imported")
    assert buttons(done) == []
    assert stored(company, SurveyAnswer) == 50
