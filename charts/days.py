"""The days of a cycle along the lower edge of a plot, numbered from 1, the one that is today, and values on them."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from charts.axes import NAME_GAP, WIDEST_NAME, Across
from charts.layout import Item, Mark, Role, Shape, Text
from charts.text import fit, line
from charts.theme import MUTED, SMALL

MOST_NAMES = 7
NAME_ABOVE = SMALL.line_height + 24  # clear of a figure, half of which may stand above the plot


@dataclass(frozen=True)
class Checked:
    """A value on a day; not `joined` to the one before where check-ins are missing between them."""

    day: int
    value: float
    joined: bool = True


def days_named(count: int, name: Callable[[int], str], across: Across) -> tuple[Text, ...]:
    """The first and the last day by name, and as many between them as there is room for."""
    for several in range(min(MOST_NAMES, count), 1, -1):
        days = [1 + round(number * (count - 1) / (several - 1)) for number in range(several)]
        named = [_named(day, name, across) for day in days]
        if all(left.rect.right + NAME_GAP <= right.rect.left for left, right in pairwise(named)):
            return tuple(day for day in named if day.text)
    return tuple(day for day in [_named(count, name, across)] if day.text)


def today(day: int | None, label: str, across: Across) -> tuple[Item, ...]:
    """A line through the plot, named above it; nothing on a day outside."""
    if day is None or not 0 <= day < across.count:
        return ()
    x, plot = across.at(day), across.plot
    name = line(Role.TODAY, fit(label, SMALL, WIDEST_NAME), SMALL, x, plot.top - NAME_ABOVE, anchor=0.5)
    mark = Mark(Role.TODAY, Shape.LINE, ((x, name.rect.bottom), (x, plot.bottom)), stroke=MUTED, width=2)
    return (mark, name) if name.text else (mark,)


def _named(day: int, name: Callable[[int], str], across: Across) -> Text:
    top = across.plot.bottom + SMALL.line_height / 2
    return line(Role.LABEL, fit(name(day), SMALL, WIDEST_NAME), SMALL, across.at(day), top, anchor=0.5)
