"""History of edits: what a row held before."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, col, func, select

from storage.facts import Survey
from storage.models import Change, Cycle, Initiative, KeyResult, Kpi, Objective, Step, Team

Edited = Cycle | Initiative | KeyResult | Kpi | Objective | Step | Survey | Team


def change(
    session: Session, row: Edited, values: Mapping[str, object], at: datetime, person_id: int | None = None
) -> bool:
    """Sets the fields that differ and keeps what they held; tells whether any did."""
    differing = {field: value for field, value in values.items() if getattr(row, field) != value}
    for field, value in differing.items():
        note(session, row, field, (getattr(row, field), value), at, person_id)
        setattr(row, field, value)
    session.add(row)
    return bool(differing)


def note(
    session: Session, row: Edited, field: str, held: tuple[object, object], at: datetime, person_id: int | None = None
) -> None:
    """Keeps what is no column of the row, as what it `held` before and holds after: its making, or its steps."""
    before, after = held
    session.add(
        Change(
            workspace_id=row.workspace_id,
            table_name=str(row.__tablename__),
            row_id=row.id,
            field=field,
            before=_written(before),
            after=_written(after),
            person_id=person_id,
            at=at,
        )
    )


def changes_of(session: Session, row: Edited) -> list[Change]:
    """Edits of a row, oldest first."""
    query = select(Change).where(Change.workspace_id == row.workspace_id, Change.row_id == row.id)
    query = query.where(Change.table_name == str(row.__tablename__))
    return list(session.exec(query.order_by(col(Change.id))))


def version_of(session: Session, row: Edited) -> int:
    """The id of the newest edit of a row, 0 where there was none: whoever saw the same number saw the same row."""
    query = select(func.max(Change.id)).where(Change.workspace_id == row.workspace_id, Change.row_id == row.id)
    return session.exec(query.where(Change.table_name == str(row.__tablename__))).one() or 0


def _written(value: object) -> str | None:
    return None if value is None else str(value)
