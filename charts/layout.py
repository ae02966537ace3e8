"""What is on a picture and where, as plain values: drawn by render, inspected by tests, safe to send to a process."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from charts.theme import WIDTH, Style


class Role(StrEnum):
    CARD = "card"
    TITLE = "title"
    SUBTITLE = "subtitle"
    LEGEND = "legend"
    EMPTY = "empty"
    RULE = "rule"
    ROW_TITLE = "row title"
    DETAIL = "detail"
    VALUE = "value"
    TONE = "tone"
    TRACK = "track"
    BAR = "bar"
    FRAME = "frame"
    BEYOND = "beyond"
    EXPECTED = "expected"
    TARGET = "target"
    TICK = "tick"
    BAND = "band"
    LINE = "line"
    POINT = "point"
    GAP = "gap"
    LABEL = "label"
    NOTE = "note"
    NOTES_NAME = "notes name"
    START = "start"
    TODAY = "today"
    FAN = "fan"
    PROJECTED = "projected"
    BRANCH = "branch"
    PATTERN = "pattern"
    SEGMENT = "segment"
    BRACKET = "bracket"
    GROUP = "group"


Points = tuple[tuple[float, float], ...]


class Shape(StrEnum):
    """LINE and AREA join their points; BOX and DISC fill the box between two corners."""

    LINE = "line"
    AREA = "area"
    BOX = "box"
    DISC = "disc"


@dataclass(frozen=True, slots=True)
class Rect:
    """Pixels from the top left corner of the card, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def corners(self) -> Points:
        return ((self.left, self.top), (self.right, self.bottom))

    @property
    def across(self) -> Points:
        """From the left to the right, in the middle."""
        return ((self.left, self.middle), (self.right, self.middle))

    def overlaps(self, other: "Rect") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: "Rect") -> bool:
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


def around(x: float, y: float, radius: float) -> Rect:
    return Rect(x - radius, y - radius, x + radius, y + radius)


@dataclass(frozen=True, slots=True)
class Mark:
    role: Role
    shape: Shape
    points: Points
    fill: str | None = None
    stroke: str | None = None
    width: float = 0
    dashed: bool = False

    @property
    def rect(self) -> Rect:
        across, down = zip(*self.points, strict=True)
        return Rect(min(across), min(down), max(across), max(down))


@dataclass(frozen=True, slots=True)
class Text:
    """One line."""

    role: Role
    text: str
    rect: Rect
    style: Style


Item = Mark | Text


@dataclass(frozen=True, slots=True)
class Layout:
    height: int
    items: tuple[Item, ...]
    width: int = WIDTH

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(item for item in self.items if isinstance(item, Mark))

    @property
    def texts(self) -> tuple[Text, ...]:
        return tuple(item for item in self.items if isinstance(item, Text))


def lowest(items: Iterable[Item], top: float) -> float:
    """The lower edge of what was placed from `top` on; `top` itself when that was nothing."""
    return max((item.rect.bottom for item in items), default=top)
