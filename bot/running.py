"""The bot at work: it listens the way that the settings say, ticks and sends, until it is told to end."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from bot import garbage
from bot.app import Okrbot, build
from bot.delivery import pace
from bot.health.server import pages, serving
from bot.health.watchdog import SECONDS_BETWEEN_LOOKS, Watchdog
from bot.people.job import adopt, meet
from bot.settings import Mode, Settings
from bot.socket_mode import listening

TICK_SECONDS = 15
REFRESH_HOURS = 6


@dataclass(frozen=True)
class Ears:
    """The address at which Slack's requests are answered, and what looks now and then whether Slack is still heard."""

    address: str = ""
    look: Callable[[], None] | None = None


def begun(settings: Settings) -> Okrbot:
    """The bot put together, the workspace of its token taken over, new people read. UserError as Slack refuses it."""
    bot = build(settings, lambda: datetime.now(UTC), pace.SLACK)
    if not settings.by_oauth:  # else workspaces come by installing the app
        adopt(bot.context, bot.client)
        meet(bot.context, bot.clients)
    garbage.keep_loaded()
    return bot


@contextmanager
def running(bot: Okrbot) -> Iterator[str]:
    """Gives the address of HTTP mode, nothing in Socket Mode; UserError where Slack refuses or a port is taken."""
    over_http = bot.context.settings.mode is Mode.HTTP
    with working(bot, _over_http(bot) if over_http else _over_socket(bot)) as address:
        yield address


@contextmanager
def working(bot: Okrbot, ears: AbstractContextManager[Ears]) -> Iterator[str]:
    """Ticks and sends until the block ends; then finishes what is under way."""
    sending = threading.Thread(target=bot.sender.run, name="send", daemon=True)
    scheduler = BackgroundScheduler(timezone=UTC)
    jobs = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None, "next_run_time": datetime.now(UTC)}
    scheduler.add_job(bot.tick, "interval", seconds=TICK_SECONDS, **jobs)
    scheduler.add_job(bot.refresh, "interval", hours=REFRESH_HOURS, **jobs)
    scheduler.add_job(bot.tidy, "interval", hours=REFRESH_HOURS, **jobs)
    with ears as heard:
        if heard.look:
            scheduler.add_job(heard.look, "interval", seconds=SECONDS_BETWEEN_LOOKS, **jobs)
        sending.start()
        scheduler.start()
        try:
            yield heard.address
        finally:
            bot.context.pulse.leaving = True
            scheduler.shutdown(wait=True)
    bot.sender.stop()
    sending.join()
    bot.studio.close()


@contextmanager
def _over_socket(bot: Okrbot) -> Iterator[Ears]:
    with _health(bot), listening(bot) as socket:
        yield Ears(look=Watchdog(socket.client, bot.context.pulse).look)


@contextmanager
def _over_http(bot: Okrbot) -> Iterator[Ears]:
    from bot.web.server import serving as answering  # heavy, and nothing of it is needed in Socket Mode

    with answering(bot) as address:
        yield Ears(address)


def _health(bot: Okrbot) -> AbstractContextManager[int | None]:
    """The pages for machines, when asked for. UserError where the port is taken."""
    settings = bot.context.settings
    if not settings.okrbot_health_port:
        return nullcontext()
    answer = pages(bot.context, bot.metrics.registry)
    return serving(settings.okrbot_health_host, settings.okrbot_health_port, answer)
