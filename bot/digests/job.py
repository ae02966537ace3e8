"""What the senders ask for: a team's digest, the agenda and the details in its thread, and their new looks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.clients import Clients
from bot.delivery.outgoing import Outgoing, Post, Render, place_of
from bot.digests import meeting
from bot.digests.agenda import agenda
from bot.digests.details import details
from bot.digests.flow import Digest, gather
from bot.digests.pictures import channel_kpis, sketches, thread_sketches
from bot.digests.views import digest
from bot.people.audience import team_alone
from bot.pictures.native import charts
from bot.pictures.sketch import drawn
from bot.rounds.telling import first_key
from bot.settings import SlackCharts
from bot.text import Text, speak
from charts.studio import Studio
from storage.db import Database
from storage.deliveries import by_key
from storage.kinds import DeliveryKind
from storage.models import Delivery, Workspace
from storage.outbox import Claim

# What is said of a digest as it is now, none where that is nothing; `posted` tells that it stands already, or may.
Say = Callable[[Text, Digest, bool], Post | None]


def renderers(
    database: Database, clients: Clients, studio: Studio, slack_charts: SlackCharts = SlackCharts.OFF
) -> Mapping[DeliveryKind, Render]:
    desk = _Desk(database, clients, studio, slack_charts)
    return {
        DeliveryKind.DIGEST: desk.first,
        DeliveryKind.DIGEST_UPDATE: desk.update,
        DeliveryKind.DIGEST_AGENDA: partial(desk.under, _meeting),
        DeliveryKind.DIGEST_DETAILS: partial(desk.under, desk.table),
    }


@dataclass(frozen=True)
class _Desk:
    """Where digests are written."""

    database: Database
    clients: Clients
    studio: Studio
    slack_charts: SlackCharts

    def first(self, delivery: Claim, now: datetime) -> Outgoing:
        return Outgoing(self._post(delivery, now, delivery.target))

    def update(self, delivery: Claim, now: datetime) -> Outgoing | None:
        place = place_of(self._first_of(delivery, DeliveryKind.DIGEST))
        return Outgoing(self._post(delivery, now, place.channel), place) if place else None

    def under(self, say: Say, delivery: Claim, now: datetime) -> Outgoing | None:
        """Into the digest's thread by the first delivery of its kind; a new look by every later one."""
        above, own = place_of(self._first_of(delivery, DeliveryKind.DIGEST)), self._first_of(delivery, delivery.kind)
        posts = own is not None and own.id == delivery.id
        place = None if posts else place_of(own)
        if above is None or not (posts or place):
            return None
        said = say(*self._gathered(delivery, now, above.channel), place is not None or delivery.doubtful)
        return Outgoing(said, place, above.ts) if said else None

    def table(self, text: Text, found: Digest, posted: bool) -> Post | None:
        if not (found.key_results or posted):
            return None
        return details(text, found, drawn(self.studio, thread_sketches(text, found)))

    def _post(self, delivery: Claim, now: datetime, channel: str) -> Post:
        text, found = self._gathered(delivery, now, channel)
        said = digest(text, found, drawn(self.studio, sketches(text, found)))
        if self.slack_charts is SlackCharts.OFF:
            return said
        shown = charts(text, found.key_results, found.by_importance, channel_kpis(found))
        return replace(said, charts=shown, instead=self.slack_charts is SlackCharts.INSTEAD)

    def _gathered(self, delivery: Claim, now: datetime, channel: str) -> tuple[Text, Digest]:
        """Without what is private to the team, unless the team alone reads the channel where it stands, or will."""
        found = self._found_by(delivery, now)
        if found.private and not team_alone(self.database, self.clients, found.team.id, channel):
            found = self._found_by(delivery, now, only_open=True)
        return speak(found.team.language), found

    def _found_by(self, delivery: Claim, now: datetime, *, only_open: bool = False) -> Digest:
        spread = delivery.kind is DeliveryKind.DIGEST_DETAILS
        with self.database.read() as session:
            workspace = session.get_one(Workspace, delivery.workspace_id)
            return gather(session, workspace, delivery.subject_id, now, only_open=only_open, spread=spread)

    def _first_of(self, delivery: Claim, kind: DeliveryKind) -> Delivery | None:
        with self.database.read() as session:
            return by_key(session, delivery.workspace_id, first_key(kind, delivery.subject_id))


def _meeting(text: Text, found: Digest, posted: bool) -> Post | None:
    """None in a quiet week; where one stands already, it says that there is nothing to decide any more."""
    plan = agenda(found)
    return None if plan.quiet and not posted else meeting.agenda(text, plan, "agenda.in_thread")
