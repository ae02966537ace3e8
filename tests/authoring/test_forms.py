"""Units as each language writes them, and forms and cards within Slack's limits whatever they hold."""

from typing import Any

import pytest
from sqlmodel import Session

from bot.authoring.card import card
from bot.authoring.overview import overview
from bot.authoring.reader import typed_in
from bot.authoring.sheets import Field, Form, Subject
from bot.authoring.templates import TEMPLATES
from bot.authoring.views import form
from bot.localslack.checks import check_view
from bot.phrases.values import unit_called, unit_name
from bot.text import speak
from storage.models import Workspace
from tests.authoring.conftest import NOW, Writer, writer

LANGUAGES = pytest.mark.parametrize("language", ["en", "ru"])


@LANGUAGES
@pytest.mark.parametrize("unit", ["points", "h", "min", "days", "%", "", "NPS", "рублей"])
def test_it_knows_a_unit_as_the_language_writes_it(language: str, unit: str) -> None:
    assert unit_called(unit_name(speak(language), unit)) == unit


def test_it_reads_the_unit_of_any_language() -> None:
    state = {"unit:0": {"author_unit": {"type": "plain_text_input", "value": "Ч"}}}
    assert typed_in({"state": {"values": state}}) == {Field.UNIT: "h"}


def sound(view: Any) -> dict[str, Any]:
    """The view, where Slack would take it."""
    shown: dict[str, Any] = view.to_dict()
    check_view(shown, "modal", {})
    return shown


HOSTILE = "<!channel> & <b> *x* " * 12


def title(n: int) -> str:
    return f"{n} {HOSTILE}"[:255].strip()


@LANGUAGES
def test_it_stays_within_slacks_limits_whatever_there_is(lead: Writer, language: str) -> None:
    text, number = speak(language), lead.new_objective(title=title(0))
    for n in range(35):
        lead.new_key_result(number, title=title(n), kind="maintain", low="1", owner="U0LEAD")
        lead.new_initiative(number, title=title(n))
    for row in (3, 4):
        lead.archive(Form.KEY_RESULT, Subject(number, row))
    found = overview(lead.session, lead.caller, NOW, Subject(number, template="loyalty"))
    shown = sound(card(text, found))
    said = [block["text"]["text"] for block in shown["blocks"] if block["type"] == "section"]
    assert len(shown["blocks"]) <= 100
    assert not any("<!channel>" in words for words in said)
    assert len(found.advice) > 6
    for form_, subject in [
        (Form.OBJECTIVE, Subject(number)),
        (Form.KEY_RESULT, Subject(number, 5)),
        (Form.INITIATIVE, Subject(number, 2)),
    ]:
        sound(form(text, lead.sheet(form_, subject)))


@LANGUAGES
def test_it_shows_every_template_and_its_samples(session: Session, workspace: Workspace, language: str) -> None:
    text, lead = speak(language), writer(session, workspace, "U0LEAD")
    assert 8 <= len(TEMPLATES) <= 12
    for template in TEMPLATES:
        assert 2 <= len(template.samples) <= 4
        number = lead.new_objective(title=text(template.name))
        for sample in template.samples:
            typed = {
                "title": text(sample.name), "kind": sample.kind.value, "unit": sample.unit, "start": sample.start,
                "target": sample.target, "low": sample.low, "high": sample.high,
                "steps": text(sample.steps) if sample.steps else "",
            }  # fmt: skip
            lead.new_key_result(number, **typed)
        found = overview(session, lead.caller, NOW, Subject(number, template=template.id))
        assert text(template.samples[0].name) in str(sound(card(text, found)))
        assert not [one for one in found.advice if one.hint.value in ("task", "no_start", "target_met")]
