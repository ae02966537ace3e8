"""What the senders ask for: the question about a status, if it is still one."""

from collections.abc import Mapping
from datetime import datetime

from bot.away import hint_views, hints
from bot.delivery.outgoing import Outgoing, Render
from storage.db import Database
from storage.kinds import DeliveryKind
from storage.models import Workspace
from storage.outbox import Claim


def renderers(database: Database) -> Mapping[DeliveryKind, Render]:
    def hint(delivery: Claim, now: datetime) -> Outgoing | None:
        with database.read() as session:
            workspace = session.get_one(Workspace, delivery.workspace_id)
            found = hints.question(session, workspace, delivery.subject_id, now)
        return Outgoing(hint_views.question(found)) if found else None

    return {DeliveryKind.AWAY_HINT: hint}
