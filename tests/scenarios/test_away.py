"""*I'm away*, /okr away, the way back, and a status in Slack as a hint."""

from datetime import UTC, date, datetime

import pytest

from bot.actions import AWAY_OVER
from bot.away.hint_views import NO, YES
from bot.away.views import REMOVE, UNDO
from bot.localslack.conversations import Message
from bot.localslack.driver import Driver
from bot.text import speak
from storage.away import away_of
from storage.kinds import DeliveryKind
from tests.scenarios.asking import answers, ask
from tests.scenarios.conftest import Company, dispatch, words
from tests.scenarios.test_crafted import press as pressed_by
from tests.scenarios.test_thrice import thrice

DECEMBER_6 = int(datetime(2026, 12, 6, 20, 59, tzinfo=UTC).timestamp())


def stored(company: Company, slack_id: str = "U0ANNA") -> list[tuple[str, str]]:
    with company.bot.context.database.read() as session:
        return [(str(row.first), str(row.last)) for row in away_of(session, company.person(slack_id).id, date.min)]


def said(person: Driver) -> list[Message]:
    return [message for message in person.dm if message.ephemeral_to is None]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_excuses_who_is_away_until_they_are_back(company: Company, language: str) -> None:
    text, anna = speak(language), company.anna
    company.at(10)
    company.open_form(anna, text("button.away"))
    assert anna.modal
    assert anna.modal["title"]["text"] == text("away.title")
    anna.fill({text("away.last"): "2026-12-05"})
    anna.submit()
    company.settle()
    assert stored(company) == [("2026-11-27", "2026-12-05")]
    (message,) = said(anna)
    assert message.text == text("prompt.away", day=text.day(date(2026, 12, 5)))
    company.at(12)
    anna.click(message, text("button.back"))
    company.settle()
    assert stored(company) == []
    assert text("button.check_in") in words(said(anna)[0])
    company.at(12, 1)
    company.at(13)
    assert len(said(anna)) == 2
    company.answer(anna, {text("form.value"): "48", text("form.confidence"): "7"}, text("button.check_in"))
    assert [row.state for row in company.checkins] == ["on_time"]


def test_it_leaves_who_is_away_out_of_the_digest(company: Company) -> None:
    company.at(10)
    told = ask(company.slack, company.anna, "away until 5 Dec")
    assert told.text == "You are away: Nov 27 – Dec 5, 2026. I will not ask you on those days."
    company.answer(company.boris, {"Value": "4", "Confidence (0-10)": "5"})
    company.at(10, 1)
    company.at(13)
    assert len(said(company.anna)) == 1
    assert "1 of 1 answered" in company.posts[0].text


@pytest.mark.parametrize(
    ("language", "typed", "undo"), [("en", "away 1.12..5.12", "off"), ("ru", "отпуск с 1 по 5 декабря", "отмена")]
)
def test_it_stores_and_forgets_what_is_typed(company: Company, language: str, typed: str, undo: str) -> None:
    text = speak(language)
    told = ask(company.slack, company.anna, typed)
    assert stored(company) == [("2026-12-01", "2026-12-05")]
    company.anna.click(told, text("away.remove"))
    company.slack.wait(lambda: answers(company.slack, company.anna)[-1].text == text("away.back"))
    assert stored(company) == []
    ask(company.slack, company.anna, typed)
    word = typed.split()[0]
    assert ask(company.slack, company.anna, f"{word} {undo}").text == text("away.back")
    assert ask(company.slack, company.anna, f"{word} {undo}").text == text("away.nothing")
    for wrong, message in (("??", "away.unreadable"), ("5.12..1.12", "away.backwards"), ("1.11", "away.over")):
        assert ask(company.slack, company.anna, f"{word} {wrong}").text == text(message)
    assert stored(company) == []


def test_it_makes_one_of_days_that_overlap_and_removes_them_in_the_form(company: Company) -> None:
    for typed in ("1.12..5.12", "4.12..9.12", "20.12"):
        ask(company.slack, company.anna, f"away {typed}")
    assert stored(company) == [("2026-12-01", "2026-12-09"), ("2026-12-20", "2026-12-20")]
    company.anna.slash("/okr", "away")
    company.slack.wait(lambda: company.anna.modal is not None)
    company.anna.click_in_view("Remove")
    company.slack.wait(lambda: stored(company) == [("2026-12-20", "2026-12-20")])
    company.slack.wait(lambda: str(company.anna.modal).count("away_remove") == 1)


def test_it_says_at_the_field_that_days_lie_backwards(company: Company) -> None:
    company.anna.slash("/okr", "away")
    company.slack.wait(lambda: company.anna.modal is not None)
    company.anna.fill({"First day away": "2026-12-05", "Last day away": "2026-12-01"})
    company.anna.submit()
    assert "before the first" in company.anna.errors["Last day away"]
    assert stored(company) == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_asks_once_about_a_status_and_skips_only_after_a_tap(company: Company, language: str) -> None:
    text, anna = speak(language), company.anna
    for _ in range(2):
        company.slack.change_person("U0ANNA", status_emoji=":palm_tree:", status_expiration=DECEMBER_6)
    company.slack.wait(lambda: any(row.kind is DeliveryKind.AWAY_HINT for row in company.deliveries))
    company.at(9, 58)
    (question,) = said(anna)
    assert question.text == text("away.hint", day=text.day(date(2026, 12, 6)))
    assert stored(company) == []
    anna.click(question, text("away.hint_yes"))
    company.slack.wait(lambda: said(anna)[0].text != question.text or bool(said(anna)[0].edited_ts))
    assert stored(company) == [("2026-11-27", "2026-12-06")]
    company.at(10)
    assert len(said(anna)) == 1


def test_it_goes_on_asking_who_says_so_and_takes_no_hint_twice(company: Company) -> None:
    company.slack.change_person("U0BORIS", status_text="Sick, back soon")
    company.slack.wait(lambda: any(row.kind is DeliveryKind.AWAY_HINT for row in company.deliveries))
    company.at(9, 58)
    boris = company.boris
    assert "Choose days" in words(said(boris)[0])
    boris.click(said(boris)[0], "No, keep asking")
    company.slack.wait(lambda: said(boris)[0].text == "Fine, I keep asking.")
    company.slack.change_person("U0BORIS", status_text="Sick, back soon", name="Bob")
    company.slack.change_person("U0VERA", status_emoji=":palm_tree:", status_expiration=DECEMBER_6)
    company.slack.wait(lambda: company.person("U0BORIS").name == "Bob")
    company.at(10)
    assert [row.target for row in company.deliveries if row.kind is DeliveryKind.AWAY_HINT] == ["U0BORIS"]
    assert len(said(boris)) == 2


@pytest.mark.parametrize("action", [AWAY_OVER, REMOVE, UNDO, YES, NO])
def test_it_keeps_the_days_of_one_from_another(company: Company, action: str) -> None:
    company.slack.change_person("U0ANNA", status_text="OOO", status_expiration=DECEMBER_6)
    company.slack.wait(lambda: any(row.kind is DeliveryKind.AWAY_HINT for row in company.deliveries))
    ask(company.slack, company.anna, "away 10.12..15.12")
    for value in ("1", "999", "", "x"):
        dispatch(company, pressed_by(company, "U0BORIS", action, value))
    assert stored(company) == [("2026-12-10", "2026-12-15")]
    company.at(9, 58)
    assert "Yes, skip" in words(said(company.anna)[0])
    assert stored(company, "U0BORIS") == []


def test_it_stores_once_what_is_sent_three_times(company: Company) -> None:
    company.at(10)
    thrice(company)
    ask(company.slack, company.anna, "away 1.12..5.12")
    company.open_form(company.anna, "I'm away", said(company.anna)[0])
    company.anna.submit()
    company.settle()
    assert stored(company) == [("2026-11-27", "2026-11-27"), ("2026-12-01", "2026-12-05")]
    company.anna.click(said(company.anna)[0], "I'm back")
    company.settle()
    assert stored(company) == [("2026-12-01", "2026-12-05")]
    assert len([row for row in company.deliveries if row.kind is DeliveryKind.RECEIPT]) == 2
