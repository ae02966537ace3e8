"""What people see of it in Slack: what is stored about them, as a summary and as a file of their own."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.privacy.job import tidy
from bot.text import speak
from tests.privacy.conftest import NOTE
from tests.scenarios.conftest import Company


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_shows_and_sends_what_is_stored_about_oneself(company: Company, language: str) -> None:
    text, boris = speak(language), company.boris
    company.at(10)
    said = {text("form.value"): "4", text("form.confidence"): "7", text("form.note"): NOTE}
    company.answer(boris, said, text("button.check_in"))
    boris.slash("/okr", "settings")
    company.slack.wait(lambda: boris.modal is not None)
    boris.click_in_view(text("privacy.button"))
    company.slack.wait(lambda: bool(boris.modal and boris.modal["title"]["text"] == text("privacy.title")))
    assert boris.modal
    shown = json.dumps(boris.modal, ensure_ascii=False)
    assert text.count("privacy.said", 1) in shown
    assert text.count("privacy.owns", 1) in shown
    assert text("privacy.words_stay") in shown
    assert text("privacy.ask_operator") in shown
    company.slack.wait(lambda: any(message.files for message in boris.dm))
    (file,) = [company.slack.files[name] for message in boris.dm for name in message.files]
    stored = json.loads(file.content)["stored"]
    assert [row["note"] for row in stored["check_in"]] == [NOTE]
    assert stored["person"][0]["slack_id"] == boris.id
    assert not [message for message in company.anna.dm if message.files]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_answers_buttons_of_messages_that_are_forgotten(company: Company, language: str) -> None:
    text, boris = speak(language), company.boris
    company.at(10)
    said = {text("form.value"): "4", text("form.confidence"): "7", text("form.note"): NOTE}
    company.answer(boris, said, text("button.check_in"))
    company.clock.move_to(company.clock() + timedelta(days=200))
    tidy(
        replace(
            company.bot.context, settings=company.bot.context.settings.model_copy(update={"okrbot_retention_days": 90})
        )
    )
    assert not company.deliveries
    (row,) = company.checkins
    assert (row.value, row.confidence, row.note) == (4, 7, "")
    for person, label in ((boris, "button.edit"), (company.anna, "button.check_in")):
        person.click(person.dm[0], text(label))
        company.slack.wait(lambda person=person: person.ephemerals(company.slack.dm_of(person.id).id))  # type: ignore[misc]
        told = person.ephemerals(company.slack.dm_of(person.id).id)[-1]
        assert told.text == text("checkin.not_yours")
