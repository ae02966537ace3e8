"""The one door out: claims what is due, sends it, and writes down what became of it.

A call whose outcome is unknown leaves its delivery unsure: before the next try the message is looked up by its
key, so that nothing is sent twice.
"""

import logging
import os
import threading
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.delivery import slack
from bot.delivery.outgoing import Outgoing, Place, Render
from bot.delivery.refusals import Meaning, code_of, meaning_of, retry_after
from storage.db import Database
from storage.deliveries import Claim, claim, delivery_by_id
from storage.kinds import DeliveryKind, DeliveryState
from storage.models import Delivery
from storage.people import workspace_by_slack_id

logger = logging.getLogger(__name__)
DOUBT = timedelta(seconds=30)
PAUSE = timedelta(minutes=5)
IDLE_SECONDS = 5.0
Renderers = Mapping[DeliveryKind, Render]


@dataclass(frozen=True)
class Outcome:
    """The row after a try: its state, why, where the message stands, when to look again."""

    state: DeliveryState
    error: str = ""
    place: Place | None = None
    again: datetime | None = None


class Sender:
    """Drains the outbox; any number of threads and processes may, for a claim belongs to one."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], client: WebClient, renderers: Renderers
    ) -> None:
        self._database = database
        self._clock = clock
        self._client = client
        self._renderers = renderers
        self._team = ""
        self._owner = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self._news = threading.Event()
        self._stopped = threading.Event()

    def wake(self) -> None:
        """Lets a running sender look at once."""
        self._news.set()

    def stop(self) -> None:
        """Ends `run` after the delivery under way."""
        self._stopped.set()
        self._news.set()

    def run(self) -> None:
        """Sends until stopped; one failing round does not end it."""
        while not self._stopped.is_set():
            self._news.wait(IDLE_SECONDS)
            self._news.clear()
            try:
                self.drain()
            except Exception:
                logger.exception("the sender failed and goes on")

    def drain(self) -> None:
        """Sends all that is due now."""
        while claims := self._claim():
            for found in claims:
                if self._stopped.is_set():
                    return
                self._finish(found.delivery, self._try(found))

    def _claim(self) -> list[Claim]:
        """Only what is owed in the workspace of our token."""
        self._team = self._team or self._client.auth_test()["team_id"]
        with self._database.write() as session:
            workspace = workspace_by_slack_id(session, self._team)
            return claim(session, workspace.id, self._clock(), self._owner) if workspace else []

    def _try(self, found: Claim) -> Outcome:
        now = self._clock()
        try:
            return self._send(found, now)
        except Exception as error:  # one failing recipient must not stop the rest
            return self._failed(found, error, now)

    def _send(self, found: Claim, now: datetime) -> Outcome:
        delivery = found.delivery
        if found.doubtful and (place := slack.find(self._client, delivery)):
            return Outcome(DeliveryState.SENT, place=place)
        if delivery.expires is not None and delivery.expires <= now:
            return Outcome(DeliveryState.EXPIRED)
        outgoing = self._renderers[delivery.kind](delivery, now)
        if outgoing is None:
            return Outcome(DeliveryState.SKIPPED)
        return self._say(delivery, outgoing)

    def _say(self, delivery: Delivery, outgoing: Outgoing) -> Outcome:
        try:
            return Outcome(DeliveryState.SENT, place=slack.send(self._client, delivery, outgoing))
        except SlackApiError as error:
            if meaning_of(error) is not Meaning.PLAIN:
                raise
            logger.exception("Slack refuses our blocks of %s; sending the text alone", delivery.key)
            place = slack.send_plain(self._client, delivery, outgoing)
            return Outcome(DeliveryState.SENT, error=code_of(error), place=place)

    def _failed(self, found: Claim, error: Exception, now: datetime) -> Outcome:
        delivery, code = found.delivery, code_of(error)
        # A doubt outlives a wait: the look-up itself may have been told to come back later.
        waiting = DeliveryState.UNSURE if found.doubtful else DeliveryState.PENDING
        match meaning_of(error):
            case Meaning.WAIT:
                return Outcome(waiting, code, again=now + timedelta(seconds=retry_after(error)))
            case Meaning.PAUSE:
                return Outcome(waiting, code, again=now + PAUSE)
            case Meaning.SKIP:
                return Outcome(DeliveryState.SKIPPED, code)
            case Meaning.UNSURE:
                logger.warning("unsure whether %s was sent: %s", delivery.key, code, exc_info=error)
                return Outcome(DeliveryState.UNSURE, code, again=now + DOUBT)
        logger.error("cannot send %s: %s", delivery.key, code)
        return Outcome(DeliveryState.PARKED, code)

    def _finish(self, delivery: Delivery, outcome: Outcome) -> None:
        with self._database.write() as session:
            row = delivery_by_id(session, delivery.workspace_id, delivery.id)
            if row is None or row.owner != self._owner:
                return  # the lease ran out and another sender has it
            row.state, row.error, row.tries = outcome.state, outcome.error, row.tries + 1
            row.lease_until = None
            if outcome.again is not None:
                row.due = outcome.again
            if outcome.place is not None:
                row.channel, row.ts, row.sent_at = outcome.place.channel, outcome.place.ts, self._clock()
            session.add(row)
