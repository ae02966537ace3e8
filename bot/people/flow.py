"""Who is calling: the workspace and the person behind one of Slack's payloads."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.text import Text, speak
from storage.models import Person, Workspace
from storage.people import ensure_person, find_workspaces


@dataclass(frozen=True)
class Caller:
    workspace: Workspace
    person: Person

    @property
    def text(self) -> Text:
        """The texts in the person's language, the workspace's where none is known."""
        return speak(self.person.language or self.workspace.language)

    @property
    def zone(self) -> str:
        return zone_of(self.person, self.workspace)


def caller(session: Session, slack_team: str, slack_user: str) -> Caller | None:
    """The caller of a payload; none for a workspace that the bot does not serve."""
    workspaces = find_workspaces(session, slack_team)
    if not workspaces:
        return None
    return Caller(workspaces[0], ensure_person(session, workspaces[0].id, slack_user))


def zone_of(person: Person, workspace: Workspace) -> str:
    """The IANA zone a person lives in, the workspace's where Slack told none."""
    return ZoneInfo(person.timezone or workspace.timezone).key
