"""A picture before it is drawn."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from bot.delivery.outgoing import Picture
from charts.layout import Layout
from charts.studio import Studio

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sketch:
    """What is on it, its alt text that tells the finding (at most 1,000 characters), and the name it gets as a file."""

    name: str
    title: str
    alt: str
    layout: Layout


def drawn(studio: Studio, sketches: Sequence[Sketch]) -> tuple[Picture, ...]:
    """Without those that could not be drawn in time: what they say stands in the message's text all the same."""
    pngs = studio.draw([sketch.layout for sketch in sketches])
    for sketch, png in zip(sketches, pngs, strict=True):
        if png is None:
            logger.warning("the picture %s is missing: its message goes out without it", sketch.name)
    return tuple(
        Picture(sketch.name, sketch.title, sketch.alt, png)
        for sketch, png in zip(sketches, pngs, strict=True)
        if png is not None
    )
