"""What the senders ask for: a team's digest, and its new look after late answers."""

from collections.abc import Mapping
from datetime import datetime

from slack_sdk import WebClient

from bot.delivery.outgoing import NotYet, Outgoing, Place, Post, Render
from bot.digests.flow import Digest, gather
from bot.digests.pictures import sketches
from bot.digests.views import digest
from bot.people.audience import team_alone
from bot.pictures.sketch import drawn
from bot.text import speak
from charts.studio import Studio
from storage.db import Database
from storage.deliveries import OPEN, by_key
from storage.kinds import DeliveryKind
from storage.models import Workspace
from storage.outbox import Claim


def renderers(database: Database, client: WebClient, studio: Studio) -> Mapping[DeliveryKind, Render]:
    def found_by(delivery: Claim, now: datetime, *, only_open: bool = False) -> Digest:
        with database.read() as session:
            workspace = session.get_one(Workspace, delivery.workspace_id)
            return gather(session, workspace, delivery.subject_id, now, only_open=only_open)

    def post(delivery: Claim, now: datetime) -> Post:
        found = found_by(delivery, now)
        if found.private and not team_alone(database, client, found.team.id):
            found = found_by(delivery, now, only_open=True)
        text = speak(found.team.language)
        return digest(text, found, drawn(studio, sketches(text, found)))

    def first(delivery: Claim, now: datetime) -> Outgoing:
        return Outgoing(post(delivery, now))

    def update(delivery: Claim, now: datetime) -> Outgoing | None:
        with database.read() as session:
            posted = by_key(session, delivery.workspace_id, f"digest:{delivery.subject_id}")
        if posted is None or (not posted.ts and posted.state not in OPEN):
            return None
        if not posted.ts:
            raise NotYet  # the digest is on its way, and may have been read before this answer
        return Outgoing(post(delivery, now), Place(posted.channel, posted.ts))

    return {DeliveryKind.DIGEST: first, DeliveryKind.DIGEST_UPDATE: update}
