"""Which pictures the digest of a company has."""

from bot.company.flow import CompanyDigest
from bot.pictures.sketch import Sketch
from bot.text import Text


def sketches(_text: Text, _found: CompanyDigest) -> tuple[Sketch, ...]:
    return ()


def in_words(text: Text, found: CompanyDigest) -> tuple[str, ...]:
    """What the same pictures say."""
    return tuple(sketch.alt for sketch in sketches(text, found))
