"""Median and p90 from the two rows at the rank, so that a database never hands over all of them."""

from dataclasses import dataclass
from math import floor


@dataclass(frozen=True)
class Rank:
    """Row numbers, from 0 in ascending order, and how far to go from the lower row to the upper one."""

    lower: int
    upper: int
    weight: float


def rank(n: int, q: float) -> Rank | None:
    """Where quantile q (0 to 1) of n rows lies, by linear interpolation (Hyndman and Fan 1996, type 7)."""
    if n == 0:
        return None
    place = round((n - 1) * q, 9)
    lower = floor(place)
    return Rank(lower, min(lower + 1, n - 1), place - lower)


def between(lower: float, upper: float, rank: Rank) -> float:
    return lower + (upper - lower) * rank.weight
