"""Any string made drawable, measured and wrapped."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category, normalize

from charts.fonts import advances, has
from charts.layout import Rect, Role, Text
from charts.theme import Style

# Far above any sensible title; keeps the picture finite when somebody pastes a page.
LIMIT = 300
ELLIPSIS = "…"
KEPT_SPACES = "\u00a0\u202f"


def clean(text: str) -> str:
    """One line of characters the font has: others are dropped, letters among them leave an ellipsis."""
    cut = text if len(text) <= LIMIT else text[: LIMIT - 1] + ELLIPSIS
    shown = "".join(map(_shown, normalize("NFC", cut)))
    line = re.sub(f"{ELLIPSIS}+", ELLIPSIS, re.sub(" +", " ", shown)).strip(" ")
    return line or (ELLIPSIS if text.strip() else "")


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    if character.isspace() and character not in KEPT_SPACES:
        return " "
    kind = category(character)
    if kind.startswith("C"):
        return ""
    if has(character):
        return character
    return ELLIPSIS if kind[0] in "LN" else ""


@lru_cache(maxsize=4096)  # a line is measured when it is wrapped, when it is placed, and in each picture that names it
def measure(text: str, style: Style) -> float:
    return sum(advances(text, style.size, style.bold))


def wrap(text: str, style: Style, width: float) -> list[str]:
    """All of a clean text in lines no wider than `width` pixels; a word too long for a line is broken."""
    lines: list[str] = []
    line = ""
    for piece in (piece for word in text.split(" ") if word for piece in _pieces(word, style, width)):
        longer = f"{line} {piece}" if line else piece
        if line and measure(longer, style) > width:
            lines.append(line)
            line = piece
        else:
            line = longer
    return [*lines, line] if line else lines


def _pieces(word: str, style: Style, width: float) -> Iterator[str]:
    while measure(word, style) > width:
        fits = max(1, bisect_right(range(len(word)), width, key=lambda n: measure(word[:n], style)) - 1)
        yield word[:fits]
        word = word[fits:]
    yield word


def fit(text: str, style: Style, width: float) -> str:
    """As much of the text as one line holds, with an ellipsis for the rest."""
    whole = clean(text)
    if measure(whole, style) <= width:
        return whole
    return wrap(whole, style, width - measure(ELLIPSIS, style))[0] + ELLIPSIS


def line(role: Role, text: str, style: Style, x: float, top: float, anchor: float = 0) -> Text:
    """One line whose left end (anchor 0), middle (0.5) or right end (1) is at `x`."""
    width = measure(text, style)
    left = x - anchor * width
    return Text(role, text, Rect(left, top, left + width, top + style.line_height), style)


def paragraph(role: Role, text: str, style: Style, left: float, top: float, width: float) -> tuple[Text, ...]:
    """The whole text in lines below one another."""
    return tuple(
        line(role, words, style, left, top + number * style.line_height)
        for number, words in enumerate(wrap(clean(text), style, width))
    )
