"""What is too long ends with an ellipsis, and never within an escape or a mention."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import cut, escape, fit


@given(st.text(), st.integers(1, 40))
def test_it_never_cuts_an_escape_in_two(words: str, most: int) -> None:
    said = fit(escape(words), most)
    assert len(said) <= most
    assert escape(html.unescape(said)) == said
    assert said == escape(words) or said.endswith("…")


@pytest.mark.parametrize(
    ("words", "most", "said"),
    [
        ("a&amp;b", 6, "a…"),
        ("a&amp;b", 7, "a&amp;b"),
        ("by <@U0ANNA>", 9, "by…"),
        ("one two", 5, "one…"),
        ("abc", 3, "abc"),
    ],
)
def test_it_leaves_out_whole_what_does_not_fit(words: str, most: int, said: str) -> None:
    assert fit(words, most) == said


def test_plain_words_are_cut_wherever_it_is() -> None:
    assert cut("a&b&c", 4) == "a&b…"
