"""Measurements: each is a ratio beside its goal, taken in one run against something else."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measured figure. `limit` is the goal it is held against, none where there is no goal."""

    goal: str
    name: str
    ratio: float
    limit: float | None
    unit: str = "ratio"
