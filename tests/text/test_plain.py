"""Messages as plain text."""

import pytest
from slack_sdk.models.blocks import DividerBlock, HeaderBlock, RawTextObject, TableBlock

from bot.delivery.outgoing import Picture, Post
from bot.phrases.blocks import context, section
from bot.phrases.plain import as_text, plain
from bot.text import escape
from tests.hostile import STRINGS


@pytest.mark.parametrize(
    ("mrkdwn", "words"),
    [
        ("*Support*: 48 %", "Support: 48 %"),
        ("*two words* and _one_", "two words and one"),
        ("`/okr help`", "/okr help"),
        ("2*3*4 snake_case_name * _", "2*3*4 snake_case_name * _"),
        ("&lt;b&gt; R&amp;D &amp;lt;", "<b> R&D &lt;"),
        ("<@U0ANNA> <#C1|general> <!date^1^x|then>", "@U0ANNA #C1 !date^1^x"),
        ("<https://example.com|the page> <https://example.com>", "the page https://example.com"),
    ],
)
def test_it_leaves_the_words_alone(mrkdwn: str, words: str) -> None:
    assert plain(mrkdwn) == words


def test_it_gives_back_what_people_wrote() -> None:
    kept = [words for words in STRINGS if not set(words) & set("*_`")]
    assert [plain(escape(words)) for words in kept] == kept


def test_it_puts_blocks_one_below_the_other_and_tables_in_columns() -> None:
    rows = [[RawTextObject(text=cell).to_dict() for cell in row] for row in (("No.", "Title"), ("1.10", "NPS"))]
    blocks = [HeaderBlock(text="R&D"), DividerBlock(), section("*a*"), TableBlock(rows=rows), context("b\nc")]
    post = Post("heard", blocks, (Picture("nps.png", "NPS", "It rose.", b""),))
    assert as_text(post) == "R&D\n\na\n\nNo.   Title\n1.10  NPS\n\nb\nc\n\nNPS: It rose."


def test_it_says_once_what_a_picture_is_called() -> None:
    post = Post("heard", (), (Picture("nps.png", "NPS", "NPS. It rose.", b""),))
    assert as_text(post) == "NPS. It rose."
