"""What a picture leaves out where it would grow too long to be looked at."""

from collections.abc import Sequence
from typing import TypeVar

from bot.text import Text

MOST_ROWS = 60

Row = TypeVar("Row")


def most_pressing(rows: Sequence[Row], pressing: Sequence[bool]) -> list[Row]:
    """At most sixty, the pressing ones before the others; in the order they had."""
    places = sorted(range(len(rows)), key=lambda place: (not pressing[place], place))[:MOST_ROWS]
    return [rows[place] for place in sorted(places)]


def how_many(text: Text, shown: Sequence[object], found: Sequence[object]) -> list[str]:
    """How many of all there are to see; nothing where it is all of them."""
    if len(shown) == len(found):
        return []
    return [text("chart.shown", shown=text.number(len(shown)), total=text.number(len(found)))]
