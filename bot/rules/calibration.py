"""How well a team's confidence foretold what came true: told of the team, never of one person."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from bot.rules.confidence import HIGHEST, Level, level

FEWEST_OWNERS, FEWEST_CLAIMS = 3, 5
UNDECIDED = 0.25
"""The Brier score of who always says 5 of 10."""


@dataclass(frozen=True)
class Claim:
    """The confidence of 0 to 10 that was given of one key result, and whether it came true."""

    owner: Hashable
    confidence: int
    came_true: bool


@dataclass(frozen=True)
class LevelShare:
    """How many claims were of this level, and how many came true; `claimed` is their mean confidence as a fraction."""

    level: Level
    n: int
    came_true: int
    claimed: float

    @property
    def came(self) -> float:
        """The share that came true."""
        return self.came_true / self.n


@dataclass(frozen=True)
class Calibration:
    """Of `n` claims by `owners` people: the Brier score, 0 best, 1 worst, and the levels that were given, high first;
    neither where that would be too few to say, and would tell of single people."""

    n: int
    owners: int
    brier: float | None
    levels: tuple[LevelShare, ...]
    too_few: bool


def calibration(claims: Iterable[Claim]) -> Calibration:
    made = list(claims)
    n, owners = len(made), len({claim.owner for claim in made})
    if n < FEWEST_CLAIMS or owners < FEWEST_OWNERS:
        return Calibration(n, owners, None, (), too_few=True)
    of_level = {one: [claim for claim in made if level(claim.confidence) is one] for one in Level}
    shares = tuple(_share(one, given) for one, given in of_level.items() if given)
    return Calibration(n, owners, brier(made), shares, too_few=False)


def brier(claims: Sequence[Claim]) -> float:
    """The mean squared distance of what was claimed from what came true, of at least one (Brier 1950, Verification of
    forecasts expressed in terms of probability, Monthly Weather Review 78)."""
    return fmean((claim.confidence / HIGHEST - claim.came_true) ** 2 for claim in claims)


def _share(one: Level, claims: Sequence[Claim]) -> LevelShare:
    claimed = fmean(claim.confidence for claim in claims) / HIGHEST
    return LevelShare(one, len(claims), sum(claim.came_true for claim in claims), claimed)
