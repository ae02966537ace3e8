"""A newcomer's week in the browser: the real `okrbot demo`, driven through its page alone."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import CHROMIUM
from tests.browser.conftest import Visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@dataclass(frozen=True)
class Words:
    """Who plays, what stands on the buttons and fields, and what is typed and read."""

    person: str
    channel: str
    key_result: str
    check_in: str
    edit: str
    save: str
    cancel: str
    value: str
    confidence: str
    note: str
    refusal: str
    typed: str
    said: str
    better: str
    said_then: str
    answered: str


ENGLISH = Words(
    "Anna", "product", "NPS from 40 to 60", "Check in", "Edit", "Save", "Cancel", "Value", "Confidence (0-10)", "Note",
    "Enter a number", "56.5", "56.5 points · confidence 8", "57", "57 points · confidence 8", r"\d of \d answered",
)  # fmt: skip
RUSSIAN = Words(
    "Борис", "поддержка", "Первый ответ", "Ответить", "Изменить", "Сохранить", "Отмена", "Значение",
    "Уверенность (0–10)", "Комментарий", "Введите число", "4,2", "4,2 ч · уверенность 8", "4", "4 ч · уверенность 8",
    r"Ответили \d из \d",
)  # fmt: skip


@contextmanager
def demo(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command as a newcomer starts it, on a free port; its page's address."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        ready = re.search(r"http://\S+", process.stdout.readline())
        assert ready, f"the demo in {folder} did not come up"
        try:
            yield process, ready[0]
        finally:
            process.send_signal(signal.SIGTERM)


def be(page: Page, words: Words) -> None:
    page.get_by_label("You are").select_option(label=words.person)


def move(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def form(page: Page, words: Words) -> Locator:
    """The group of inputs under the key result's title."""
    return page.get_by_role("dialog").get_by_role("group", name=re.compile(words.key_result)).first


def answer(page: Page, words: Words, value: str) -> None:
    form(page, words).get_by_label(words.value, exact=True).fill(value)
    page.get_by_role("dialog").get_by_role("button", name=words.save, exact=True).click()


SHOWN = """() => {
  const pictures = [...document.querySelectorAll('[role=log] article img')].filter((one) => one.alt);
  pictures.forEach((one) => one.scrollIntoView());
  return pictures.length > 0 && pictures.every((one) => one.complete && one.naturalWidth > 0);
}"""
"""Whether the digest's pictures are there. They are looked up each time: its message is drawn anew with each reply."""


def leave_a_mistake(page: Page, words: Words) -> None:
    """Slack refuses a form that begins with "soon" in a number field, as a draft would have it."""
    for _time in range(2):
        page.get_by_role("button", name=words.check_in, exact=True).last.click()
        form(page, words).get_by_label(words.value, exact=True).fill("soon")
        page.get_by_role("dialog").get_by_role("button", name=words.cancel, exact=True).click()
        expect(page.get_by_role("dialog")).to_be_hidden()


def check_in(page: Page, words: Words) -> None:
    page.get_by_role("button", name=words.check_in, exact=True).last.click()
    answer(page, words, "soon")
    expect(form(page, words)).to_contain_text(words.refusal)
    form(page, words).get_by_label(words.confidence, exact=True).select_option("8")
    form(page, words).get_by_label(words.note, exact=True).fill("OK")
    answer(page, words, words.typed)
    receipt = page.get_by_role("log").get_by_role("article").last
    expect(receipt).to_contain_text(words.said)
    page.get_by_role("button", name=words.edit, exact=True).last.click()
    answer(page, words, words.better)
    expect(receipt).to_contain_text(words.said_then)


def read_the_digest(page: Page, words: Words) -> None:
    page.get_by_text(words.channel, exact=True).first.click()
    digest = page.get_by_role("log").get_by_role("article")
    expect(digest).to_have_count(1, timeout=90_000)  # what is drawn goes after all that tests do at once
    expect(digest).to_contain_text(re.compile(words.key_result))
    expect(digest).to_contain_text(re.compile(words.answered))
    page.wait_for_function(SHOWN, timeout=60_000)


@pytest.mark.timeout(300)
def test_it_lets_newcomers_of_both_languages_live_through_a_week(visit: Visit, tmp_path: Path) -> None:
    with demo(tmp_path) as (process, url):
        pages = {words: visit() for words in (ENGLISH, RUSSIAN)}
        for words, page in pages.items():
            page.goto(url)
            be(page, words)
        move(page, "To the next check-in")
        for words, page in pages.items():
            be(page, words)  # the same again, as keys in the list do
            leave_a_mistake(page, words)
            check_in(page, words)
        move(page, "To the deadline")
        for words, page in pages.items():
            read_the_digest(page, words)
    assert process.returncode == 0


def say(page: Page, words: str) -> Locator:
    """Types it into the message box; the answer."""
    before = page.get_by_role("article").count()
    box = page.get_by_label("Message okrbot")
    box.fill(words)
    box.press("Escape")
    box.press("Enter")
    expect(page.get_by_role("article")).to_have_count(before + 1)
    return page.get_by_role("article").last


def look_up(page: Page) -> None:
    expect(say(page, "/okr")).to_contain_text("NPS from 40 to 60")
    expect(say(page, "/okr help")).to_contain_text("/okr show 2.1")
    expect(say(page, "/okr show 1.1")).to_contain_text("Only visible to you")


def attach_a_survey(page: Page, file: Path) -> None:
    file.write_text("Response ID,Date,NPS\n" + "".join(f"{n},2026-11-{n:02d},{n % 11}\n" for n in range(1, 28)))
    page.locator("#composer-place input[type=file]").set_input_files(file)
    page.get_by_label("Message okrbot").fill("survey: may")
    page.get_by_label("Message okrbot").press("Enter")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("article").last).to_contain_text("New: 27")


def test_it_looks_objectives_up_by_command_and_imports_a_survey(page: Page, tmp_path: Path) -> None:
    with demo(tmp_path) as (_, url):
        page.goto(url)
        look_up(page)
        attach_a_survey(page, tmp_path / "may.csv")
