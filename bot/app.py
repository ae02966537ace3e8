"""The composition root: the only place where objects are made and put together."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot import failures
from bot.alerts import flow as alerts_flow
from bot.client import web_client
from bot.clients import Clients, OwnToken
from bot.context import Context
from bot.delivery import pace
from bot.delivery.outbox import Outbox
from bot.delivery.sender import Sender
from bot.features import FEATURES, renderers
from bot.health.metrics import Metrics
from bot.home.job import Homes
from bot.installing import job as installing_job
from bot.people import job as people_job
from bot.privacy import job as privacy_job
from bot.reception import Reception
from bot.settings import Settings
from bot.tick import tick
from charts.studio import Studio
from storage.db import Database
from storage.schema import upgrade

if TYPE_CHECKING:
    from bot.installing.store import Installations

logger = logging.getLogger(__name__)
LISTENERS, TALKERS = 8, 16
"""Threads of a process that store answers, and that say more after the ack: enough for those who wait for Slack. They
share one interpreter: with forty of each a process that has more to do than it can did a fifth of it."""


@dataclass(frozen=True)
class Okrbot:
    """The bot, put together and not running yet. `client` has the token of the settings; `clients` are those of all
    workspaces."""

    context: Context
    app: App
    client: WebClient
    clients: Clients
    sender: Sender
    talkers: ThreadPoolExecutor
    metrics: Metrics
    homes: Homes
    studio: Studio
    installations: "Installations | None" = None

    def reception(self) -> Reception:
        """Takes what Slack sends, for one way to be reached."""
        language = self.context.settings.okrbot_language
        return Reception(self.app, language, self.metrics, self.homes, self.talkers)

    def tick(self) -> None:
        """The loop boundary: one failing beat is logged, and the next one comes."""
        try:
            with self.metrics.ticked.time():
                due = tick(self.context, self.context.clock())
            self.context.pulse.tick()
            if due:
                self.talkers.submit(self.homes.refresh)
        except Exception:
            logger.exception("a tick failed")

    def tidy(self) -> None:
        """Forgets what nobody will ask for again."""
        privacy_job.tidy(self.context)
        installing_job.erase(self.context)

    def refresh(self) -> None:
        """Reads people's names, zones and languages again."""
        people_job.refresh(self.context, self.clients)


def build(
    settings: Settings,
    clock: Callable[[], datetime],
    limits: pace.Limits = pace.NONE,
    studio: Studio | None = None,
    clients: Clients | None = None,
) -> Okrbot:
    """Puts the bot together: migrates the database, talks to no one yet. `limits` are those of the Slack it sends to;
    a local one has none. Bots of one process may share a `studio`. Without `clients` it serves one workspace, that of
    the settings' token."""
    studio = studio or Studio()
    database = Database(settings.url)
    upgrade(database.engine)
    client = web_client(settings)
    installations = _installations(settings, database, clock)
    clients = clients or Clients(settings, installations.token if installations else OwnToken(client))
    context = Context(
        database,
        clock,
        settings,
        wake=lambda: sender.wake(),
        forget=installations.forget if installations else lambda _team: None,
        show_home=lambda body: homes.acted(body),
        answered=lambda body, seconds: metrics.answered(body, seconds),
    )
    outbox = Outbox(database, alerts_flow.tell)
    sender = Sender(outbox, renderers(context, clients, studio), clients, clock, limits)
    talkers = ThreadPoolExecutor(TALKERS, thread_name_prefix="talk")
    app = _listening(client, clients, talkers)
    failures.register(app, context, talkers)
    for feature in FEATURES:
        feature.register(app, context)
    homes = Homes(context, clients)
    metrics = Metrics(database, clock, context.pulse, settings.mode)
    return Okrbot(context, app, client, clients, sender, talkers, metrics, homes, studio, installations)


def _installations(settings: Settings, database: Database, clock: Callable[[], datetime]) -> "Installations | None":
    """The tokens of workspaces that install the app; UserError where the key to them is missing or another one."""
    if not settings.by_oauth:
        return None
    from bot.installing.store import Installations  # loads what encrypts

    found = Installations(database, settings, clock)
    found.check()
    return found


def _listening(client: WebClient, clients: Clients, talkers: ThreadPoolExecutor) -> App:
    """Bolt, set up so that storing comes before the ack and talking after it."""

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        """One token serves whoever comes with it, and is not asked about before the ack. Who comes from where the app
        is not installed has none, and is told so."""
        token = client.token or clients.token(team_id or "")
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)

    return App(
        name="okrbot",  # else Bolt reads the sources of all its callers to find one
        logger=logging.getLogger("slack_bolt"),  # else Bolt takes the root's level, and prints messages at DEBUG
        client=WebClient(base_url=client.base_url, timeout=client.timeout, ssl=client.ssl, retry_handlers=[]),
        authorize=authorize,
        process_before_response=True,
        listener_executor=talkers,
        request_verification_enabled=False,  # the connection is ours, or the request was verified before
        ignoring_self_events_enabled=True,
        raise_error_for_unhandled_request=True,  # the error handler acks it
    )
