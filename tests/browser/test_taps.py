"""How many taps lead from the prompt to a stored answer: counted on the page, with the time that each way takes."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import CHROMIUM
from tests.browser.test_story import demo

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
COUNT = """
window.taps = 0
document.addEventListener("pointerdown", event => { window.taps += event.isTrusted ? 1 : 0 }, true)
"""
LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
FIRST, NEXT = "To the next check-in", "+1 week"


@dataclass(frozen=True)
class Words:
    """Who owns one key result, what stands on the buttons and fields, and how the receipt says the confidence."""

    person: str
    no_change: str
    check_in: str
    value: str
    confidence: str
    save: str
    edit: str
    kept: str
    changed: str


ENGLISH = Words(
    "Jonas", "No change", "Check in", "Value", "Confidence (0-10)", "Save", "Edit", "confidence 6", "confidence 8",
)  # fmt: skip
RUSSIAN = Words(
    "Ольга", "Без изменений", "Ответить", "Значение", "Уверенность (0–10)", "Сохранить", "Изменить",
    "уверенность 7", "уверенность 8",
)  # fmt: skip


def keep_all(page: Page, words: Words) -> None:
    page.get_by_role("button", name=words.no_change, exact=True).click()


def say_a_value(page: Page, words: Words) -> None:
    """The confidence stays as it was."""
    page.get_by_role("button", name=words.check_in, exact=True).last.click()
    page.get_by_role("dialog").get_by_label(words.value, exact=True).click()
    page.keyboard.press("Control+A")
    page.keyboard.type("8")
    page.get_by_role("dialog").get_by_role("button", name=words.save, exact=True).click()


def say_value_and_confidence(page: Page, words: Words) -> None:
    page.get_by_role("button", name=words.check_in, exact=True).last.click()
    page.get_by_role("dialog").get_by_label(words.value, exact=True).click()
    page.keyboard.press("Control+A")
    page.keyboard.type("8.5")
    page.get_by_role("dialog").get_by_label(words.confidence, exact=True).click()
    page.keyboard.type("8")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name=words.save, exact=True).click()


def asked(page: Page, words: Words, move: str) -> None:
    """Goes to the person's prompt."""
    page.get_by_role("button", name=move, exact=True).click()
    expect(page.get_by_role("button", name=words.no_change, exact=True)).to_have_count(1, timeout=60_000)


def taps(page: Page, words: Words, way: Callable[[Page, Words], None]) -> int:
    """How many one way takes until the receipt is there; its time is printed."""
    stored = page.get_by_role("button", name=words.edit, exact=True)
    before, start = stored.count(), perf_counter()
    page.evaluate("window.taps = 0")
    way(page, words)
    expect(stored).to_have_count(before + 1)
    seconds, counted = perf_counter() - start, int(page.evaluate("window.taps"))
    sys.stdout.write(f"{words.person}, {way.__name__}: {counted} taps, {seconds:.2f} s\n")
    return counted


@pytest.mark.timeout(300)
@pytest.mark.parametrize("words", [ENGLISH, RUSSIAN] if LONG else [ENGLISH], ids=lambda words: words.person)
def test_it_takes_one_tap_or_three_and_a_value(page: Page, tmp_path: Path, words: Words) -> None:
    page.add_init_script(COUNT)
    with demo(tmp_path) as (_, url):
        page.goto(url)
        page.get_by_label("You are").select_option(label=words.person)
        receipt = page.get_by_role("log").get_by_role("article")
        asked(page, words, FIRST)
        assert taps(page, words, keep_all) == 1
        expect(receipt.last).to_contain_text(words.kept)
        asked(page, words, NEXT)
        assert taps(page, words, say_a_value) <= 3
        expect(receipt.last).to_contain_text(words.kept)
        asked(page, words, NEXT)
        assert taps(page, words, say_value_and_confidence) <= 4
        expect(receipt.last).to_contain_text(words.changed)
