"""*Remind me later*: the hours that are offered, the reminder that comes, and what it leaves out."""

from datetime import timedelta

import pytest

from bot.actions import LATER
from bot.localslack.conversations import Message
from bot.localslack.driver import Driver
from bot.text import speak
from storage.kinds import DeliveryKind, DeliveryState
from tests.scenarios import homes
from tests.scenarios.asking import answers, press
from tests.scenarios.conftest import Company, dispatch, words
from tests.scenarios.test_crafted import press as pressed_by
from tests.scenarios.test_crafted import prompt_id
from tests.scenarios.test_thrice import thrice

SAVED = {"Value": "48", "Confidence (0-10)": "7"}
WORDS = {
    "en": ("Remind me later", ["In 1 hour", "This afternoon", "Tomorrow"], "Check in"),
    "ru": ("Напомнить позже", ["Через час", "Сегодня после обеда", "Завтра"], "Ответить"),
}


@pytest.fixture
def asked(company: Company) -> Company:
    company.at(10)
    return company


def choose(company: Company, person: Driver, choice: str, button: str = "Remind me later") -> Message:
    """The confirmation, which stands where the hours were offered."""
    offer = press(company.slack, person, person.dm[0], button)
    person.click(offer, choice)
    company.slack.wait(lambda: choice not in words(answers(company.slack, person)[-1]))
    company.settle()
    return answers(company.slack, person)[-1]


def said(person: Driver) -> list[Message]:
    """What the bot said by itself, oldest first."""
    return [message for message in person.dm if message.ephemeral_to is None]


def labels(message: Message) -> list[str]:
    return [one["text"]["text"] for block in message.blocks for one in block.get("elements", ()) if "action_id" in one]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_reminds_at_the_hour_that_a_person_chose_instead_of_its_own(asked: Company, language: str) -> None:
    button, hours, check_in = WORDS[language]
    anna, text = asked.anna, speak(language)
    offer = press(asked.slack, anna, anna.dm[0], button)
    assert labels(offer) == hours
    confirmed = choose(asked, anna, hours[1], button)
    at = text.moment(asked.clock().replace(hour=11), "Europe/Moscow")
    assert text("later.ahead", when=at) == confirmed.text
    assert confirmed.text in words(said(anna)[0])
    assert labels(said(anna)[0])[:3] == [check_in, text("button.no_change"), button]
    asked.at(13)
    assert len(said(anna)) == 1
    asked.at(14)
    asked.at(14, 1)
    assert [labels(message) for message in said(anna)[1:]] == [[check_in]]
    due = text.moment(asked.clock().replace(hour=13, minute=0), "Europe/Moscow")
    assert said(anna)[1].text == text.count("reminder.sentence", 1, due=due)
    asked.at(15)
    assert [len(said(anna)), len(said(asked.boris))] == [3, 3]


def test_it_reminds_the_next_day_and_says_until_when_an_answer_is_on_time(asked: Company) -> None:
    confirmed = choose(asked, asked.anna, "Tomorrow")
    assert "Saturday, November 28, 09:00" in confirmed.text
    assert "on time until Friday, November 27, 16:00, after that as late" in confirmed.text
    asked.at(16)
    assert len(said(asked.anna)) == 1
    asked.at(9, day=28)
    assert "still counts, as late" in said(asked.anna)[-1].text
    asked.open_form(asked.anna, message=said(asked.anna)[-1])
    asked.anna.fill(SAVED)
    asked.anna.submit()
    assert [row.state for row in asked.checkins] == ["late"]


def test_it_reminds_once_where_another_hour_takes_the_place_of_the_first(asked: Company) -> None:
    for choice in ("In 1 hour", "Tomorrow", "In 1 hour", "This afternoon"):
        choose(asked, asked.boris, choice)
    for hour in (11, 13, 14, 16):
        asked.at(hour)
    asked.at(9, day=28)
    later = [row for row in asked.deliveries if row.kind is DeliveryKind.LATER]
    assert [row.state for row in later].count(DeliveryState.SENT) == 1
    assert len(said(asked.boris)) == 2
    assert "14:00" in words(said(asked.boris)[0])


def test_it_reminds_nobody_who_has_answered_meanwhile(asked: Company) -> None:
    choose(asked, asked.boris, "In 1 hour")
    asked.answer(asked.boris, {"Value": "4", "Confidence (0-10)": "5"})
    assert "I will remind you" not in words(said(asked.boris)[0])
    asked.at(11)
    assert len(said(asked.boris)) == 1


def test_it_offers_no_hour_in_the_evening(asked: Company) -> None:
    asked.at(17, 30)
    offer = press(asked.slack, asked.boris, said(asked.boris)[0], "Remind me later")
    assert labels(offer) == ["Tomorrow"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_says_the_chosen_hour_in_the_modal_that_home_opened(asked: Company, language: str) -> None:
    (button, choices, _), confirmed = WORDS[language], {"en": "I will remind you", "ru": "Напоминание придёт"}[language]
    homes.look(asked, asked.boris)
    asked.boris.click_in_view(button)
    asked.slack.wait(lambda: asked.boris.modal is not None)
    asked.boris.click_in_view(choices[0])
    asked.slack.wait(lambda: confirmed in str(asked.boris.modal))
    assert choices[0] not in str(asked.boris.modal)


def test_it_does_not_take_an_hour_that_has_passed_since_it_was_offered(asked: Company) -> None:
    offer = press(asked.slack, asked.boris, asked.boris.dm[0], "Remind me later")
    asked.at(15)
    before = len(answers(asked.slack, asked.boris))
    asked.boris.click(offer, "This afternoon")
    asked.slack.wait(lambda: len(answers(asked.slack, asked.boris)) > before)
    assert "That time has passed" in answers(asked.slack, asked.boris)[-1].text


@pytest.mark.parametrize("action", [LATER, "later_hour", "later_tomorrow"])
def test_it_lets_nobody_put_off_what_others_owe_or_what_is_answered(asked: Company, action: str) -> None:
    asked.answer(asked.boris, {"Value": "4", "Confidence (0-10)": "5"})
    for person in ("U0ANNA", "U0BORIS"):
        for value in ("", "x", "999", prompt_id(asked, "U0BORIS")):
            dispatch(asked, pressed_by(asked, person, action, value))
    asked.settle()
    assert all(row.kind is not DeliveryKind.LATER for row in asked.deliveries)


def test_it_takes_a_choice_once_that_is_sent_three_times(asked: Company) -> None:
    thrice(asked)
    choose(asked, asked.boris, "In 1 hour")
    asked.at(11)
    assert len(said(asked.boris)) == 2
    assert len([row for row in asked.deliveries if row.kind is DeliveryKind.RECEIPT]) == 1


def test_it_keeps_to_the_hours_that_a_person_set(asked: Company) -> None:
    with asked.bot.context.database.write() as session:
        boris = asked.person("U0BORIS")
        boris.remind_from, boris.remind_to = 11, 13
        session.merge(boris)
    asked.at(13)
    asked.at(15)
    assert len(said(asked.boris)) == 1
    offer = press(asked.slack, asked.boris, said(asked.boris)[0], "Remind me later")
    assert labels(offer) == ["Tomorrow"]
    asked.boris.click(offer, "Tomorrow")
    asked.settle()
    later = next(row for row in asked.deliveries if row.kind is DeliveryKind.LATER)
    assert later.due - asked.clock() == timedelta(hours=20)
