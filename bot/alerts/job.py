"""What the senders ask for: an alert as things stand."""

from collections.abc import Mapping
from datetime import datetime

from bot.alerts import views
from bot.alerts.flow import problem
from bot.delivery.outgoing import Outgoing, Render
from storage.db import Database
from storage.kinds import DeliveryKind
from storage.outbox import Claim


def renderers(database: Database) -> Mapping[DeliveryKind, Render]:
    def alert(delivery: Claim, _now: datetime) -> Outgoing | None:
        with database.read() as session:
            found = problem(session, delivery)
        return Outgoing(views.alert(found)) if found else None

    return {DeliveryKind.ALERT: alert}
