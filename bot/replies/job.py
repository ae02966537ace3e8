"""What the senders ask for: the answer to somebody's words, and its new look."""

from collections.abc import Mapping
from datetime import datetime

from bot.delivery.outgoing import NotYet, Outgoing, Place, Render
from bot.replies import views
from bot.replies.flow import reply_key
from bot.replies.report import Shown, shown
from storage.db import Database
from storage.deliveries import OPEN, by_key
from storage.kinds import DeliveryKind
from storage.outbox import Claim


def renderers(database: Database) -> Mapping[DeliveryKind, Render]:
    def read(delivery: Claim, now: datetime) -> Shown | None:
        with database.read() as session:
            return shown(session, delivery.workspace_id, delivery.subject_id, now)

    def reply(delivery: Claim, now: datetime) -> Outgoing | None:
        found = read(delivery, now)
        return Outgoing(views.post(found), thread=found.reply.thread_ts) if found else None

    def update(delivery: Claim, now: datetime) -> Outgoing | None:
        with database.read() as session:
            stands = by_key(session, delivery.workspace_id, reply_key(delivery.subject_id))
        found = read(delivery, now)
        if found is None or stands is None or (not stands.ts and stands.state not in OPEN):
            return None
        if not stands.ts:
            raise NotYet  # edited faster than the answer's place was written down
        return Outgoing(views.post(found), Place(stands.channel, stands.ts))

    return {DeliveryKind.REPLY: reply, DeliveryKind.REPLY_UPDATE: update, DeliveryKind.NOTICE: _nothing}


def _nothing(_delivery: Claim, _now: datetime) -> None:
    """Owed by a version that could not read words: what it would say is wrong by now."""
