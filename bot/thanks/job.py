"""What the senders ask for: thanks, as long as they stand."""

from collections.abc import Mapping
from datetime import datetime

from bot.clients import Clients
from bot.delivery.outgoing import Outgoing, Render
from bot.people.directory import profile_in
from bot.people.flow import learn
from bot.thanks import views
from bot.thanks.flow import thanks_of
from storage.db import Database
from storage.kinds import DeliveryKind
from storage.models import Person, Workspace
from storage.outbox import Claim
from storage.people import person_by_slack_id


def renderers(database: Database, clients: Clients) -> Mapping[DeliveryKind, Render]:
    def thanks(delivery: Claim, now: datetime) -> Outgoing | None:
        if not _is_colleague(database, clients, delivery, now):
            return None
        with database.read() as session:
            found = thanks_of(session, session.get_one(Workspace, delivery.workspace_id), delivery.subject_id)
        return Outgoing(views.thanks(found)) if found else None

    return {DeliveryKind.THANKS: thanks}


def _is_colleague(database: Database, clients: Clients, delivery: Claim, now: datetime) -> bool:
    """Whom the bot has not met is read from Slack first: it may be a bot, or somebody of another company."""
    with database.read() as session:
        team = session.get_one(Workspace, delivery.workspace_id).slack_id
        person = person_by_slack_id(session, delivery.workspace_id, delivery.target)
    if person is None or person.read_at is not None:
        return person is not None
    profile = profile_in(clients.of(team), person.slack_id)
    if profile is None:
        return False
    with database.write() as session:
        learn(session, session.get_one(Person, person.id), profile, now)
    return True
