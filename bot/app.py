"""The composition root: the only place where objects are made and put together."""

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from apscheduler.schedulers.background import BackgroundScheduler
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot import failures
from bot.alerts import flow as alerts_flow
from bot.client import web_client
from bot.context import Context
from bot.delivery import pace
from bot.delivery.outbox import Outbox
from bot.delivery.sender import Sender
from bot.errors import UserError
from bot.features import FEATURES, renderers
from bot.finish import finish
from bot.guard import Guarded
from bot.health.metrics import Metrics
from bot.health.server import pages, serving
from bot.health.timing import time_handlers
from bot.health.watchdog import SECONDS_BETWEEN_LOOKS, Watchdog
from bot.home.job import Homes, publish_after_acts
from bot.lazy import talk_after_ack
from bot.people import job as people_job
from bot.settings import Settings
from bot.tick import tick
from charts.studio import Studio
from storage.checkins import forget_handled
from storage.db import Database
from storage.schema import upgrade

logger = logging.getLogger(__name__)
TICK_SECONDS = 15
REFRESH_HOURS = 6
REMEMBERED = timedelta(days=60)
"""Payloads that had their effect: a form may stand open for long, and Slack repeats itself for an hour."""
LISTENERS = 40
MOST_WAITS = 20


@dataclass(frozen=True)
class Okrbot:
    """The bot, put together and not running yet."""

    context: Context
    app: App
    client: WebClient
    patient: WebClient
    sender: Sender
    talkers: ThreadPoolExecutor
    metrics: Metrics
    homes: Homes
    studio: Studio

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
        with self.context.database.write() as session:
            forget_handled(session, self.context.clock() - REMEMBERED)

    def refresh(self) -> None:
        """Reads people's names, zones and languages again."""
        try:
            people_job.refresh(self.context, self.patient)
        except (SlackClientError, OSError):
            logger.exception("people could not be read from Slack")


def build(
    settings: Settings, clock: Callable[[], datetime], limits: pace.Limits = pace.NONE, studio: Studio | None = None
) -> Okrbot:
    """Puts the bot together: migrates the database, talks to no one yet. `limits` are those of the Slack it sends to;
    a local one has none. Bots of one process may share a `studio`."""
    studio = studio or Studio()
    database = Database(settings.url)
    upgrade(database.engine)
    client = web_client(settings)
    context = Context(
        database,
        clock,
        settings,
        wake=lambda: sender.wake(),
        show_home=lambda body: homes.acted(body),
        answered=lambda body, seconds: metrics.answered(body, seconds),
    )
    outbox = Outbox(database, partial(alerts_flow.tell, admins=settings.okrbot_admins))
    sender = Sender(outbox, renderers(context, client, studio), client, clock, limits)
    talkers = ThreadPoolExecutor(LISTENERS, thread_name_prefix="talk")
    app = _listening(client, talkers)
    failures.register(app, context, talkers)
    for feature in FEATURES:
        feature.register(app, context)
    homes = Homes(context, client)
    metrics = Metrics(database, clock, context.pulse)
    return Okrbot(context, app, client, _patient(client), sender, talkers, metrics, homes, studio)


def _patient(client: WebClient) -> WebClient:
    """For reading many people: waits where Slack asks it to."""
    waiting = RateLimitErrorRetryHandler(max_retry_count=MOST_WAITS)
    return WebClient(client.token, base_url=client.base_url, ssl=client.ssl, retry_handlers=[waiting])


def _listening(client: WebClient, talkers: ThreadPoolExecutor) -> App:
    """Bolt, set up so that storing comes before the ack and talking after it."""

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=client.token)

    return App(
        name="okrbot",  # else Bolt reads the sources of all its callers to find one
        logger=logging.getLogger("slack_bolt"),  # else Bolt takes the root's level, and prints messages at DEBUG
        client=WebClient(base_url=client.base_url, timeout=client.timeout, ssl=client.ssl, retry_handlers=[]),
        authorize=authorize,
        process_before_response=True,
        listener_executor=talkers,
        request_verification_enabled=False,  # Socket Mode: the connection is ours
        ignoring_self_events_enabled=True,
        raise_error_for_unhandled_request=True,  # the error handler acks it
    )


@contextmanager
def listening(bot: Okrbot) -> Iterator[SocketModeHandler]:
    """Connected to Slack until the block ends; what is under way is finished. UserError where the token is refused."""
    token = bot.context.settings.slack_app_token
    language = bot.context.settings.okrbot_language
    socket = Guarded(bot.app, token, language, web_client=bot.client, concurrency=LISTENERS)
    time_handlers(socket, bot.metrics.handled)
    talk_after_ack(socket)
    publish_after_acts(socket, bot.homes, bot.talkers)
    socket.client.on_message_listeners.append(lambda _message: bot.context.pulse.hear())
    try:
        socket.connect()  # type: ignore[no-untyped-call]
    except SlackApiError as refused:
        raise UserError("settings.app_token_refused", error=refused.response["error"]) from refused
    except OSError as unreachable:
        raise UserError("settings.slack_unreachable", url=bot.client.base_url) from unreachable
    try:
        yield socket
    finally:
        finish(socket)
        bot.talkers.shutdown(wait=True)


def _health(bot: Okrbot) -> AbstractContextManager[int | None]:
    """The pages for machines, when asked for. UserError where the port is taken."""
    settings = bot.context.settings
    if not settings.okrbot_health_port:
        return nullcontext()
    answer = pages(bot.context, bot.metrics.registry)
    return serving(settings.okrbot_health_host, settings.okrbot_health_port, answer)


@contextmanager
def running(bot: Okrbot) -> Iterator[None]:
    """Listens, ticks and sends until the block ends; then finishes what is under way."""
    sending = threading.Thread(target=bot.sender.run, name="send", daemon=True)
    scheduler = BackgroundScheduler(timezone=UTC)
    jobs = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None, "next_run_time": datetime.now(UTC)}
    scheduler.add_job(bot.tick, "interval", seconds=TICK_SECONDS, **jobs)
    scheduler.add_job(bot.refresh, "interval", hours=REFRESH_HOURS, **jobs)
    scheduler.add_job(bot.tidy, "interval", hours=REFRESH_HOURS, **jobs)
    with _health(bot), listening(bot) as socket:
        look = Watchdog(socket.client, bot.context.pulse).look
        scheduler.add_job(look, "interval", seconds=SECONDS_BETWEEN_LOOKS, **jobs)
        sending.start()
        scheduler.start()
        try:
            yield
        finally:
            scheduler.shutdown(wait=True)
    bot.sender.stop()
    sending.join()
    bot.studio.close()
