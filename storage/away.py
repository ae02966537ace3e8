"""The days on which people are away: they are excused from the rounds that open on one of them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from sqlmodel import Session, col, select

from storage.models import Away, KeyResult, Objective, Person


def add_away(session: Session, person: Person, first: date, last: date, at: datetime) -> Away:
    """Days from `first` to `last`, both included; the row that is there where they were told already."""
    query = select(Away).where(Away.person_id == person.id, Away.first == first, Away.last == last)
    found = session.exec(query).one_or_none()
    if found is None:
        found = Away(workspace_id=person.workspace_id, person_id=person.id, first=first, last=last, at=at)
        session.add(found)
        session.flush()
    return found


def away_of(session: Session, person_id: int, since: date) -> list[Away]:
    """What was told of the days from `since` on, in order."""
    query = select(Away).where(Away.person_id == person_id, Away.last >= since)
    return list(session.exec(query.order_by(col(Away.first), col(Away.id))))


def away_among(session: Session, team_ids: Collection[int], since: date) -> dict[int, list[Away]]:
    """The same of all who own a key result of the teams, by the id of each; an empty list for any other."""
    found: dict[int, list[Away]] = defaultdict(list)
    owner = select(KeyResult.owner_id).join(Objective, col(Objective.id) == KeyResult.objective_id)
    owner = owner.where(col(Objective.team_id).in_(team_ids))
    for row in session.exec(select(Away).where(col(Away.person_id).in_(owner), Away.last >= since)):
        found[row.person_id].append(row)
    return found


def remove_away(session: Session, workspace_id: int, away_id: int) -> None:
    """The person is back; nothing happens where it is gone already."""
    query = select(Away).where(Away.workspace_id == workspace_id, Away.id == away_id)
    if found := session.exec(query).one_or_none():
        session.delete(found)
