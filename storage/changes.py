"""History of edits: what a row held before."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_
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


class Edit(NamedTuple):
    """An edit of an objective, or of what belongs to it: the number of its key result, where it is of one, and the
    title of the initiative or step, where it is of one."""

    change: Change
    key_result: int | None
    thing: str


def edits_under(session: Session, workspace_id: int, objective_id: int) -> list[Edit]:
    """Of an objective, its key results, steps and initiatives, archived ones too; the newest first."""
    mine = KeyResult.workspace_id == workspace_id, KeyResult.objective_id == objective_id
    numbers = dict(session.exec(select(col(KeyResult.id), col(KeyResult.number)).where(*mine)).all())
    steps = session.exec(select(Step).where(Step.workspace_id == workspace_id, col(Step.key_result_id).in_(numbers)))
    of_it = Initiative.workspace_id == workspace_id, Initiative.objective_id == objective_id
    known: dict[tuple[str, int], tuple[int | None, str]] = {
        (str(Objective.__tablename__), objective_id): (None, ""),
        **{(str(KeyResult.__tablename__), id): (number, "") for id, number in numbers.items()},
        **{(str(Step.__tablename__), step.id): (numbers[step.key_result_id], step.title) for step in steps},
        **{
            (str(Initiative.__tablename__), row.id): (numbers.get(row.key_result_id or 0), row.title)
            for row in session.exec(select(Initiative).where(*of_it))
        },
    }
    tables = {table: [row_id for name, row_id in known if name == table] for table, _ in known}
    among = [(col(Change.table_name) == table) & col(Change.row_id).in_(ids) for table, ids in tables.items()]
    query = select(Change).where(Change.workspace_id == workspace_id, or_(*among)).order_by(col(Change.id).desc())
    return [Edit(row, *known[row.table_name, row.row_id]) for row in session.exec(query)]


def version_of(session: Session, row: Edited) -> int:
    """The id of the newest edit of a row, 0 where there was none: whoever saw the same number saw the same row."""
    query = select(func.max(Change.id)).where(Change.workspace_id == row.workspace_id, Change.row_id == row.id)
    return session.exec(query.where(Change.table_name == str(row.__tablename__))).one() or 0


def changes_since(session: Session, row: Edited, version: int) -> list[Change]:
    """Edits of a row that are newer than a version of it, oldest first."""
    return [edit for edit in changes_of(session, row) if edit.id > version]


def _written(value: object) -> str | None:
    return None if value is None else str(value)
