"""What the senders ask for: the digest of the company for one of its admins."""

from collections.abc import Mapping
from datetime import datetime

from bot.company.flow import wanted
from bot.company.pictures import sketches
from bot.company.views import digest
from bot.delivery.outgoing import Outgoing, Render
from bot.pictures.sketch import drawn
from charts.studio import Studio
from storage.db import Database
from storage.kinds import DeliveryKind
from storage.outbox import Claim


def renderers(database: Database, studio: Studio) -> Mapping[DeliveryKind, Render]:
    def company(delivery: Claim, now: datetime) -> Outgoing | None:
        with database.read() as session:
            found = wanted(session, delivery.workspace_id, delivery.subject_id, now)
        if found is None:
            return None
        text = found.caller.text
        return Outgoing(digest(text, found.digest, drawn(studio, sketches(text, found.digest))))

    return {DeliveryKind.COMPANY_DIGEST: company}
