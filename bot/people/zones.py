"""Where people live."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.models import Person, Workspace


def zone_of(person: Person, workspace: Workspace) -> str:
    """The IANA zone a person lives in, the workspace's where Slack told none, or one that is not known here."""
    try:
        return ZoneInfo(person.timezone or workspace.timezone).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return workspace.timezone
