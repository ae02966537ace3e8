"""The clock's part: the workspace is adopted at the start, and people are read again now and then."""

import logging
from datetime import timedelta

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.context import Context
from bot.errors import UserError
from bot.people.directory import profile_in
from bot.people.flow import learn, leave
from storage.models import Person
from storage.people import adopt_workspace, people_of, set_admins, workspace_by_slack_id

FRESH = timedelta(days=1)
logger = logging.getLogger(__name__)


def adopt(context: Context, client: WebClient) -> None:
    """Makes the token's workspace the stored one; an unnamed one that imports went into is taken over.

    Raises UserError where the token is refused or Slack cannot be reached.
    """
    try:
        told = client.auth_test()
    except SlackApiError as refused:
        raise UserError("settings.token_refused", error=refused.response["error"]) from refused
    except OSError as unreachable:
        raise UserError("settings.slack_unreachable", url=client.base_url) from unreachable
    with context.database.write() as session:
        workspace = adopt_workspace(
            session, told["team_id"], context.settings.okrbot_language, context.settings.okrbot_timezone
        )
        workspace.name, workspace.bot_user = told.get("team", ""), told.get("user_id", "")
        session.add(workspace)
        set_admins(session, workspace.id, context.settings.okrbot_admins)


def refresh(context: Context, client: WebClient) -> None:
    """Names, zones and languages as Slack has them now, of everybody who was not read within the day."""
    now = context.clock()
    for row in _known(context, client):
        if row.read_at is not None and now - row.read_at < FRESH:
            continue
        try:
            profile = profile_in(client, row.slack_id)
        except SlackApiError:
            logger.exception("%s could not be read from Slack", row.slack_id)  # the others can
            continue
        with context.database.write() as session:
            person = session.get_one(Person, row.id)
            if profile is None:
                if person.active:
                    leave(session, person, now)
            else:
                learn(session, person, profile, now)


def _known(context: Context, client: WebClient) -> list[Person]:
    team = client.auth_test()["team_id"]
    with context.database.read() as session:
        workspace = workspace_by_slack_id(session, team)
        return people_of(session, workspace.id) if workspace else []
