"""What the senders ask for: the prompt, its reminders and its newer looks as they are at this moment."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from bot.away.flow import away_now
from bot.delivery.outgoing import NotYet, Outgoing, Place, Post, Render
from bot.prompts import views
from bot.prompts.flow import Prompt, begin, prompt_of
from bot.prompts.owing import later_key
from storage.db import Database
from storage.deliveries import OPEN
from storage.kinds import DeliveryKind
from storage.models import Workspace
from storage.outbox import Claim


def renderers(database: Database) -> Mapping[DeliveryKind, Render]:
    return {
        DeliveryKind.PROMPT: partial(_prompt, database),
        DeliveryKind.REMINDER: partial(_reminder, database),
        DeliveryKind.LATER: partial(_later, database),
        DeliveryKind.RECEIPT: partial(_receipt, database),
    }


def _prompt(database: Database, delivery: Claim, now: datetime) -> Outgoing | None:
    found = _read(database, delivery.workspace_id, delivery.id, now, measured=True)
    return Outgoing(_asking(database, found, now)) if found and found.waits else None


def _asking(database: Database, measured: Prompt, now: datetime) -> Post:
    with database.write() as session:
        begin(session, measured, now)
    return views.prompt(measured, now)


def _reminder(database: Database, delivery: Claim, now: datetime) -> Outgoing | None:
    """Who went away after being asked still owes an answer, and is left alone."""
    found = _read(database, delivery.workspace_id, delivery.subject_id, now)
    if found is None or not found.waits:
        return None
    with database.read() as session:
        away = away_now(session, found.caller.person, now)
    return None if away else Outgoing(views.reminder(found, now))


def _later(database: Database, delivery: Claim, now: datetime) -> Outgoing | None:
    """At the hour that the person chose last."""
    found = _read(database, delivery.workspace_id, delivery.subject_id, now)
    chosen = found.later_at if found else None
    if chosen is None or delivery.key != later_key(delivery.subject_id, chosen):
        return None
    return _reminder(database, delivery, now)


def _receipt(database: Database, delivery: Claim, now: datetime) -> Outgoing | None:
    found = _read(database, delivery.workspace_id, delivery.subject_id, now)
    stands = found.delivery if found else None
    if found is None or stands is None or (not stands.ts and stands.state not in OPEN):
        return None
    if not stands.ts:
        raise NotYet  # answered faster than the prompt's place was written down
    place = Place(stands.channel, stands.ts)
    if found.open and found.away:
        return Outgoing(views.away(found, found.away), place)
    if len(found.open) < len(found.asked) or not found.open:
        return Outgoing(views.receipt(found, now), place)
    measured = _read(database, delivery.workspace_id, delivery.subject_id, now, measured=True)
    return Outgoing(_asking(database, measured, now), place) if measured else None


def _read(
    database: Database, workspace_id: int, prompt_id: int, now: datetime, *, measured: bool = False
) -> Prompt | None:
    with database.read() as session:
        return prompt_of(session, session.get_one(Workspace, workspace_id), prompt_id, now, measured=measured)
