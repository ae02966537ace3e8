"""History of edits: what a row held before."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, col, select

from storage.facts import Survey
from storage.models import Change, Cycle, Initiative, KeyResult, Kpi, Objective, Step, Team

Edited = Cycle | Initiative | KeyResult | Kpi | Objective | Step | Survey | Team


def change(
    session: Session, row: Edited, values: Mapping[str, object], at: datetime, person_id: int | None = None
) -> bool:
    """Sets the fields that differ and keeps what they held; tells whether any did."""
    differing = {field: value for field, value in values.items() if getattr(row, field) != value}
    for field, value in differing.items():
        session.add(
            Change(
                workspace_id=row.workspace_id,
                table_name=str(row.__tablename__),
                row_id=row.id,
                field=field,
                before=_written(getattr(row, field)),
                after=_written(value),
                person_id=person_id,
                at=at,
            )
        )
        setattr(row, field, value)
    session.add(row)
    return bool(differing)


def changes_of(session: Session, row: Edited) -> list[Change]:
    """Edits of a row, oldest first."""
    query = select(Change).where(Change.workspace_id == row.workspace_id, Change.row_id == row.id)
    query = query.where(Change.table_name == str(row.__tablename__))
    return list(session.exec(query.order_by(col(Change.id))))


def _written(value: object) -> str | None:
    return None if value is None else str(value)
