"""Everything that a message about a file may have to name has a name, and no sentence there names an option."""

from dataclasses import fields
from string import Formatter

import pytest

from bot.imports.names import FIELD_NAMES, IN_SLACK, KIND_IN_SENTENCE, KIND_NAMES, ORDER_NAMES
from bot.imports.understand import SURVEY_FIELDS, fields_of
from bot.imports.words import PROBLEMS
from bot.text import speak
from storage.imports.form import Columns
from storage.imports.times import DateOrder
from storage.kinds import ImportKind

NOT_FROM_A_MESSAGE = {
    "imports.words_without_column", "imports.dated_twice", "imports.time_twice",
}  # fmt: skip
"""Refusals of what only the command line can ask for."""


def test_it_names_every_kind_field_and_order() -> None:
    assert set(KIND_NAMES) == set(KIND_IN_SENTENCE) == set(ImportKind)
    assert set(ORDER_NAMES) == set(DateOrder)
    assert {field for kind in ImportKind for field in fields_of(kind)} == set(FIELD_NAMES)


def test_it_offers_every_column_that_a_survey_may_have() -> None:
    assert set(SURVEY_FIELDS) == {field.name for field in fields(Columns)}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_names_no_option_of_the_command_line(language: str) -> None:
    say = speak(language).translations.gettext
    reached = set(PROBLEMS.values()) - NOT_FROM_A_MESSAGE
    assert [message for message in reached if "--" in say(IN_SLACK.get(message, message))] == []


@pytest.mark.parametrize(("original", "here"), IN_SLACK.items())
def test_it_says_nothing_that_the_refusal_does_not_tell(original: str, here: str) -> None:
    say = speak("en").translations.gettext
    assert placeholders(say(here)) <= placeholders(say(original))


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
