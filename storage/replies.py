"""Messages in which people answer in words, and the check-ins they became."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from storage.kinds import ReplyState
from storage.models import CheckIn, KeyResult, Objective, Person, Reply
from storage.once import add_once


class CheckInOf(NamedTuple):
    """A check-in with what it is of, and whom it thanks."""

    checkin: CheckIn
    key_result: KeyResult
    objective: Objective
    thanked: Person | None


def new_reply(
    session: Session, person: Person, channel: str, ts: str, thread_ts: str, version: str, now: datetime
) -> Reply | None:
    """The row of a message that is read first; none where it was read before."""
    added = add_once(
        session, Reply, workspace_id=person.workspace_id, person_id=person.id, channel=channel, ts=ts,
        thread_ts=thread_ts, version=version, state=ReplyState.UNREAD, at=now,
    )  # fmt: skip
    return reply_at(session, person.workspace_id, channel, ts) if added else None


def reply_at(session: Session, workspace_id: int, channel: str, ts: str) -> Reply | None:
    """Held until the end of the transaction."""
    query = select(Reply).where(Reply.workspace_id == workspace_id, Reply.channel == channel, Reply.ts == ts)
    return session.exec(query.with_for_update()).one_or_none()


def reply_by_id(session: Session, workspace_id: int, reply_id: int) -> Reply | None:
    query = select(Reply).where(Reply.workspace_id == workspace_id, Reply.id == reply_id)
    return session.exec(query).one_or_none()


def checkins_by_id(session: Session, workspace_id: int, ids: Collection[int]) -> dict[int, CheckInOf]:
    query = (
        select(CheckIn, KeyResult, Objective, Person)
        .join(KeyResult, col(KeyResult.id) == CheckIn.key_result_id)
        .join(Objective, col(Objective.id) == KeyResult.objective_id)
        .outerjoin(Person, col(Person.id) == CheckIn.thanks_to_id)
        .where(CheckIn.workspace_id == workspace_id, col(CheckIn.id).in_(list(ids)))
    )
    return {row[0].id: CheckInOf(*row) for row in session.exec(query)}
