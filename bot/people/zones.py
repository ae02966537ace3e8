"""Where people live."""

from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.models import Person, Workspace


def zone_of(person: Person, workspace: Workspace) -> str:
    return zone_or(person.timezone, workspace.timezone)


@lru_cache(maxsize=2000)
def zone_or(told: str, workspace_zone: str) -> str:
    """The IANA zone a person lives in, the workspace's where Slack told none, or one that is not known here."""
    try:
        return ZoneInfo(told or workspace_zone).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return workspace_zone
