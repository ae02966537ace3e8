"""At which moments processes are killed."""

import random

from storage.points import Point
from tests.faults.replica import Doom

POINTS = tuple(point for point in Point if point is not Point.MIGRATE)
"""What a bot comes by in every week."""
ANYWHERE = 0.25
"""The share of kills that come at any moment, and not at a point."""
LONGEST = 0.3


def at(*points: Point) -> list[Doom]:
    return [Doom(point) for point in points]


def drawn(chance: random.Random, number: int) -> list[Doom]:
    return [_drawn(chance) for _ in range(number)]


def _drawn(chance: random.Random) -> Doom:
    if chance.random() < ANYWHERE:
        return Doom(after=chance.uniform(0.001, LONGEST))
    point = chance.choice(POINTS)
    # A digest is so rare that its third may never come.
    return Doom(point, nth=1 if point is Point.DIGEST else chance.randint(1, 3))
