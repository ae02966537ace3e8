"""Home tabs: where each person is in theirs, what it shows, and what they owe that stands in it."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.kinds import Openness, PartState
from storage.models import Home, KeyResult, Part, Person, Round, Team, TeamMember, Workspace
from storage.once import add_once


def home_of(session: Session, person: Person) -> Home | None:
    """None for who has not opened it yet."""
    query = select(Home).where(Home.workspace_id == person.workspace_id, Home.person_id == person.id)
    return session.exec(query).one_or_none()


def ensure_home(session: Session, person: Person, now: datetime) -> Home:
    add_once(session, Home, workspace_id=person.workspace_id, person_id=person.id, at=now)
    return session.exec(select(Home).where(Home.person_id == person.id).with_for_update()).one()


def keep_published(session: Session, person: Person, shown: str, view_hash: str) -> None:
    """What Slack took as the person's Home, and its hash of it."""
    mine = update(Home).where(col(Home.workspace_id) == person.workspace_id, col(Home.person_id) == person.id)
    session.execute(mine.values(shown=shown, view_hash=view_hash))


def lookers(session: Session, workspace: Workspace, since: datetime) -> list[str]:
    """The Slack ids of those who have looked at their Home since an instant."""
    query = select(Person.slack_id).join(Home, col(Home.person_id) == Person.id)
    query = query.where(Home.workspace_id == workspace.id, Home.at >= since)
    return list(session.exec(query.order_by(col(Person.id))))


def looked_since(session: Session, slack_team: str, slack_id: str, since: datetime) -> bool:
    """Whether a person has looked at their Home since an instant."""
    query = (
        select(Home.id)
        .join(Person, col(Person.id) == Home.person_id)
        .join(Workspace, col(Workspace.id) == Home.workspace_id)
        .where(Workspace.slack_id == slack_team, Person.slack_id == slack_id, Home.at >= since)
    )
    return session.exec(query).first() is not None


def asked_parts(session: Session, person: Person, now: datetime) -> list[Part]:
    """What the person was asked for and has not answered, the newest first: what is open, and what was missed until
    the team's next round opens."""
    newer = aliased(Round)
    later_round = select(newer.id).where(newer.team_id == Round.team_id, newer.day > Round.day, newer.opens_at <= now)
    query = (
        select(Part)
        .join(Round, col(Round.id) == Part.round_id)
        .where(Part.workspace_id == person.workspace_id, Part.person_id == person.id)
        .where(col(Part.state).in_((PartState.PENDING, PartState.MISSED)), col(Part.prompt_id).is_not(None))
        .where((col(Part.state) == PartState.PENDING) | ~later_round.exists())
        .order_by(col(Part.opens_at).desc(), col(Part.id))
    )
    return list(session.exec(query))


def owns_any(session: Session, person: Person) -> bool:
    """Whether the person has an open key result to check in on."""
    query = select(KeyResult.id).where(KeyResult.workspace_id == person.workspace_id)
    query = query.where(KeyResult.owner_id == person.id, KeyResult.state == Openness.OPEN)
    return session.exec(query).first() is not None


def people_of_teams(session: Session, workspace_id: int, team_ids: Collection[int]) -> dict[int, list[Person]]:
    """The members, by team id; an empty list for any other."""
    query = select(TeamMember.team_id, Person).join(Person, col(Person.id) == TeamMember.person_id)
    query = query.where(TeamMember.workspace_id == workspace_id, col(TeamMember.team_id).in_(team_ids))
    found: dict[int, list[Person]] = defaultdict(list)
    for team_id, person in session.exec(query.order_by(col(Person.name), col(Person.id))):
        found[team_id].append(person)
    return found


def people_by_id(session: Session, workspace_id: int, ids: Collection[int]) -> dict[int, Person]:
    query = select(Person).where(Person.workspace_id == workspace_id, col(Person.id).in_(ids))
    return {person.id: person for person in session.exec(query)}


def teams_to_show(session: Session, workspace_id: int, team_ids: Collection[int] | None = None) -> list[Team]:
    """By name; all of them where no ids are given."""
    query = select(Team).where(Team.workspace_id == workspace_id).order_by(col(Team.name))
    return list(session.exec(query if team_ids is None else query.where(col(Team.id).in_(team_ids))))
