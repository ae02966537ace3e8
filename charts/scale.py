"""Values to pixels, and the round numbers an axis is marked with."""

from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

# Beyond this a float no longer tells neighbouring ticks apart.
LARGEST = 1e12
SMALLEST = 1e-12


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
    if value is None or not isfinite(value) or abs(value) > LARGEST:
        return None
    return value if abs(value) >= SMALLEST else 0.0


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten that enclose `low` and `high`, about so many of them."""
    low, high = _apart(low, high)
    step = _step((high - low) / about)
    numbers = range(floor(low / step), ceil(high / step) + 1)
    return [float(f"{number * step:.12g}") for number in numbers]  # 0.3, not 0.30000000000000004


def _apart(low: float, high: float) -> tuple[float, float]:
    """With room around a value that stands alone; from zero upwards, as most measures can't be negative."""
    least = max(abs(low), abs(high)) * 1e-6
    if high - low > least:
        return low, high
    return (low * 0.9, low * 1.1) if low > 0 else (low * 1.1, low * 0.9) if low < 0 else (0, 1)


def _step(least: float) -> float:
    power = 10.0 ** floor(log10(least))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= least * (1 - 1e-9))
