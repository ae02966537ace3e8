"""What a KPI says: the number with everything that must stand beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.errors import UserError
from bot.kpis.options import Stat
from bot.kpis.takes import WITHOUT_MINIMUM
from bot.kpis.windows import Period
from bot.rules import kpi as rules
from bot.rules.kpi import Estimate
from storage.kinds import Direction, Formula

SMALL = 10


def rounded(value: float) -> float:
    """A computed number as people read it: to one decimal, small ones to two."""
    return round(value, 1 if abs(value) >= SMALL else 2)


@dataclass(frozen=True)
class Reading:
    """A KPI's number over its days (`first` and `last` are none where it is over all rows).

    `newest` is the latest row's instant in the workspace's zone, a day where rows have no times; `survey` is empty
    where the rows are none of a survey's; `undated` tells that rows without a date are in it, `provisional` that the
    newest may still turn, `inverted` that a high score means more effort. `source` is where the rows are, `counted`
    what the prospects of a conversion are called. `stat` is which statistic of times the number is, `stats` are all of
    them, `not_yet` the per cent without a time. `failure` tells why the rows could not be read.
    """

    name: str
    title: str
    formula: Formula
    unit: str
    direction: Direction
    estimate: Estimate
    first: date | None
    last: date | None
    newest: datetime | date | None
    survey: str
    min_n: int
    undated: bool
    provisional: bool
    inverted: bool
    source: str = ""
    counted: str = ""
    stat: Stat | None = None
    stats: Mapping[Stat, Estimate] = field(default_factory=dict)
    not_yet: float | None = None
    failure: UserError | None = None

    @property
    def too_few(self) -> bool:
        return self.formula not in WITHOUT_MINIMUM and self.estimate.n < self.min_n

    @property
    def checked_in(self) -> float | None:
        """The number as a check-in stores it; none under the minimum n."""
        value = self.estimate.value
        return None if value is None or self.too_few else rounded(value)


@dataclass(frozen=True)
class Point:
    """One period of a series; without rows n is 0 and the value none."""

    period: Period
    estimate: Estimate

    @property
    def whole(self) -> bool:
        """False for a week that a series cuts off: a count over fewer days says nothing of the week."""
        return (self.period.last - self.period.first).days == 6


def changed(now: Reading, before: Reading) -> bool | None:
    """True where two windows differ by more than noise; none where that cannot be said."""
    if now.too_few or before.too_few:
        return None
    return rules.changed(now.estimate, before.estimate)
