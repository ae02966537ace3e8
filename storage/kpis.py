"""KPIs as they were defined, and the days they look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from storage.changes import change
from storage.models import Kpi


@dataclass(frozen=True)
class Days:
    """A period with both ends in it; an end of None is open, and without any end undated rows count too."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


def kpis_of(session: Session, workspace_id: int) -> list[Kpi]:
    return list(session.exec(select(Kpi).where(Kpi.workspace_id == workspace_id).order_by(col(Kpi.name))))


def kpi_by_id(session: Session, workspace_id: int, kpi_id: int) -> Kpi | None:
    return session.exec(select(Kpi).where(Kpi.workspace_id == workspace_id, Kpi.id == kpi_id)).one_or_none()


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
