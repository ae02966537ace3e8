"""Where people live."""

from zoneinfo import ZoneInfo

from storage.models import Person, Workspace


def zone_of(person: Person, workspace: Workspace) -> str:
    """The IANA zone a person lives in, the workspace's where Slack told none."""
    return ZoneInfo(person.timezone or workspace.timezone).key
