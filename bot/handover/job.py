"""What the senders ask for: what is left without an owner at this moment."""

from collections.abc import Mapping
from datetime import datetime

from bot.delivery.outgoing import Outgoing, Render
from bot.handover import views
from bot.handover.flow import handover
from storage.db import Database
from storage.kinds import DeliveryKind
from storage.models import Workspace
from storage.outbox import Claim


def renderers(database: Database) -> Mapping[DeliveryKind, Render]:
    def left(delivery: Claim, _now: datetime) -> Outgoing | None:
        with database.read() as session:
            workspace = session.get_one(Workspace, delivery.workspace_id)
            found = handover(session, workspace, delivery.subject_id, delivery.target)
        return Outgoing(views.handover(found)) if found else None

    return {DeliveryKind.HANDOVER: left}
