"""What the senders ask for: the prompt, its reminders and its newer looks as they are at this moment."""

from collections.abc import Mapping
from datetime import datetime

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
    def read(workspace_id: int, prompt_id: int, now: datetime, *, measured: bool = False) -> Prompt | None:
        with database.read() as session:
            return prompt_of(session, session.get_one(Workspace, workspace_id), prompt_id, now, measured=measured)

    def prompt(delivery: Claim, now: datetime) -> Outgoing | None:
        found = read(delivery.workspace_id, delivery.id, now, measured=True)
        return Outgoing(asking(found, now)) if found and found.waits else None

    def asking(found: Prompt, now: datetime) -> Post:
        with database.write() as session:
            begin(session, found, now)
        return views.prompt(found, now)

    def reminder(delivery: Claim, now: datetime) -> Outgoing | None:
        found = read(delivery.workspace_id, delivery.subject_id, now)
        return Outgoing(views.reminder(found, now)) if found and found.waits and here(found, now) else None

    def here(found: Prompt, now: datetime) -> bool:
        """Who went away after being asked still owes an answer, and is left alone."""
        with database.read() as session:
            return away_now(session, found.caller.person, now) is None

    def later(delivery: Claim, now: datetime) -> Outgoing | None:
        found = read(delivery.workspace_id, delivery.subject_id, now)
        chosen = found.later_at if found else None
        return reminder(delivery, now) if chosen and delivery.key == later_key(delivery.subject_id, chosen) else None

    def receipt(delivery: Claim, now: datetime) -> Outgoing | None:
        found = read(delivery.workspace_id, delivery.subject_id, now)
        stands = found.delivery if found else None
        if found is None or stands is None or (not stands.ts and stands.state not in OPEN):
            return None
        if not stands.ts:
            raise NotYet  # answered faster than the prompt's place was written down
        return Outgoing(look(found, now), Place(stands.channel, stands.ts))

    def look(found: Prompt, now: datetime) -> Post:
        """The prompt's message as things stand."""
        if found.open and found.away:
            return views.away(found, found.away)
        if len(found.open) < len(found.asked) or not found.open:
            return views.receipt(found, now)
        measured = read(found.caller.workspace.id, found.delivery.id if found.delivery else 0, now, measured=True)
        return asking(measured or found, now)

    return {
        DeliveryKind.PROMPT: prompt,
        DeliveryKind.REMINDER: reminder,
        DeliveryKind.LATER: later,
        DeliveryKind.RECEIPT: receipt,
    }
