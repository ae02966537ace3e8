"""The clock's part: the workspace is adopted at the start, and people are read again now and then."""

import logging
import random
from collections.abc import Callable, Iterable
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
MEETING_SECONDS = 60.0
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


def meet(context: Context, clients: Clients) -> None:
    """Reads those whom nobody has read, for a while: `refresh` goes on with it. A person's hour is not known before
    their zone."""
    until = context.pulse.clock() + MEETING_SECONDS
    _read(context, clients, lambda person: person.read_at is None, lambda: context.pulse.clock() > until)


def refresh(context: Context, clients: Clients) -> None:
    """Names, zones and languages as Slack has them now, of everybody in every workspace who was not read within the
    day; until the bot ends, for of many this takes hours."""
    before = context.clock() - FRESH
    _read(
        context, clients, lambda person: person.read_at is None or person.read_at <= before,
        lambda: context.pulse.leaving,
    )  # fmt: skip


def _read(context: Context, clients: Clients, wanted: Callable[[Person], bool], enough: Callable[[], bool]) -> None:
    """What one Slack refuses keeps no other from being read."""
    with context.database.read() as session:
        workspaces = find_workspaces(session)
    random.shuffle(workspaces)  # replicas that begin together share the work: what one has read is fresh
    for workspace in workspaces:
        if enough():
            return
        try:
            if (people := _people(context, workspace, wanted)) and clients.token(workspace.slack_id):
                _read_each(context, patient(clients.of(workspace.slack_id)), people, enough)
        except (SlackClientError, OSError, UserError):
            logger.exception("the people of %s could not be read from Slack", workspace.slack_id)


def _read_each(context: Context, client: WebClient, people: Iterable[Person], enough: Callable[[], bool]) -> None:
    """Raises where the token is refused, once and not for each person."""
    client.auth_test()
    for row in people:
        if enough():
            return
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


def _people(context: Context, workspace: Workspace, wanted: Callable[[Person], bool]) -> list[Person]:
    """Whom nobody has read comes first."""
    with context.database.read() as session:
        found = people_of(session, workspace.id)
    return sorted(filter(wanted, found), key=lambda person: person.read_at is not None)
