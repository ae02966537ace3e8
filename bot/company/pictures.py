"""Which pictures the digest of a company has."""

from bot.company.flow import CompanyDigest
from bot.pictures.sketch import Sketch
from bot.pictures.teams import teams
from bot.pictures.tree import tree
from bot.text import Text


def sketches(text: Text, found: CompanyDigest) -> tuple[Sketch, ...]:
    """The teams side by side, and which objectives support which, where there is something to show."""
    drawn = (
        teams(text, text("company.teams"), found.teams),
        tree(text, text("company.tree"), found.objectives),
    )
    return tuple(sketch for sketch in drawn if sketch)


def in_words(text: Text, found: CompanyDigest) -> tuple[str, ...]:
    """What the pictures say beyond the lines of the message, in which the teams stand side by side already."""
    supporting = tree(text, text("company.tree"), found.objectives)
    return (supporting.alt,) if supporting else ()
