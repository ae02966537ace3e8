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
WIDEST_TICK = 280  # a trillion
WIDEST_NOTE = 72  # half of it fits beside the first point, clear of the name at the left
WIDEST_NOTES_NAME = 60  # which fits left of any axis
TICK_GAP = 16
NAME_GAP = 20
NOTE_GAP = 10  # so that there is one below each of twelve weeks
BEFORE = 44  # room in the plot left of the first point
AFTER = 12  # and right of the last
PLOT_GAP = 36  # above the plot


@dataclass(frozen=True, slots=True)
class Across:
    """`count` points spread evenly over the plot; a single one in its middle."""

    plot: Rect
    count: int

    @property
    def step(self) -> float:
        return (self.plot.right - AFTER - self.plot.left - BEFORE) / max(self.count - 1, 1)

    def at(self, number: float) -> float:
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


def names(labels: Sequence[str], across: Across) -> tuple[Item, ...]:
    """The label below each point, or each second, third, ... where they would touch; always the last."""
    return _row(Role.LABEL, labels, across, across.plot.bottom + SMALL.line_height / 2, NAME_GAP)


def notes(texts: Sequence[str], name: str, across: Across) -> tuple[Item, ...]:
    """A row of notes below the labels. Where they are short their name stands once, beside the ticks, so that there
    is room for one below every point; else it stands before each of them."""
    if not any(texts):
        return ()
    top = across.plot.bottom + SMALL.line_height * 3 / 2
    if max(measure(fit(text, SMALL, WIDEST_NAME), SMALL) for text in texts) > WIDEST_NOTE:
        named = [f"{name}={text}" if name and text else text for text in texts]
        return _row(Role.NOTE, named, across, top, NAME_GAP)
    once = line(Role.NOTES_NAME, fit(name, SMALL, WIDEST_NOTES_NAME), SMALL, across.plot.left - TICK_GAP, top, anchor=1)
    return (*([once] if name else []), *_row(Role.NOTE, texts, across, top, NOTE_GAP))


def _row(role: Role, texts: Sequence[str], across: Across, top: float, gap: float) -> tuple[Item, ...]:
    short = [fit(text, SMALL, WIDEST_NAME) for text in texts]
    stride = max(1, ceil((max(measure(text, SMALL) for text in short) + gap) / across.step))
    places = range(len(short) - 1, -1, -stride)
    return tuple(line(role, short[place], SMALL, across.at(place), top, anchor=0.5) for place in places if short[place])
