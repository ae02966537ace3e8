"""What the senders ask for: how a team's cycle ended, and its new look where a grade is corrected."""

from collections.abc import Mapping
from datetime import datetime

from bot.clients import Clients
from bot.cycles.closing import retrospective_key
from bot.cycles.pictures import sketches
from bot.cycles.retrospective import Retrospective, stored
from bot.cycles.summary import post
from bot.delivery.outgoing import Outgoing, Render, place_of
from bot.people.audience import team_alone
from bot.pictures.sketch import drawn
from bot.text import speak
from charts.studio import Studio
from storage.db import Database
from storage.deliveries import by_key
from storage.kinds import DeliveryKind
from storage.outbox import Claim


def renderers(database: Database, clients: Clients, studio: Studio) -> Mapping[DeliveryKind, Render]:
    def ended(delivery: Claim, now: datetime, *, only_open: bool = False) -> Retrospective | None:
        with database.read() as session:
            return stored(session, delivery.workspace_id, delivery.subject_id, now, only_open=only_open)

    def retrospective(delivery: Claim, now: datetime) -> Outgoing | None:
        found = ended(delivery, now)
        if found is None:
            return None
        with database.read() as session:
            first = by_key(session, delivery.workspace_id, retrospective_key(found.team_id, found.cycle_id))
        corrects = first is not None and first.id != delivery.id
        place = place_of(first) if corrects else None
        if corrects and place is None:
            return None
        channel = place.channel if place else delivery.target
        if found.private and not team_alone(database, clients, found.team_id, channel):
            found = ended(delivery, now, only_open=True)
        if found is None:
            return None
        text = speak(found.language)
        return Outgoing(post(text, found, drawn(studio, [*sketches(text, found)])), place)

    return {DeliveryKind.RETROSPECTIVE: retrospective}
