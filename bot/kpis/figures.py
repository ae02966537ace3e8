"""What a formula is asked, and what it finds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.kpis.options import Options, Stat
from bot.rules.kpi import Estimate
from bot.rules.kpi_surveys import Scale
from storage.kpis import Days
from storage.numbers.rows import Rows
from storage.numbers.sums import Part


@dataclass(frozen=True)
class Asked:
    """The rows and the periods that they are told apart by, which follow each other without a gap.

    `axis` dates the rows of formulas that know only one time, none where nothing does; `orders` are beside customers,
    `invited` is how many people a survey was sent to. `stats` are computed besides the one asked for; `newest` tells
    whether the time of the newest row is wanted, which can cost a query of its own.
    """

    rows: Rows
    periods: Sequence[Days]
    today: date
    options: Options
    unit: str
    scale: Scale | None = None
    invited: int | None = None
    orders: Rows | None = None
    stats: frozenset[Stat] = frozenset()
    newest: bool = True

    @property
    def axis(self) -> str | None:
        return "time" if "time" in self.rows.axes else None

    @property
    def open(self) -> bool:
        """All rows are asked for, undated ones too."""
        return self.periods[0].first is None and self.periods[-1].last is None


@dataclass(frozen=True)
class Found:
    """An estimate for each period that has rows, by its number; the rest is about all of them together.

    `stats` are further statistics of the first period, `not_yet` the per cent of its customers without a time.
    """

    estimates: Mapping[int, Estimate]
    newest: datetime | date | None = None
    undated: bool = False
    stats: Mapping[Stat, Estimate] = field(default_factory=dict)
    not_yet: float | None = None


def found(parts: Sequence[Part], estimate: Callable[[Part], Estimate]) -> Found:
    """One estimate for each part, which has a period of its own."""
    return gathered({part.place: estimate(part) for part in parts}, parts)


def gathered(estimates: Mapping[int, Estimate], parts: Iterable[Part]) -> Found:
    rows = [part for part in parts if part.n]
    newest = max((part.newest for part in rows if part.newest is not None), default=None)
    return Found(estimates, newest, any(part.undated for part in rows))
