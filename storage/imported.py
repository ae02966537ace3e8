"""The life of an import: open while its rows are stored in steps, closed once they count.

Two imports into the same survey, or of the same kind, take turns: where one is open another is refused. One that a
crash left open is swept away by the next of its kind, once its lease is over. Clocks are the database's.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, or_, update
from sqlalchemy import select as rows_of
from sqlmodel import Session, SQLModel, col, select

from storage.clock import clock
from storage.db import WRITES
from storage.facts import Customer, Import, KpiValue, Purchase, Review, SurveyAnswer, Ticket
from storage.imports.refusal import Problem, Refused
from storage.kinds import ImportKind, Openness
from storage.once import table_of

IMPORTS = table_of(Import)
LEASE = timedelta(minutes=2)
SWEPT = 20_000
KINDS: dict[type[SQLModel], ImportKind] = {
    SurveyAnswer: ImportKind.SURVEYS,
    Ticket: ImportKind.TICKETS,
    Customer: ImportKind.CUSTOMERS,
    Purchase: ImportKind.ORDERS,
    Review: ImportKind.REVIEWS,
    KpiValue: ImportKind.VALUES,
}


def visible(import_id: Any) -> ColumnElement[bool]:
    """The condition, on a column like Ticket.import_id, that a row's import is over."""
    still_open = select(Import.id).where(Import.state == Openness.OPEN)
    return or_(col(import_id).is_(None), col(import_id).not_in(still_open))


def begin(session: Session, model: type[SQLModel], scope: Mapping[str, Any], state: Openness) -> Import:
    """A new import of rows of `model` under `scope`; Refused while another one there is open."""
    name = ", ".join(str(value) for field, value in scope.items() if field != "workspace_id")
    kind, workspace_id = KINDS[model], scope["workspace_id"]
    if session.get_bind().dialect.name == "postgresql":
        session.execute(rows_of(func.pg_advisory_xact_lock(func.hashtext(f"{workspace_id} {kind} {name}"))))
    mine = Import.workspace_id == workspace_id, Import.kind == kind, Import.name == name
    if under_way := session.exec(select(Import).where(*mine, Import.state == Openness.OPEN)).first():
        raise Refused(Problem.IMPORT_RUNNING, until=f"{under_way.lease_until:%H:%M:%S} UTC")
    now = clock(session)
    begun = Import(
        workspace_id=workspace_id, kind=kind, name=name, state=state, at=now, lease_until=now + LEASE
    )  # fmt: skip
    session.add(begun)
    session.flush()
    return begun


def finish(session: Session, begun: Import) -> None:
    """From the end of this transaction on the rows count."""
    _mark(session, begun, state=Openness.CLOSED)


def renew(session: Session, begun: Import) -> None:
    _mark(session, begun, lease_until=clock(session) + LEASE)


def _mark(session: Session, begun: Import, **values: Any) -> None:
    """RuntimeError for an import that has been swept away: whoever did so took its process for dead."""
    still = update(IMPORTS).where(IMPORTS.c.id == begun.id, IMPORTS.c.state == begun.state)
    if session.connection().execute(still.values(values)).rowcount != 1:
        raise RuntimeError("the import took longer than its lease and was swept away")


def abandoned(connection: Connection, kind: ImportKind) -> list[int]:
    """Open imports whose lease is over."""
    with Session(bind=connection) as session:
        over = Import.kind == kind, Import.state == Openness.OPEN, Import.lease_until < clock(session)
        return list(session.exec(select(Import.id).where(*over)))


def sweep(connection: Connection, model: type[SQLModel], import_id: int) -> None:
    """Deletes the rows of an open import and closes it, in transactions of their own, none of them long.

    The import itself stays: its number must not be given to another.
    """
    table = table_of(model)
    mine = table.c.import_id == import_id
    connection.execution_options(**{WRITES: False})  # looking for them takes its time, and no lock
    first, last = connection.execute(rows_of(func.min(table.c.id), func.max(table.c.id)).where(mine)).one()
    connection.commit()
    connection.execution_options(**{WRITES: True})
    for start in range(first or 0, (last or -1) + 1, SWEPT):
        connection.execute(delete(table).where(mine, table.c.id >= start, table.c.id < start + SWEPT))
        connection.commit()
    connection.execute(delete(table).where(mine, table.c.id > (last or 0)))
    connection.execute(update(IMPORTS).where(IMPORTS.c.id == import_id).values(state=Openness.CLOSED))
    connection.commit()
