"""What share of simulated outcomes a forecast's range holds: `python -m tests.rules.coverage` prints docs/forecast.md's
tables."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from random import Random

from bot.rules.forecast import FEWEST_CHECKINS, Forecast, forecast
from tests.rules.simulated import LAST, Cycle, cycles

SEED = 20261001
EARLY, MIDWAY = 6, 3
"""With more weeks left than this."""
Foretell = Callable[[Cycle, int], Forecast]
"""From so many of a cycle's check-ins."""
Group = tuple[int, str]
"""By what it is grouped, and its name."""
ALL, KIND, WAY, KNOWN, LEFT, STAGE = range(6)


@dataclass
class Held:
    outcomes: int = 0
    held: int = 0

    @property
    def share(self) -> float:
        return self.held / self.outcomes


def foretold(cycle: Cycle, known: int) -> Forecast:
    found = forecast(cycle.points[:known], LAST, cycle.measure)
    assert found is not None
    return found


def halved(cycle: Cycle, known: int) -> Forecast:
    """A range that promises too much: what a test of coverage has to notice."""
    found = foretold(cycle, known)
    return Forecast(found.value, (found.value + found.low) / 2, (found.value + found.high) / 2)


def coverage(foretell: Foretell, made: Iterable[Cycle]) -> Mapping[Group, Held]:
    """Of each cycle, after each check-in from the fourth on."""
    found: dict[Group, Held] = defaultdict(Held)
    for cycle in made:
        for known in range(FEWEST_CHECKINS, len(cycle.points) + 1):
            said = foretell(cycle, known)
            held = said.low <= cycle.outcome <= said.high
            for group in _groups(cycle, known):
                found[group].outcomes += 1
                found[group].held += held
    return found


def _groups(cycle: Cycle, known: int) -> Iterable[Group]:
    left = (LAST - cycle.points[known - 1][0]).days // 7
    yield ALL, "all"
    yield KIND, cycle.kind
    yield WAY, cycle.way
    if cycle.mistyped:
        yield WAY, "any, mistyped once"
    yield KNOWN, f"{known} check-ins"
    yield LEFT, f"{left} weeks left" if left > 1 else "1 week left"
    yield STAGE, f"{cycle.kind}, {'early' if left > EARLY else 'midway' if left > MIDWAY else 'late'}"


def _order(group: Group) -> tuple[int, int, str]:
    """9 check-ins before 10."""
    by, name = group
    first = name.split()[0]
    return by, int(first) if first.isdigit() else 0, name


def main() -> None:
    rows = coverage(foretold, cycles(Random(SEED), 20_000))
    sys.stdout.write("| of | forecasts | outcome in the range |\n|---|---:|---:|\n")
    for (_, group), row in sorted(rows.items(), key=lambda one: _order(one[0])):
        sys.stdout.write(f"| {group} | {row.outcomes:,} | {row.share:.0%} |\n")


if __name__ == "__main__":
    main()
