"""The axes of a chart over periods: round values at the left, and below as many periods named as there is room for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from charts.layout import Item, Mark, Rect, Role, Shape
from charts.scale import Scale, ticks
from charts.text import fit, line, measure
from charts.theme import FAINT, RULE, SMALL

# Half of it fits beside the first and the last point, so a name in the middle below them stays on the card.
WIDEST_NAME = 200
WIDEST_TICK = 240
TICK_GAP = 16
NAME_GAP = 20
BEFORE = 44  # room in the plot left of the first point
AFTER = 12  # and right of the last


@dataclass(frozen=True, slots=True)
class Across:
    """`count` points spread evenly over the plot; a single one in its middle."""

    plot: Rect
    count: int

    @property
    def step(self) -> float:
        return (self.plot.right - AFTER - self.plot.left - BEFORE) / max(self.count - 1, 1)

    def at(self, number: int) -> float:
        if self.count == 1:
            return (self.plot.left + self.plot.right) / 2
        return self.plot.left + BEFORE + number * self.step


@dataclass(frozen=True, slots=True)
class Upright:
    """The values an axis is marked with, and their names."""

    marks: tuple[tuple[float, str], ...]

    @property
    def width(self) -> float:
        return max(measure(name, SMALL) for _, name in self.marks) + TICK_GAP

    def scale(self, plot: Rect) -> Scale:
        return Scale(self.marks[0][0], self.marks[-1][0], plot.bottom, plot.top)


def upright(values: Sequence[float], tick: Callable[[float], str]) -> Upright:
    return Upright(tuple((value, fit(tick(value), SMALL, WIDEST_TICK)) for value in ticks(min(values), max(values))))


def grid(axis: Upright, plot: Rect) -> tuple[Item, ...]:
    """A line and a name for each value; zero stands out, as below it the meaning changes."""
    scale = axis.scale(plot)
    items: tuple[Item, ...] = ()
    for value, name in axis.marks:
        y = scale.at(value)
        colour = RULE if value else FAINT
        items += (
            Mark(Role.TICK, Shape.LINE, ((plot.left, y), (plot.right, y)), stroke=colour, width=2),
            line(Role.TICK, name, SMALL, plot.left - TICK_GAP, y - SMALL.line_height / 2, anchor=1),
        )
    return items


def names(texts: Sequence[tuple[str, str]], across: Across) -> tuple[Item, ...]:
    """Label and note below each point, or each second, third, ... where they would touch; always the last."""
    short = [(fit(label, SMALL, WIDEST_NAME), fit(note, SMALL, WIDEST_NAME)) for label, note in texts]
    widest = max(measure(text, SMALL) for pair in short for text in pair)
    stride = max(1, ceil((widest + NAME_GAP) / across.step))
    top = across.plot.bottom + SMALL.line_height / 2
    items: tuple[Item, ...] = ()
    for number in range(len(short) - 1, -1, -stride):
        x = across.at(number)
        label, note = short[number]
        items += (line(Role.LABEL, label, SMALL, x, top, anchor=0.5),)
        if note:
            items += (line(Role.NOTE, note, SMALL, x, top + SMALL.line_height, anchor=0.5),)
    return items
