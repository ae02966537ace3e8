"""Which pictures the digest of a company has."""

from bot.company.flow import CompanyDigest
from bot.pictures.sketch import Sketch
from bot.pictures.teams import teams
from bot.pictures.tree import tree
from bot.text import Text

MOST_ROWS = 60
"""What one still reads on a phone; a larger company has its lines."""


def sketches(text: Text, found: CompanyDigest) -> tuple[Sketch, ...]:
    """The teams side by side, and which objectives support which, where there is something to show."""
    side_by_side = teams(text, text("company.teams"), found.teams) if len(found.teams) <= MOST_ROWS else None
    return tuple(sketch for sketch in (side_by_side, _supporting(text, found)) if sketch)


def in_words(text: Text, found: CompanyDigest) -> tuple[str, ...]:
    """What the pictures say beyond the lines of the message, in which the teams stand side by side already."""
    supporting = _supporting(text, found)
    return (supporting.alt,) if supporting else ()


def _supporting(text: Text, found: CompanyDigest) -> Sketch | None:
    return tree(text, text("company.tree"), found.objectives) if len(found.objectives) <= MOST_ROWS else None
