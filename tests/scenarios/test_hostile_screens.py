"""Whatever people have written: no screen that is drawn of it comes alive, breaks Slack's limits, or says otherwise."""

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import ImageBlock
from slack_sdk.models.views import View

from bot.delivery.outgoing import Post
from bot.digests.flow import Digest
from bot.digests.pictures import sketches
from bot.localslack import checks
from bot.localslack.errors import Refusal
from bot.objectives.lookup import Listed
from bot.objectives.table import as_csv
from bot.text import escape, speak
from charts.render import draw
from tests.hostile import LONG, STRINGS, filled, kept, problems, read, squeezed
from tests.scenarios.conftest import Company
from tests.scenarios.digest_screens import Screen
from tests.scenarios.screens import screens, told

LONGEST = [words for words in LONG if len(words) > 2000]
FORMULA = re.compile(r"[=+\-@＝＋－＠\x00-\x1f]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """What is drawn does not depend on the database."""
    return sqlite_database


@pytest.fixture
def drawn(company: Company) -> list[Screen]:
    told(company)
    with company.bot.context.database.write() as session:
        return list(screens(session, company))


class Pen:
    """Writes one string after the other, over and over, and remembers which."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words, self.place = words, 0
        self.written: list[str] = []

    def __iter__(self) -> "Pen":
        return self

    def __next__(self) -> str:
        self.written.append(self.words[self.place % len(self.words)])
        self.place += 1
        return self.written[-1]

    def draw(self, screen: Screen) -> tuple[Any, list[str]]:
        """What Slack gets, with the faults in it."""
        self.written = []
        shown = screen.draw(filled(screen.value, self))
        assert shown is not None
        try:
            return sent(shown)
        except SlackObjectFormationError as refused:
            return [], [str(refused)]


def sent(shown: Post | View) -> tuple[Any, list[str]]:
    """As Slack gets it, with what is alive in it, or cut in two, and what Slack would refuse."""
    if isinstance(shown, View):
        node = json.loads(json.dumps(shown.to_dict()))
        return node, problems(node) + refusals(lambda: checks.check_view(node, str(shown.type), {}))
    told = [ImageBlock(image_url="https://example.com/a.png", alt_text=picture.alt) for picture in shown.pictures]
    node = json.loads(json.dumps([block.to_dict() for block in shown.around(told)]))
    return node, problems(node, shown.text) + refusals(lambda: checks.check_message(node, {}))


def refusals(check: Callable[[], None]) -> list[str]:
    try:
        check()
    except Refusal as refused:
        return refused.messages
    return []


def marked(screen: Screen) -> list[int]:
    """Which of the texts that people wrote it shows."""
    pen = Pen([f"Q{number}z" for number in range(500)])
    node, _ = pen.draw(screen)
    said = read(node)
    return [number for number, mark in enumerate(pen.written) if mark in said]


def test_it_shows_each_string_on_each_screen_as_it_was_written(drawn: list[Screen]) -> None:
    found, lost = [], []
    for screen in drawn:
        pen, shown = Pen(STRINGS), marked(screen)
        while pen.place < len(STRINGS):
            node, faults = pen.draw(screen)
            found += [(screen.name, fault) for fault in faults]
            said = squeezed(read(node))
            begun = [squeezed(kept(pen.written[number]))[:20].strip() for number in shown]
            if max(map(len, pen.written)) < 200:  # what is long may push others out
                lost += [(screen.name, words) for words in begun if words not in said]
    assert (found, lost) == ([], [])


def test_it_draws_each_screen_where_everything_is_as_long_as_can_be(drawn: list[Screen]) -> None:
    assert [
        (screen.name, fault) for words in LONGEST for screen in drawn for fault in Pen([words]).draw(screen)[1]
    ] == []


def test_there_are_two_hundred_strings_and_screens_show_most_of_what_people_write(drawn: list[Screen]) -> None:
    assert len(set(STRINGS)) >= 200
    assert [screen.name for screen in drawn if not marked(screen)] == ["reminder", "Home owed"]
    assert sum(len(marked(screen)) for screen in drawn) > 400


def test_it_walks_pictures_of_all_kinds(drawn: list[Screen]) -> None:
    told = [picture.name for screen in drawn for picture in getattr(screen.draw(screen.value), "pictures", ())]
    kinds = {re.sub(r"[-.].*", "", name) for name in told}
    assert kinds == {
        "progress", "kpi", "forecast", "confidence", "sparklines", "answers", "teams", "tree", "calibration",
    }  # fmt: skip


def test_without_escapes_it_would_come_alive(drawn: list[Screen], monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: it must fail."""
    for name, module in list(sys.modules.items()):
        if name.startswith("bot.") and getattr(module, "escape", None) is escape:
            monkeypatch.setattr(module, "escape", str)
    alive = {screen.name for screen in drawn for fault in Pen(["<!channel>"]).draw(screen)[1] if fault == "<!channel>"}
    assert len(alive) > 35


def test_no_cell_of_a_table_is_a_formula(drawn: list[Screen]) -> None:
    (listed,) = (screen.value for screen in drawn if screen.name == "/okr all")
    pen = Pen(STRINGS)
    while pen.place < len(STRINGS):
        table: Listed = filled(listed, pen)
        rows = list(csv.reader(io.StringIO(as_csv(table.found), newline="")))
        assert len(rows) == 1 + sum(len(one.key_results) for one in table.found)
        assert not [cell for row in rows for cell in row if FORMULA.match(cell) and not NUMBER.fullmatch(cell)]


def test_pictures_are_drawn_of_any_words_and_their_alt_texts_are_as_written(drawn: list[Screen]) -> None:
    (digest,) = (screen.value for screen in drawn if screen.name == "digest")
    pen = Pen(STRINGS)
    while pen.place < len(STRINGS):
        found: Digest = filled(digest, pen)
        said = sketches(speak("en"), found)
        assert all(draw(one.layout).startswith(b"\x89PNG") and 0 < len(one.alt) <= 1000 for one in said)
        first = found.key_results[0].title
        assert len(first) > 200 or first in said[0].alt
