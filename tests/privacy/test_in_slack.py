"""What people see of it in Slack: what is stored about them, as a summary and as a file of their own."""

import json

import pytest

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
