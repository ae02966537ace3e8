"""The demo's screens as pictures, in both languages, light and dark, wide and on a phone."""

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from bot.demo import Stage
from tests.browser.chromium import CHROMIUM, FLAGS

SIZES = {"wide": (1440, 900), "phone": (390, 844)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TALL = 4000  # pixels, more than any message
QUIET_MS = 400
COMMANDS = {
    "okr": "/okr", "okr-help": "/okr help", "okr-unknown": "/okr oops", "okr-show": "/okr show 2.1",
    "okr-team": "/okr team", "okr-company": "/okr company", "okr-all": "/okr all", "okr-at-risk": "/okr at-risk",
    "okr-tree": "/okr tree", "okr-history": "/okr history 2.1", "okr-digest": "/okr digest",
    "okr-agenda": "/okr agenda", "okr-export": "/okr export", "okr-typo": "/okr дерев",
    "okr-kpis": "/okr kpi", "okr-kpi": "/okr kpi nps", "okr-doctor": "/okr doctor",
}  # fmt: skip
FORMS = {"okr-new": "/okr new", "okr-settings": "/okr settings", "okr-away": "/okr away"}


@dataclass(frozen=True)
class Words:
    """Who looks where, what they press, and what they type."""

    person: str
    channel: str
    check_in: str
    value: str
    confidence: str
    note: str
    save: str
    edit: str
    typed: str
    noted: str
    replied: str


PEOPLE = {
    "en": Words(
        "U0ANNA", "C0PRODUCT", "Check in", "Value", "Confidence (0-10)", "Note", "Save", "Edit",
        "56", "Half of the new answers praise the portal.", "1.1 57 conf 8 the new survey is live",
    ),
    "ru": Words(
        "U0BORIS", "C0SUPPORT", "Ответить", "Значение", "Уверенность (0–10)", "Комментарий", "Сохранить", "Изменить",
        "4,2", "Вечером дежурим по очереди.", "3.1 4,1 уверенность 7 дежурства помогают",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """A window of one person, on one screen, in one scheme."""

    page: Page
    words: Words
    url: str
    size: str
    name: str
    folder: Path

    def go(self, query: str = "") -> None:
        self.page.goto(f"{self.url}?as={self.words.person}{query}")
        self.page.get_by_role("article").last.wait_for()

    def picture(self, of: str) -> None:
        self.page.wait_for_timeout(QUIET_MS)
        self.page.screenshot(path=self.folder / f"{of}-{self.name}.png", animations="disabled")

    def message(self, of: str) -> None:
        """The newest message, however long."""
        width, height = SIZES[self.size]
        self.page.set_viewport_size({"width": width, "height": TALL})
        self.page.wait_for_timeout(QUIET_MS)
        self.page.get_by_role("article").last.screenshot(path=self.folder / f"{of}-{self.name}.png")
        self.page.set_viewport_size({"width": width, "height": height})


def looks(browser: Browser, url: str, folder: Path) -> list[Look]:
    return [
        Look(_page(browser, size, scheme), words, url, size, f"{language}-{scheme}-{size}", folder)
        for (language, words), scheme, size in product(PEOPLE.items(), SCHEMES, SIZES)
    ]


def _page(browser: Browser, size: str, scheme: Literal["light", "dark"]) -> Page:
    width, height = SIZES[size]
    phone = size == "phone"
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme,
        device_scale_factor=2 if phone else 1, has_touch=phone, is_mobile=phone,
    )  # fmt: skip
    context.set_default_timeout(15_000)
    return context.new_page()


def asked(look: Look) -> None:
    """The prompt; its form at the top, with mistakes, and at the end."""
    look.go()
    look.picture("1-prompt")
    look.page.get_by_role("button", name=look.words.check_in).last.click()
    form = look.page.get_by_role("dialog")
    form.wait_for()
    look.picture("2-form")
    form.get_by_label(look.words.value).first.fill("soon")
    form.get_by_role("button", name=look.words.save).click()
    form.locator('[aria-invalid="true"]').first.wait_for()
    look.picture("3-form-mistake")
    form.get_by_label(look.words.note).last.scroll_into_view_if_needed()
    look.picture("4-form-end")
    look.page.keyboard.press("Escape")
    form.wait_for(state="hidden")


def answer(look: Look) -> None:
    look.page.get_by_role("button", name=look.words.check_in).last.click()
    form = look.page.get_by_role("dialog")
    form.get_by_label(look.words.value).first.fill(look.words.typed)
    form.get_by_label(look.words.note).first.fill(look.words.noted)
    form.get_by_role("button", name=look.words.save).click()
    look.page.get_by_role("button", name=look.words.edit).wait_for()


def answered(look: Look) -> None:
    look.go()
    look.message("5-receipt")


def replied(look: Look) -> None:
    """What somebody says in words, and what the bot has understood."""
    before = look.page.get_by_role("article").count()
    say(look, look.words.replied)
    look.page.get_by_role("article").nth(before + 1).wait_for()
    look.picture("5-reply")


def say(look: Look, words: str) -> None:
    look.page.locator("#composer").fill(words)
    look.page.keyboard.press("Enter")


def commands(look: Look) -> None:
    for name, command in COMMANDS.items():
        before = look.page.get_by_role("article").count()
        say(look, f"{command} ")
        look.page.get_by_role("article").nth(before).wait_for()
        look.message(f"6-{name}")


def forms(look: Look) -> None:
    for name, command in FORMS.items():
        say(look, f"{command} ")
        form = look.page.get_by_role("dialog")
        form.wait_for()
        look.picture(f"6-{name}")
        look.page.keyboard.press("Escape")
        form.wait_for(state="hidden")


def home(look: Look) -> None:
    look.page.goto(f"{look.url}?as={look.words.person}&tab=home")
    look.page.locator("#home .home-body").wait_for()
    look.picture("6-home")


def digest(look: Look) -> None:
    look.go(f"&in={look.words.channel}")
    look.page.wait_for_function("() => [...document.images].every(one => one.complete)")
    look.picture("7-channel")
    look.message("7-digest")
    look.page.get_by_role("button", name=re.compile("Reply in thread|repl(y|ies)$")).last.click()
    look.picture("8-thread")


def each(found: list[Look], *scenes: Callable[[Look], None]) -> None:
    for look, scene in product(found, scenes):
        scene(look)


def shoot(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, Stage.open(Path(data), 0) as stage, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        found = looks(browser, stage.slack.page_url, folder)
        clock = found[0].page
        clock.goto(stage.slack.page_url)
        clock.get_by_role("button", name="To the next check-in").click()
        clock.get_by_role("button", name="Check in").wait_for()
        each(found, asked)
        for first in {look.words.person: look for look in found}.values():
            answer(first)
        each(found, answered, replied, commands, forms, home)
        clock.get_by_role("button", name="To the deadline").click()
        each(found, digest)
        browser.close()
