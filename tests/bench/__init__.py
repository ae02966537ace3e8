"""Measurements: each is a figure beside its goal, mostly a ratio to something else measured in the same run."""

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """One thing measured, a figure for each run. `limit` is the most its median may be, none where there is no goal."""

    goal: str
    name: str
    figures: tuple[float, ...]
    limit: float | None
    unit: str = ""

    @property
    def median(self) -> float:
        return median(self.figures)

    @property
    def ok(self) -> bool:
        return self.limit is None or self.median <= self.limit
