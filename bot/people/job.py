"""The clock's part: the workspace is adopted at the start, and people are read again now and then."""

import logging
import random
from collections.abc import Iterator
from datetime import timedelta

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.client import patient
from bot.clients import Clients
from bot.context import Context
from bot.errors import UserError
from bot.installing.flow import come_back
from bot.people.directory import profile_in
from bot.people.flow import learn, leave
from storage.audit import note
from storage.kinds import AuditAction
from storage.models import Person, Workspace
from storage.people import adopt_workspace, find_workspaces, people_of, set_admins

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
        admins = context.settings.okrbot_admins
        if set_admins(session, workspace.id, admins):
            note(session, workspace.id, None, AuditAction.ADMINS_CHANGED, " ".join(admins), context.clock())
        if workspace.uninstalled_at is not None:
            come_back(session, workspace, context.clock())


def refresh(context: Context, clients: Clients) -> None:
    """Names, zones and languages as Slack has them now, of everybody in every workspace who was not read within the
    day. What one Slack refuses keeps no other from being read."""
    with context.database.read() as session:
        workspaces = find_workspaces(session)
    random.shuffle(workspaces)  # replicas that begin together share the work: what one has read is fresh
    for workspace in workspaces:
        try:
            if clients.token(workspace.slack_id):
                _refresh(context, patient(clients.of(workspace.slack_id)), workspace)
        except (SlackClientError, OSError, UserError):
            logger.exception("the people of %s could not be read from Slack", workspace.slack_id)


def _refresh(context: Context, client: WebClient, workspace: Workspace) -> None:
    """Raises where the token is refused, once and not for each person."""
    client.auth_test()
    for row in _stale(context, workspace):
        try:
            profile = profile_in(client, row.slack_id)
        except SlackApiError:
            logger.exception("%s could not be read from Slack", row.slack_id)  # the others can
            continue
        now = context.clock()
        with context.database.write() as session:
            person = session.get_one(Person, row.id)
            if profile is None:
                if person.active:
                    leave(session, person, now)
            else:
                learn(session, person, profile, now)


def _stale(context: Context, workspace: Workspace) -> Iterator[Person]:
    now = context.clock()
    with context.database.read() as session:
        found = people_of(session, workspace.id)
    return (person for person in found if person.read_at is None or now - person.read_at >= FRESH)
