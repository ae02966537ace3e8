"""Who reads a channel: what is private to a team goes there only where nobody else does."""

import logging
from collections.abc import Iterator

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from sqlmodel import Session

from bot.clients import Clients
from bot.people.access import rights
from bot.people.caller import Caller
from bot.people.directory import profile_of
from bot.rules.access import Action
from storage.db import Database
from storage.kinds import Visibility
from storage.models import Person, Team, Workspace
from storage.people import people_of

logger = logging.getLogger(__name__)


def team_alone(database: Database, clients: Clients, team_id: int, channel: str) -> bool:
    """Whether a channel, the team's or one that was, is private and all its people may see what is private to the team.
    False where Slack does not tell. No transaction is open while it is asked."""
    with database.read() as session:
        team = session.get_one(Team, team_id)
        workspace = session.get_one(Workspace, team.workspace_id)
        inside = {one.slack_id: _inside(session, workspace, one, team) for one in people_of(session, workspace.id)}
    try:
        client = clients.of(workspace.slack_id)
        if not client.conversations_info(channel=channel)["channel"].get("is_private"):
            return False
        readers = set(_readers(client, channel)) - {workspace.bot_user}
        return all(inside[one] if one in inside else _is_app(client, one) for one in readers)
    except (SlackClientError, OSError):
        logger.warning("who reads the channel %s could not be told", channel, exc_info=True)
        return False


def _inside(session: Session, workspace: Workspace, person: Person, team: Team) -> bool:
    known = rights(session, Caller(workspace, person))
    return known.may(Action.SEE, team.id, visibility=Visibility.TEAM)


def _is_app(client: WebClient, slack_id: str) -> bool:
    return profile_of(client.users_info(user=slack_id)["user"]) is None


def _readers(client: WebClient, channel: str) -> Iterator[str]:
    cursor: str | None = None
    while True:
        page = client.conversations_members(channel=channel, limit=200, cursor=cursor)
        yield from page["members"]
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return
