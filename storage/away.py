"""The days on which people are away: they are excused from the rounds that open on one of them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from storage.kinds import PartState
from storage.models import Away, AwayHint, Delivery, KeyResult, Objective, Part, Person, Round


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


def away_on(session: Session, person_id: int, day: date) -> Away | None:
    """What was told of a day; where it was told twice, what goes on for longer."""
    query = select(Away).where(Away.person_id == person_id, Away.first <= day, Away.last >= day)
    return session.exec(query.order_by(col(Away.last).desc(), col(Away.id))).first()


def away_among(session: Session, team_ids: Collection[int], since: date) -> dict[int, list[Away]]:
    """The same of all who own a key result of the teams, by the id of each; an empty list for any other."""
    found: dict[int, list[Away]] = defaultdict(list)
    owner = select(KeyResult.owner_id).join(Objective, col(Objective.id) == KeyResult.objective_id)
    owner = owner.where(col(Objective.team_id).in_(team_ids))
    for row in session.exec(select(Away).where(col(Away.person_id).in_(owner), Away.last >= since)):
        found[row.person_id].append(row)
    return found


def away_by_id(session: Session, workspace_id: int, away_id: int) -> Away | None:
    return session.exec(select(Away).where(Away.workspace_id == workspace_id, Away.id == away_id)).one_or_none()


def prompts_on(session: Session, person_id: int, first: date, last: date) -> list[Delivery]:
    """What the person was asked on those days in rounds that go on, and has not answered."""
    query = select(Delivery).join(Part, col(Part.prompt_id) == Delivery.id)
    query = query.join(Round, col(Round.id) == Part.round_id).where(col(Round.closed_at).is_(None))
    query = query.where(Part.person_id == person_id, col(Part.state).in_((PartState.PENDING, PartState.EXCUSED)))
    # Of a local opening, 2026-11-27T10:00, the first ten letters are the day.
    query = query.where(Part.local_opening >= str(first), Part.local_opening < str(last + timedelta(days=1)))
    return list(session.exec(query.distinct()))


def hint_for(session: Session, person: Person, first: date, last: date, at: datetime) -> AwayHint | None:
    """Days that the person is to be asked about; none where they were asked about days that reach as far."""
    query = select(AwayHint).where(AwayHint.person_id == person.id, AwayHint.last >= last, AwayHint.first <= last)
    if session.exec(query).first() is not None:
        return None
    row = AwayHint(workspace_id=person.workspace_id, person_id=person.id, first=first, last=last, at=at)
    session.add(row)
    session.flush()
    return row


def hint_by_id(session: Session, workspace_id: int, hint_id: int) -> AwayHint | None:
    return session.exec(
        select(AwayHint).where(AwayHint.workspace_id == workspace_id, AwayHint.id == hint_id)
    ).one_or_none()


def hints_from(session: Session, person_id: int, day: date) -> list[AwayHint]:
    """Those whose days reach up to a day or further, the longest first."""
    query = select(AwayHint).where(AwayHint.person_id == person_id, AwayHint.last >= day)
    return list(session.exec(query.order_by(col(AwayHint.last).desc())))


def end_hint(session: Session, hint: AwayHint, day: date) -> None:
    """It was until that day."""
    last = max(hint.first, day)
    query = select(AwayHint).where(AwayHint.person_id == hint.person_id, AwayHint.first == hint.first)
    if session.exec(query.where(AwayHint.last == last)).first() is not None:
        session.delete(hint)
    else:
        hint.last = last
        session.add(hint)
    session.flush()
