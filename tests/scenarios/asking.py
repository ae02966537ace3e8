"""Typing /okr and pressing the buttons of its answers."""

from bot.localslack.conversations import Message
from bot.localslack.driver import Driver
from bot.localslack.server import LocalSlack


def ask(slack: LocalSlack, person: Driver, typed: str = "") -> Message:
    """What /okr answers in the direct message, for the person's eyes only."""
    before = len(answers(slack, person))
    assert person.slash("/okr", typed).seconds < 3
    return next_answer(slack, person, before)


def press(slack: LocalSlack, person: Driver, message: Message, label: str) -> Message:
    before = len(answers(slack, person))
    person.click(message, label)
    return next_answer(slack, person, before)


def next_answer(slack: LocalSlack, person: Driver, before: int) -> Message:
    slack.wait(lambda: len(answers(slack, person)) > before)
    return answers(slack, person)[-1]


def answers(slack: LocalSlack, person: Driver) -> list[Message]:
    return person.ephemerals(slack.dm_of(person.id).id)
