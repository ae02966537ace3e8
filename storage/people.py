"""Workspaces, people and teams."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlmodel import Session, col, select

from storage.models import Person, Team, TeamMember, Workspace
from storage.once import add_once, table_of

UNNAMED = ""
LEFT = ""
"""The Slack id of someone who left, whom Slack does not know."""
PEOPLE = table_of(Person)
P = PEOPLE.c


def find_workspaces(session: Session, slack_id: str | None = None) -> list[Workspace]:
    """The workspace with a Slack id, or all of them."""
    query = select(Workspace).order_by(col(Workspace.id))
    return list(session.exec(query.where(Workspace.slack_id == slack_id) if slack_id else query))


def new_workspace(session: Session, language: str, timezone: str, slack_id: str = UNNAMED) -> Workspace:
    """The one with that Slack id where another process was quicker."""
    add_once(session, Workspace, slack_id=slack_id, language=language, timezone=timezone)
    return session.exec(select(Workspace).where(Workspace.slack_id == slack_id)).one()


def people_of(session: Session, workspace_id: int) -> list[Person]:
    """All but someone who left."""
    known = select(Person).where(Person.workspace_id == workspace_id, Person.slack_id != LEFT)
    return list(session.exec(known.order_by(col(Person.id))))


def someone(session: Session, workspace_id: int, name: str) -> Person:
    """The one who stands for all who were forgotten, under a name in the workspace's language. It is nobody in Slack,
    and nobody can tell whom of them a row was of."""
    found = ensure_person(session, workspace_id, LEFT)
    found.name, found.active = name, False
    session.add(found)
    session.flush()
    return found


def person_by_slack_id(session: Session, workspace_id: int, slack_id: str) -> Person | None:
    query = select(Person).where(Person.workspace_id == workspace_id, Person.slack_id == slack_id)
    return session.exec(query).one_or_none()


def ensure_person(session: Session, workspace_id: int, slack_id: str) -> Person:
    """The person with a Slack id, added when new; two who add them at once find the same one."""
    found = person_by_slack_id(session, workspace_id, slack_id)
    if found is None:
        add_once(session, Person, workspace_id=workspace_id, slack_id=slack_id)
        query = select(Person).where(Person.workspace_id == workspace_id, Person.slack_id == slack_id)
        found = session.exec(query).one()
    return found


def hold_person(session: Session, workspace_id: int, person_id: int) -> None:
    """Until the end of the transaction nobody else does."""
    mine = select(col(Person.id)).where(Person.workspace_id == workspace_id, Person.id == person_id)
    session.exec(mine.with_for_update(key_share=True)).all()


def admins_of(session: Session, workspace_id: int) -> list[Person]:
    query = select(Person).where(Person.workspace_id == workspace_id, col(Person.admin), col(Person.active))
    return list(session.exec(query.order_by(col(Person.id))))


def set_admins(session: Session, workspace_id: int, slack_ids: Collection[str]) -> bool:
    """These and nobody else; whether any were others before."""
    admins = {ensure_person(session, workspace_id, slack_id).id for slack_id in slack_ids}
    differing = [person for person in people_of(session, workspace_id) if person.admin != (person.id in admins)]
    for person in differing:
        person.admin = person.id in admins
        session.add(person)
    session.flush()
    return bool(differing)


def unreachable(session: Session, workspace_id: int, slack_id: str, error: str) -> None:
    """Remembers Slack's error where it takes no direct message for a person; nobody's id changes nothing."""
    mine = update(PEOPLE).where(P.workspace_id == workspace_id, P.slack_id == slack_id)
    session.connection().execute(mine.values(unreachable=error))


REACHED = (
    update(PEOPLE)
    .where(P.workspace_id == bindparam("workspace"), P.slack_id == bindparam("person"), P.unreachable != "")
    .values(unreachable="")
)


def reached(session: Session, people: Collection[tuple[int, str]]) -> None:
    """Forgets those errors, by workspace and Slack id: a message has arrived."""
    if people:
        session.connection().execute(REACHED, [{"workspace": one, "person": person} for one, person in people])


def teams_of(session: Session, workspace_id: int) -> list[Team]:
    return list(session.exec(select(Team).where(Team.workspace_id == workspace_id).order_by(col(Team.id))))


def team_by_id(session: Session, workspace_id: int, team_id: int) -> Team | None:
    return session.exec(select(Team).where(Team.workspace_id == workspace_id, Team.id == team_id)).one_or_none()


def team_by_name(session: Session, workspace_id: int, name: str) -> Team | None:
    return session.exec(select(Team).where(Team.workspace_id == workspace_id, Team.name == name)).one_or_none()


def members_of(session: Session, team_id: int) -> list[Person]:
    query = select(Person).join(TeamMember, col(TeamMember.person_id) == Person.id)
    return list(session.exec(query.where(TeamMember.team_id == team_id).order_by(col(Person.id))))


def set_members(session: Session, team: Team, people: Iterable[Person]) -> None:
    """Adds who is new to the team; who is not named stays."""
    known = {person.id for person in members_of(session, team.id)}
    for person in people:
        if person.id not in known:
            known.add(person.id)
            session.add(TeamMember(workspace_id=team.workspace_id, team_id=team.id, person_id=person.id))
    session.flush()


def take_out(session: Session, team: Team, people: Iterable[Person]) -> None:
    """They belong to the team no more; what they own and said stays."""
    mine = TeamMember.workspace_id == team.workspace_id, TeamMember.team_id == team.id
    gone = col(TeamMember.person_id).in_([person.id for person in people])
    for row in session.exec(select(TeamMember).where(*mine, gone)).all():
        session.delete(row)
    session.flush()


def workspace_by_slack_id(session: Session, slack_id: str) -> Workspace | None:
    return session.exec(select(Workspace).where(Workspace.slack_id == slack_id)).one_or_none()


def served_workspace(session: Session, slack_id: str) -> Workspace | None:
    """The same, unless the app was taken out of it."""
    found = workspace_by_slack_id(session, slack_id) if slack_id else None
    return found if found and found.uninstalled_at is None else None


def adopt_workspace(session: Session, slack_id: str, language: str, timezone: str) -> Workspace:
    """The workspace with a Slack id: stored already, or the unnamed one under its name now, or a new one."""
    if found := workspace_by_slack_id(session, slack_id):
        return found
    if unnamed := workspace_by_slack_id(session, UNNAMED):
        unnamed.slack_id = slack_id
        session.add(unnamed)
        session.flush()
        return unnamed
    return new_workspace(session, language, timezone, slack_id)


def pause(session: Session, workspace_id: int, error: str, until: datetime) -> None:
    """Slack refuses the workspace's token: nothing is sent there before it is asked again."""
    workspace = session.get_one(Workspace, workspace_id)
    workspace.paused_by, workspace.paused_until = error, until
    session.add(workspace)


def resume(session: Session, workspace_id: int) -> None:
    workspace = session.get_one(Workspace, workspace_id)
    workspace.paused_by, workspace.paused_until = "", None
    session.add(workspace)
