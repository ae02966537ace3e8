"""Dropping a file into the direct message, and what is read of the answer to it."""

from collections.abc import Callable, Mapping

from sqlmodel import SQLModel, func, select

from bot.localslack.conversations import Message
from bot.localslack.driver import Driver
from tests.scenarios.conftest import Company, words

SCORES = [10] * 25 + [8] * 15 + [3] * 10  # 50, 30 and 20 %: an NPS of 30


def nps_file(scores: list[int] | None = None, score: str = "How likely are you to recommend us?") -> bytes:
    rows = [
        f"{number},2026-11-{number % 28 + 1:02d},{value},ok" for number, value in enumerate(scores or SCORES, start=1)
    ]
    return "\n".join([f"Response ID,Date,{score},Comment", *rows, ""]).encode()


def send(company: Company, name: str, content: bytes, text: str = "", person: Driver | None = None) -> Message:
    """Drops a file and waits for the bot's answer to it."""
    who = person or company.anna
    before = len(who.dm)
    who.upload(name, content, text)
    wait(company, lambda: len(who.dm) > before + 1)
    return who.dm[-1]


def wait(company: Company, condition: Callable[[], bool]) -> None:
    """Sends what is owed until something has come true."""

    def come() -> bool:
        company.settle()
        return condition()

    company.slack.wait(come, seconds=10)


def press(company: Company, message: Message, label: str, until: str) -> Message:
    """Presses a button and waits until the message says something."""
    company.anna.click(message, label)
    return said(company, message, until)


def answer(
    company: Company, message: Message, typed: Mapping[str, object], until: str, button: str = "Answer"
) -> Message:
    """Fills the form in and waits until the message says something."""
    company.open_form(company.anna, button, message)
    company.anna.fill(dict(typed))
    company.anna.submit()
    return said(company, message, until)


def now(company: Company, message: Message) -> Message:
    """The message as it stands."""
    (found,) = [one for one in company.anna.dm if one.ts == message.ts]
    return found


def said(company: Company, message: Message, until: str) -> Message:
    try:
        wait(company, lambda: until in words(now(company, message)))
    except AssertionError as late:
        raise AssertionError(f"{until!r} is not said: {text_of(now(company, message))}") from late
    return now(company, message)


def text_of(message: Message) -> str:
    text: str = message.blocks[0]["text"]["text"]
    return text


def buttons(message: Message) -> list[str]:
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [element["text"]["text"] for elements in rows for element in elements]


def stored(company: Company, model: type[SQLModel]) -> int:
    with company.bot.context.database.read() as session:
        return session.exec(select(func.count()).select_from(model)).one()
