"""Cycles as teams live them, made up: what was checked in week by week, and what came of it on the last day.

A way is a course of values on a scale of its own: from 0 to about 1 where something is to change, around 0 where
something is to be maintained. `cycles` gives it a unit and its rounding, a direction, missed weeks and mistyped values.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from math import exp, sqrt
from random import Random

from bot.rules.progress import MOST_STEPS, Change, Maintain, Measure, Milestone

FIRST = date(2026, 10, 1)
WEEKS = 13
LAST = FIRST + timedelta(weeks=WEEKS, days=-1)
MISSED = 0.12
"""The share of check-ins that nobody answers."""
MISTYPED = 1 / 8
"""The share of cycles with one value ten times too high."""

Way = Callable[[Random], list[float]]
"""The values at the end of weeks 1 to 13."""


@dataclass(frozen=True)
class Cycle:
    """What was checked in before the last day, oldest first, and what it was on the last day."""

    way: str
    measure: Measure
    points: tuple[tuple[date, float], ...]
    outcome: float
    mistyped: bool = False

    @property
    def kind(self) -> str:
        match self.measure:
            case Change(start, target):
                return "increasing" if target > start else "decreasing"
            case Maintain():
                return "maintain"
            case _:
                return "milestone"


def line(random: Random) -> list[float]:
    """A steady way, measured well."""
    return _noisy(random, [week / WEEKS for week in range(1, WEEKS + 1)], random.uniform(0.01, 0.06))


def s_shape(random: Random) -> list[float]:
    middle, steep = random.uniform(5, 10), random.uniform(0.4, 1.2)
    way = [1 / (1 + exp(-steep * (week - middle))) for week in range(1, WEEKS + 1)]
    return _noisy(random, way, random.uniform(0.01, 0.06))


def late_start(random: Random) -> list[float]:
    first = random.randint(2, 8)
    way = [max(0, week - first) / (WEEKS - first) for week in range(1, WEEKS + 1)]
    return _noisy(random, way, random.uniform(0.01, 0.06))


def plateau(random: Random) -> list[float]:
    last = random.randint(5, 10)
    return _noisy(random, [min(week, last) / last for week in range(1, WEEKS + 1)], random.uniform(0.01, 0.06))


def running_total(random: Random) -> list[float]:
    """Surprises stay: every week adds about as much, with a scatter of its own."""
    drift, scatter = _reach(random) / WEEKS, random.uniform(0.3, 2) / WEEKS
    return list(accumulate(drift + random.gauss(0, scatter) for _ in range(WEEKS)))


def count(random: Random) -> list[float]:
    """Some weeks bring nothing, some a lot: contracts signed, articles written."""
    shape, pace = random.uniform(0.5, 3), _reach(random) / WEEKS
    return list(accumulate(random.gammavariate(shape, pace / shape) for _ in range(WEEKS)))


def survey(random: Random) -> list[float]:
    """A trend under the noise of few answers, drawn anew each week."""
    return _noisy(random, [week / WEEKS for week in range(1, WEEKS + 1)], random.uniform(0.1, 0.5))


def moving_window(random: Random) -> list[float]:
    """The same over the answers of the last four weeks."""
    reach, noise = _reach(random), [random.gauss(0, 0.6) for _ in range(WEEKS + 3)]
    return [reach * (week + 1) / WEEKS + sum(noise[week : week + 4]) / 4 for week in range(WEEKS)]


def level(random: Random) -> list[float]:
    """Around a level that holds, forgetting a surprise fast or slowly."""
    return _around_a_level(random, random.uniform(0, 0.9))


def sliding(random: Random) -> list[float]:
    """A level that is lost, or rises, bit by bit."""
    drift = random.gauss(0, 0.12)
    return [value + drift * week for week, value in enumerate(_around_a_level(random, random.uniform(0, 0.6)))]


def _reach(random: Random) -> float:
    """How far a team gets: some hardly anywhere, some beyond their target."""
    return random.uniform(0.2, 1.3)


def _noisy(random: Random, way: list[float], scatter: float) -> list[float]:
    reach = _reach(random)
    return [value * reach + random.gauss(0, scatter) for value in way]


def _around_a_level(random: Random, lasting: float) -> list[float]:
    values = [random.gauss(0, 1)]
    while len(values) < WEEKS:
        values.append(lasting * values[-1] + sqrt(1 - lasting**2) * random.gauss(0, 1))
    return values


Make = Callable[[Random], Cycle]
CHANGES: dict[str, Way] = {
    "a line": line,
    "an S": s_shape,
    "a late start": late_start,
    "a plateau": plateau,
    "a running total": running_total,
    "a count": count,
    "a survey": survey,
    "a moving window": moving_window,
}
LEVELS: dict[str, Way] = {"a level": level, "a sliding level": sliding}
HELD_UNITS = ((90.0, 2.0, 0), (12.0, 1.0, 1), (0.5, 0.05, 3), (400.0, 25.0, 0))
"""The level, its scatter and decimals."""
UNITS = ((40.0, 60.0, 0), (0.0, 100.0, 0), (0.0, 1_000_000.0, 0), (6.0, 2.0, 1), (100.0, 0.0, 0), (4.25, 3.5, 2))
"""Start, target and decimals that people type: rising and falling."""


def cycles(random: Random, how_many: int) -> Iterator[Cycle]:
    """Of each way in turn; a level as often as three others, as it is to be maintained and those are to change."""
    made = [*map(_change, CHANGES), *map(_maintain, [*LEVELS] * 3), _steps]
    for number in range(how_many):
        yield made[number % len(made)](random)


def _change(way: str) -> Make:
    def make(random: Random) -> Cycle:
        start, target, decimals = random.choice(UNITS)
        values = [round(start + (target - start) * value, decimals) for value in CHANGES[way](random)]
        return _checked_in(random, way, Change(start, target), values)

    return make


def _maintain(way: str) -> Make:
    def make(random: Random) -> Cycle:
        middle, scatter, decimals = random.choice(HELD_UNITS)
        values = [round(middle + scatter * value, decimals) for value in LEVELS[way](random)]
        bound = random.choice([Maintain(min=middle - scatter), Maintain(max=middle + scatter)])
        return _checked_in(random, way, bound, values)

    return make


def _steps(random: Random) -> Cycle:
    """Each is done another while after the one before."""
    most = random.randint(3, MOST_STEPS)
    pace = random.uniform(0.4, 1.5) * WEEKS / most
    done = list(accumulate(random.gammavariate(2, pace / 2) for _ in range(most)))
    values = [float(sum(week_done <= week for week_done in done)) for week in range(1, WEEKS + 1)]
    return _checked_in(random, "steps", Milestone((1.0,) * most), values)


def _checked_in(random: Random, way: str, measure: Measure, values: list[float]) -> Cycle:
    """Every week, or in one of three cycles every other week; the last day is what is foretold."""
    every = random.choice((1, 1, 2))
    weeks = [week for week in range(every, WEEKS, every) if random.random() > MISSED]
    typed = not isinstance(measure, Milestone) and random.random() < MISTYPED
    wrong = random.choice(weeks) if typed and weeks else None
    points = tuple(
        (FIRST + timedelta(weeks=week, days=-1), values[week - 1] * (10 if week == wrong else 1)) for week in weeks
    )
    return Cycle(way, measure, points, values[-1], wrong is not None)
