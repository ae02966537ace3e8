"""What the senders ask for: a greeting to who installed the app; and what the clock does: data of workspaces that are
gone goes too.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.context import Context
from bot.delivery.outgoing import Outgoing, Render
from bot.installing import views
from bot.installing.flow import erase_gone, welcomed
from storage.db import Database
from storage.kinds import DeliveryKind
from storage.outbox import Claim

logger = logging.getLogger(__name__)


def renderers(database: Database) -> Mapping[DeliveryKind, Render]:
    def welcome(delivery: Claim, _now: datetime) -> Outgoing | None:
        with database.write() as session:
            found = welcomed(session, delivery)
        return Outgoing(views.welcome(found.text)) if found else None

    return {DeliveryKind.WELCOME: welcome}


def erase(context: Context) -> None:
    """Each workspace in a transaction of its own."""
    keep = timedelta(days=context.settings.okrbot_uninstalled_days)
    while True:
        with context.database.write() as session:
            gone = erase_gone(session, context.clock(), keep)
        if gone is None:
            return
        logger.info("all data of workspace %d is deleted: the app was uninstalled %d days ago", gone, keep.days)
