"""KPIs, their numbers sent in, and what the rows of a period add up to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from storage.changes import change
from storage.facts import KpiValue
from storage.models import Kpi


@dataclass(frozen=True)
class Days:
    """A period with both ends in it; an end of None is open, and without any end undated rows count too."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    def hold(self, day: Any) -> list[ColumnElement[bool]]:
        """The conditions on a column of days."""
        after = [] if self.first is None else [day >= self.first]
        return after if self.last is None else [*after, day <= self.last]


@dataclass(frozen=True)
class Tally:
    """What rows of one day add up to: how many, the sum of what is measured, and of its squares.

    Answers of a survey come as one tally a day and `score`; undated rows have no day.
    """

    day: date | None
    n: int
    total: float = 0
    squares: float = 0
    score: int = 0


def kpis_of(session: Session, workspace_id: int) -> list[Kpi]:
    return list(session.exec(select(Kpi).where(Kpi.workspace_id == workspace_id).order_by(col(Kpi.name))))


def kpi_by_name(session: Session, workspace_id: int, name: str) -> Kpi | None:
    return session.exec(select(Kpi).where(Kpi.workspace_id == workspace_id, Kpi.name == name)).one_or_none()


def save_kpi(
    session: Session, workspace_id: int, columns: Mapping[str, Any], at: datetime, person_id: int | None
) -> Kpi:
    """The KPI with the name in `columns`, added, or brought up to date with history."""
    found = kpi_by_name(session, workspace_id, columns["name"])
    if found is None:
        found = Kpi(workspace_id=workspace_id, **columns)
        session.add(found)
    else:
        change(session, found, columns, at, person_id)
    session.flush()
    return found


def value_tallies(session: Session, kpi: Kpi, days: Days) -> list[Tally]:
    """The dated series of a KPI, oldest first."""
    day, value = col(KpiValue.day), col(KpiValue.value)
    mine = KpiValue.workspace_id == kpi.workspace_id, KpiValue.kpi_id == kpi.id
    rows = session.exec(select(day, value).where(*mine, *days.hold(day)).order_by(day))
    return [Tally(day, 1, value, value * value) for day, value in rows]
