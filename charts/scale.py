"""Values to pixels, and the round numbers an axis is marked with."""

from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

# Beyond this a float no longer tells neighbouring ticks apart.
LARGEST = 1e12


@dataclass(frozen=True, slots=True)
class Scale:
    """`low` lies at pixel `start`, `high` at pixel `end`; what is outside is drawn at the nearer end."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def plottable(value: float | None) -> float | None:
    """The value, or None where it has no place on an axis: not a number, infinite, beyond 1e12."""
    return value if value is not None and isfinite(value) and abs(value) <= LARGEST else None


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten that enclose `low` and `high`, about so many of them."""
    step = _step(_spread(low, high) / about)
    first, last = floor(low / step), ceil(high / step)
    return [number * step for number in range(first, max(last, first + 1) + 1)]


def _spread(low: float, high: float) -> float:
    """The distance to cover; for a single value a fifth of it, so that it doesn't fill the axis."""
    return max(high - low, abs(high) * 1e-6) if high > low else max(abs(high) / 5, 1e-6) if high else 1


def _step(least: float) -> float:
    power = 10.0 ** floor(log10(least))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= least * (1 - 1e-9))
