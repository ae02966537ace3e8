"""Numbers as people write them in answers: units, thousands, decimal commas; nothing that could be read in two ways."""

import re
from collections.abc import Sequence
from math import isfinite

from bot.replies.tokens import Token
from bot.replies.vocabulary import GROUPED, family, times
from bot.text.numbers import read_number

THOUSANDS_OR_DECIMALS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
SOUND = re.compile(rf"{GROUPED}|\d+(?:[.,]\d+)?|[.,]\d+|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?")
SAME_SCALE = ("%", "points")
"""NPS is called per cent and points alike."""
MOST_DIGITS = 15
NEAR = 10.0
"""A value is likely where it is within so many times the key result's own figures."""


class Unread(Exception):
    """A number that could mean two things, with both, or nothing."""

    def __init__(self, typed: str, *readings: float) -> None:
        super().__init__(typed)
        self.typed, self.readings = typed, readings


class OtherUnit(Exception):
    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


def amount(token: Token, unit: str, figures: Sequence[float]) -> float:
    """The value that a number says for a key result with such a unit and figures. Raises Unread and OtherUnit."""
    typed, digits = (token.found[0] if token.found else "").strip(), token.get("digits")
    if token.get("sign") == "+" or sum(map(str.isdigit, digits)) > MOST_DIGITS or not SOUND.fullmatch(digits):
        raise Unread(typed)
    for written in filter(None, (token.get("before"), token.get("unit"))):
        if not _measures(written, unit):
            raise OtherUnit(typed)
    sign = -1.0 if token.get("sign") else 1.0
    value = sign * _size(typed, digits, sign, figures) * times(token.get("times"))
    if not isfinite(value):
        raise Unread(typed)
    return value + 0.0  # minus zero is zero


def _size(typed: str, digits: str, sign: float, figures: Sequence[float]) -> float:
    value = read_number(digits)
    if value is None:
        raise Unread(typed)
    if not THOUSANDS_OR_DECIMALS.fullmatch(digits):
        return value
    readings = (float(digits.replace(",", ".")), float(re.sub("[.,]", "", digits)))
    likely = [reading for reading in readings if _near(reading, figures)]
    if len(likely) == 1 and (likely[0] == value or "," in digits):
        return likely[0]
    if "." in digits and not likely:
        return value
    raise Unread(typed, *(sign * reading for reading in readings))


def _near(value: float, figures: Sequence[float]) -> bool:
    sizes = [abs(figure) for figure in figures]
    return bool(sizes) and min(sizes) / NEAR <= value <= max(sizes) * NEAR


def _measures(written: str, unit: str) -> bool:
    if not unit:
        return True
    theirs, ours = family(written), family(unit)
    return theirs == ours or {theirs, ours} <= set(SAME_SCALE) or _declined(theirs, ours)


def _declined(theirs: str, ours: str) -> bool:
    """The same word in another case: the number's pattern has looked closer."""
    return len(ours) > 3 and theirs[: max(4, len(ours) - 2)] == ours[: max(4, len(ours) - 2)]
