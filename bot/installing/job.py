"""What the senders ask for: a greeting to who installed the app; and what the clock does: data of workspaces that are
gone goes too.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.clients import Clients
from bot.context import Context
from bot.delivery.outgoing import Outgoing, Render
from bot.installing import views
from bot.installing.flow import erase_gone, welcomed
from bot.people.caller import Caller
from bot.people.directory import profile_in
from bot.people.flow import learn
from storage.db import Database
from storage.kinds import DeliveryKind
from storage.models import Person
from storage.outbox import Claim

logger = logging.getLogger(__name__)


def renderers(database: Database, clients: Clients) -> Mapping[DeliveryKind, Render]:
    def welcome(delivery: Claim, now: datetime) -> Outgoing | None:
        with database.write() as session:
            found = welcomed(session, delivery)
        if found and found.person.read_at is None:
            found = _met(database, clients, found, now)
        return Outgoing(views.welcome(found.text)) if found else None

    return {DeliveryKind.WELCOME: welcome}


def _met(database: Database, clients: Clients, found: Caller, now: datetime) -> Caller:
    """With the language that Slack tells: nobody has read it yet."""
    profile = profile_in(clients.of(found.workspace.slack_id), found.person.slack_id)
    if profile is None:
        return found
    with database.write() as session:
        person = session.get_one(Person, found.person.id)
        learn(session, person, profile, now)
    return Caller(found.workspace, person)


def erase(context: Context) -> None:
    """Each workspace in a transaction of its own."""
    keep = timedelta(days=context.settings.okrbot_uninstalled_days)
    while not context.pulse.leaving:
        with context.database.write() as session:
            gone = erase_gone(session, context.clock(), keep)
        if gone is None:
            return
        logger.info("all data of workspace %d is deleted: the app was uninstalled %d days ago", gone, keep.days)
