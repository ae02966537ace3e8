"""What the senders ask for: the prompt, the reminder and the receipt as they are at this moment."""

from collections.abc import Mapping
from datetime import datetime

from bot.delivery.outgoing import NotYet, Outgoing, Place, Render
from bot.people.caller import Caller
from bot.prompts import views
from bot.prompts.flow import Prompt, begin, prompt_of
from storage.db import Database
from storage.deliveries import OPEN
from storage.kinds import DeliveryKind
from storage.models import Person, Workspace
from storage.outbox import Claim


def renderers(database: Database) -> Mapping[DeliveryKind, Render]:
    def read(workspace_id: int, prompt_id: int, now: datetime, *, measured: bool = False) -> Prompt | None:
        with database.read() as session:
            return prompt_of(session, session.get_one(Workspace, workspace_id), prompt_id, now, measured=measured)

    def prompt(delivery: Claim, now: datetime) -> Outgoing | None:
        found = read(delivery.workspace_id, delivery.id, now, measured=True)
        if found is None or not found.waits:
            return None
        with database.write() as session:
            begin(session, found, now)
        return Outgoing(views.prompt(found, now))

    def reminder(delivery: Claim, now: datetime) -> Outgoing | None:
        found = read(delivery.workspace_id, delivery.subject_id, now)
        return Outgoing(views.reminder(found)) if found and found.waits else None

    def receipt(delivery: Claim, now: datetime) -> Outgoing | None:
        found = read(delivery.workspace_id, delivery.subject_id, now)
        if found is None or (not found.delivery.ts and found.delivery.state not in OPEN):
            return None
        if not found.delivery.ts:
            raise NotYet  # answered faster than the prompt's place was written down
        return Outgoing(views.receipt(found), Place(found.delivery.channel, found.delivery.ts))

    def notice(delivery: Claim, _now: datetime) -> Outgoing:
        with database.read() as session:
            workspace = session.get_one(Workspace, delivery.workspace_id)
            person = session.get_one(Person, delivery.subject_id)
        return Outgoing(views.how_to_answer(Caller(workspace, person).text))

    return {
        DeliveryKind.PROMPT: prompt,
        DeliveryKind.REMINDER: reminder,
        DeliveryKind.RECEIPT: receipt,
        DeliveryKind.NOTICE: notice,
    }
