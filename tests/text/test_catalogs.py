"""Every text exists in every language, is used, and holds the same values."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from bot.text.catalog import CATALOGS, LANGUAGES

BOT = Path("bot")
ID = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")


def messages(language: str) -> dict[str, Message]:
    found: dict[str, Message] = {}
    for file in sorted((CATALOGS / language).glob("*.po")):
        with file.open("rb") as source:
            for message in read_po(source, locale=language):
                if message.id:
                    name = message.id if isinstance(message.id, str) else message.id[0]
                    assert name not in found, f"{name} stands twice in {language}"
                    found[name] = message
    return found


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (str(message.string),)


def placeholders(sentence: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(sentence) if field is not None}


def literals() -> Iterator[str]:
    for file in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and ID.fullmatch(node.value):
                yield node.value


def asked_for() -> Iterator[tuple[str, str]]:
    """Ids that code says as the first word of text(...), text.count(...) or UserError(...)."""
    for file in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and speaks(node.func):
                for word in ast.walk(node.args[0]):
                    if isinstance(word, ast.Constant) and isinstance(word.value, str) and ID.fullmatch(word.value):
                        yield word.value, f"{file}:{node.lineno}"


def speaks(called: ast.expr) -> bool:
    name = ast.unparse(called)
    return name in ("text", "text.count", "UserError", "self.text") or name.endswith((".text", ".text.count"))


def test_it_says_the_same_things_in_every_language() -> None:
    english = messages("en").keys()
    assert {language: messages(language).keys() ^ english for language in LANGUAGES} == {
        language: set() for language in LANGUAGES
    }


def test_it_has_every_text_that_code_asks_for() -> None:
    known = messages("en").keys()
    assert {where: name for name, where in asked_for() if name not in known} == {}


def test_it_uses_every_text_it_has() -> None:
    assert messages("en").keys() - set(literals()) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_leaves_no_text_empty(language: str) -> None:
    assert [name for name, message in messages(language).items() if not all(forms(message))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_every_plural_form(language: str) -> None:
    count = {"en": 2, "ru": 3}[language]
    short = [
        name for name, message in messages(language).items() if message.pluralizable and len(forms(message)) != count
    ]
    assert short == []


def test_it_holds_the_same_values_in_every_language() -> None:
    english = messages("en")
    differing = {
        (name, language): forms(message)
        for language in LANGUAGES
        for name, message in messages(language).items()
        for sentence in forms(message)
        if placeholders(sentence) != placeholders(forms(english[name])[-1])
    }
    assert differing == {}


def test_it_counts_only_with_texts_that_have_plural_forms() -> None:
    english = messages("en")
    counted = {
        node.args[0].value
        for file in BOT.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("text.count")
        if node.args and isinstance(node.args[0], ast.Constant)
    }
    assert {name for name in counted if name in english and not english[name].pluralizable} == set()


def test_it_writes_russian_in_russian() -> None:
    cyrillic, word = re.compile("[а-яё]", re.IGNORECASE), re.compile("[A-Za-z]{4,}")
    untranslated = {
        name: sentence
        for name, message in messages("ru").items()
        for sentence in forms(message)
        if not cyrillic.search(sentence) and word.search(re.sub(r"\{\w*\}", "", sentence))
    }
    assert untranslated == {}
