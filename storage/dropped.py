"""Files that people sent the bot in a direct message."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import CursorResult, update
from sqlmodel import Session, col, select

from storage.facts import DroppedFile, Survey
from storage.kinds import DroppedState, Formula
from storage.models import Kpi, Person, Team
from storage.once import add_once


def add_dropped(
    session: Session, person: Person, file: str, message: str, words: str, state: DroppedState, now: datetime
) -> DroppedFile | None:
    """A file as it came; none where the same message has brought it before."""
    new = add_once(
        session, DroppedFile, workspace_id=person.workspace_id, person_id=person.id,
        file=file, message=message, words=words, state=state, at=now,
    )  # fmt: skip
    if not new:
        return None
    query = select(DroppedFile).where(DroppedFile.workspace_id == person.workspace_id, DroppedFile.message == message)
    return session.exec(query.where(DroppedFile.file == file)).one()


def dropped_by_id(session: Session, workspace_id: int, dropped_id: int) -> DroppedFile | None:
    query = select(DroppedFile).where(DroppedFile.workspace_id == workspace_id, DroppedFile.id == dropped_id)
    return session.exec(query).one_or_none()


def move(session: Session, dropped: DroppedFile, before: Collection[DroppedState], after: DroppedState) -> bool:
    """Brings a file on from one of some states, at most once however many try; tells whether it did."""
    here = (col(DroppedFile.id) == dropped.id) & col(DroppedFile.state).in_(before)
    done = session.execute(update(DroppedFile).where(here).values(state=after))
    session.refresh(dropped)
    return isinstance(done, CursorResult) and done.rowcount == 1


def leads_a_team(session: Session, person: Person) -> bool:
    query = select(Team.id).where(Team.workspace_id == person.workspace_id, Team.lead_id == person.id)
    return session.exec(query).first() is not None


def survey_names(session: Session, workspace_id: int) -> list[str]:
    query = select(Survey.name).where(Survey.workspace_id == workspace_id)
    return list(session.exec(query.order_by(Survey.name)))


def sent_in_kpis(session: Session, workspace_id: int) -> list[str]:
    """The names of the KPIs whose numbers are sent in."""
    query = select(Kpi.name).where(Kpi.workspace_id == workspace_id, Kpi.formula == Formula.VALUE)
    return list(session.exec(query.order_by(Kpi.name)))
