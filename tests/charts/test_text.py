import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.fonts import has
from charts.layout import Role
from charts.text import LIMIT, clean, fit, measure, paragraph, wrap
from charts.theme import BODY, HEADING
from tests.charts.cards import HOSTILE


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("Raise NPS", "Raise NPS"),
        ("Поднять NPS до 60 → 70", "Поднять NPS до 60 → 70"),
        ("$x^$ \\frac{1}{0}", "$x^$ \\frac{1}{0}"),
        ("two\nlines\tand  spaces ", "two lines and spaces"),
        ("nul\x00 and \u202eoverride", "nul and override"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("🚀 launch 👩‍👩‍👧", "launch"),
        ("и\u0306", "й"),
        ("日本語 sales", "… sales"),
        ("🚀", "…"),
        ("60\u00a0%", "60\u00a0%"),
        ("", ""),
        (" ", ""),
    ],
)
def test_it_shows_what_the_font_can(given_text: str, shown: str) -> None:
    assert clean(given_text) == shown


def test_it_keeps_titles_whole_and_cuts_pages() -> None:
    assert clean("w" * LIMIT) == "w" * LIMIT
    assert clean("w" * 10_000) == "w" * (LIMIT - 1) + "…"


@given(st.text())
def test_it_never_shows_a_character_the_font_lacks(text: str) -> None:
    assert all(has(character) for character in clean(text))


@given(HOSTILE, st.integers(60, 1200))
def test_it_wraps_within_the_width_and_loses_nothing(text: str, width: int) -> None:
    lines = wrap(clean(text), BODY, width)
    assert all(measure(line, BODY) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == clean(text).replace(" ", "")


def test_it_breaks_lines_between_words() -> None:
    assert wrap("raise the score", BODY, measure("raise the", BODY)) == ["raise the", "score"]


def test_it_never_breaks_at_a_space_that_holds_together() -> None:
    assert wrap("about 60\u00a0%", BODY, measure("about 60", BODY)) == ["about", "60\u00a0%"]


def test_it_ends_what_does_not_fit_with_an_ellipsis() -> None:
    short = fit("a label much too long", BODY, 150)
    assert short.endswith("…")
    assert measure(short, BODY) <= 150


def test_it_leaves_what_fits_as_it_is() -> None:
    assert fit("W12", BODY, 150) == "W12"


def test_it_sets_lines_below_one_another() -> None:
    first, second = paragraph(Role.DETAIL, "raise the score", HEADING, 10, 20, measure("raise the", HEADING))
    assert (first.rect.left, first.rect.top) == (10, 20)
    assert second.rect.top == first.rect.bottom
