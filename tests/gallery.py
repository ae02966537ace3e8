"""The demo's screens as pictures, in both languages, light and dark, wide and on a phone."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bot.demo import Stage
from tests.browser.chromium import CHROMIUM, FLAGS

SIZES = {"wide": (1440, 900), "phone": (390, 844)}
SCHEMES = ("light", "dark")
TALL = 3600
QUIET_MS = 400
COMMANDS = {
    "/okr": "5-okr",
    "/okr help": "5-okr-help",
    "/okr oops": "5-okr-typo",
    "/okr show 2.1": "5-okr-show",
}


@dataclass(frozen=True)
class Words:
    """Who looks, and what they press and read."""

    person: str
    channel: str
    check_in: str
    value: str
    confidence: str
    note: str
    save: str
    edit: str
    show: str


PEOPLE = {
    "en": Words("U0ANNA", "C0PRODUCT", "Check in", "Value", "Confidence (0-10)", "Note", "Save", "Edit", "Show"),
    "ru": Words(
        "U0BORIS", "C0SUPPORT", "Ответить", "Значение", "Уверенность (0–10)", "Комментарий", "Сохранить", "Изменить",
        "Показать",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """One window: a person of one language, on one screen, in one scheme."""

    page: Page
    words: Words
    name: str
    folder: Path

    def picture(self, of: str, tall: bool = False) -> None:
        width, height = SIZES[self.name.split("-")[2]]
        self.page.set_viewport_size({"width": width, "height": TALL if tall else height})
        self.page.wait_for_timeout(QUIET_MS)
        self.page.screenshot(path=self.folder / f"{of}-{self.name}.png", animations="disabled")

    def go(self, url: str, query: str) -> None:
        self.page.goto(f"{url}?as={self.words.person}{query}")
        self.page.get_by_role("log").first.get_by_role("article").last.wait_for()


@contextmanager
def looks(browser: Browser, folder: Path, languages: dict[str, Words]) -> Iterator[list[Look]]:
    yield [
        Look(_page(browser, size, scheme), words, f"{language}-{scheme}-{size}", folder)
        for (language, words), scheme, size in product(languages.items(), SCHEMES, SIZES)
    ]
    for context in browser.contexts:
        context.close()


def _page(browser: Browser, size: str, scheme: str) -> Page:
    width, height = SIZES[size]
    phone = size == "phone"
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light",
        device_scale_factor=2 if phone else 1, has_touch=phone, is_mobile=phone,
    )  # fmt: skip
    context.set_default_timeout(15_000)
    return context.new_page()


def prompt(look: Look, url: str) -> None:
    look.go(url, "")
    look.picture("1-prompt")


def modal(look: Look, _url: str) -> None:
    page, words = look.page, look.words
    page.get_by_role("button", name=words.check_in).last.click()
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    look.picture("2-modal")
    look.picture("2-modal-whole", tall=True)
    dialog.get_by_label(words.value).first.fill("soon")
    dialog.get_by_label(words.confidence).last.select_option("")
    dialog.get_by_role("button", name=words.save).click()
    dialog.locator('[aria-invalid="true"]').first.wait_for()
    look.picture("3-errors")
    look.picture("3-errors-whole", tall=True)
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")


def okr(look: Look, url: str) -> None:
    look.go(url, "")
    for line, name in (
        ("/okr", "5-okr"),
        ("/okr help", "5-okr-help"),
        ("/okr oops", "5-okr-typo"),
        ("/okr show 2.1", "5-okr-show"),
    ):
        seen = look.page.get_by_role("article").count()
        box = look.page.locator("#composer")
        box.fill(line)
        box.press("Escape")
        box.press("Enter")
        look.page.wait_for_function("n => document.querySelectorAll('article').length > n", arg=seen)
        look.picture(name)
    look.picture("5-okr-whole", tall=True)


def receipt(look: Look, url: str) -> None:
    look.go(url, "")
    look.picture("4-receipt")


def digest(look: Look, url: str) -> None:
    look.go(url, f"&in={look.words.channel}")
    look.page.wait_for_function("() => [...document.images].every(one => one.complete)")
    look.picture("6-digest")
    look.picture("6-digest-whole", tall=True)


def thread(look: Look, _url: str) -> None:
    offer = look.page.get_by_role("button", name="Reply in thread").or_(look.page.get_by_role("button", name="reply"))
    offer.last.click()
    look.picture("7-thread")


def home(look: Look, url: str) -> None:
    look.page.goto(f"{url}?as={look.words.person}&tab=home")
    look.picture("8-home")


def save(look: Look) -> None:
    page, words = look.page, look.words
    page.get_by_role("button", name=words.check_in).last.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(words.value).first.fill("56" if words.save == "Save" else "4,2")
    dialog.get_by_label(words.confidence).last.select_option("6")
    dialog.get_by_label(words.note).first.fill("On the way." if words.save == "Save" else "Идём по плану.")
    dialog.get_by_role("button", name=words.save).click()
    dialog.wait_for(state="hidden")
    page.get_by_role("button", name=words.edit).wait_for()


def each(found: list[Look], url: str, *scenes: Callable[[Look, str], None]) -> None:
    for look in found:
        for scene in scenes:
            scene(look, url)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, Stage.open(Path(data), 0) as stage, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        url = stage.slack.page_url
        with looks(browser, folder, PEOPLE) as found:
            first = found[0].page
            first.goto(url)
            first.get_by_role("button", name="To the next check-in").click()
            first.get_by_role("button", name="Check in").wait_for()
            each(found, url, prompt, modal)
            for look in (found[0], found[4]):
                save(look)
            each(found, url, receipt, okr)
            first.get_by_role("button", name="To the deadline").click()
            first.wait_for_timeout(3000)
            each(found, url, digest, thread, home)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/gallery"))
