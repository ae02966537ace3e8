"""The look of every picture: sizes in pixels of a card 1200 wide, colours that colour-blind readers tell apart."""

from dataclasses import dataclass
from enum import StrEnum

WIDTH = 1200
MARGIN = 48
LEFT = MARGIN
RIGHT = WIDTH - MARGIN
FIGURES = 848  # where the column with the values begins, right of the bars
BAR_END = FIGURES - 40
CORNER = 5  # how far boxes are rounded

# The card brings its own background, so it reads the same on Slack's light and dark themes.
CARD = "#ffffff"
EDGE = "#d5dbe1"
RULE = "#e4e8ec"
TRACK = "#dfe4ea"
INK = "#1b2733"
MUTED = "#52606d"
FAINT = "#8794a1"
BLUE = "#1f6fb2"
ORANGE = "#e08e00"
VERMILION = "#c8450a"
BAND = "#d2e2f0"


class Tone(StrEnum):
    ON_PACE = "on_pace"
    SLIGHTLY_BEHIND = "slightly_behind"
    BEHIND = "behind"
    NONE = "none"


TONE_COLOURS = {
    Tone.ON_PACE: BLUE,
    Tone.SLIGHTLY_BEHIND: ORANGE,
    Tone.BEHIND: VERMILION,
    Tone.NONE: FAINT,
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set; shown on a phone at 0.3 of its size, so nothing is smaller than 26."""

    size: int
    bold: bool = False
    colour: str = INK

    @property
    def line_height(self) -> int:
        return 2 * round(self.size * 0.64)  # even, so that its middle is a whole pixel


TITLE = Style(42, bold=True)
SUBTITLE = Style(29, colour=MUTED)
HEADING = Style(31)
FIGURE = Style(33, bold=True)
PHRASE = Style(28, colour=MUTED)
BODY = Style(28)
DETAIL = Style(28, colour=MUTED)
SMALL = Style(26, colour=MUTED)
EMPTY = Style(32, colour=MUTED)
