"""What answers /okr in the measurements: the bot, and Bolt as its documentation shows it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path

from slack_bolt import Ack, App, Respond
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot import app
from bot.delivery.outgoing import Post
from bot.failures import Body
from bot.localslack.clock import Clock
from bot.localslack.sample import furnish, stock
from bot.localslack.server import LocalSlack
from bot.objectives import lookup, views
from bot.people.flow import calling
from bot.people.job import adopt, refresh
from bot.settings import Settings
from bot.socket_mode import listening
from storage.db import Database

NOW = datetime(2026, 11, 27, 8, 55, tzinfo=UTC)
SPAWN = get_context("spawn")
Serve = Callable[[Settings, Event], None]
OKRBOT, ACKS_FIRST, ACKS_LAST = "okrbot", "stock Bolt acking first", "stock Bolt acking last"


def now() -> datetime:
    return NOW


@contextmanager
def company(folder: Path, url: str = "") -> Iterator[tuple[LocalSlack, Settings]]:
    """The sample company on a Slack of its own and in an empty database, with nobody answering yet; without `url` it
    is a file in the folder."""
    slack = LocalSlack(Clock(NOW))
    furnish(slack)
    with slack:
        settings = Settings(
            _env_file=None,
            slack_bot_token=slack.bot_token,
            slack_app_token=slack.app_token,
            slack_api_url=slack.api_url,
            database_url=url,
            okrbot_data_dir=folder,
        )
        _fill(settings)
        yield slack, settings


def _fill(settings: Settings) -> None:
    bot = app.build(settings, now)
    adopt(bot.context, bot.client)
    stock(bot.context.database, NOW)
    refresh(bot.context, bot.clients)
    bot.context.database.close()


@contextmanager
def answered(serve: Serve, folder: Path, url: str = "") -> Iterator[LocalSlack]:
    """The company's Slack, answered from another process: sharing one would charge Slack's work to the app."""
    with company(folder, url) as (slack, settings):
        stop = SPAWN.Event()
        process = SPAWN.Process(target=serve, args=(settings, stop), daemon=True)
        process.start()
        slack.wait(lambda: slack.socket.connections == 1, seconds=30)
        yield slack
        stop.set()
        process.join()


def okrbot(settings: Settings, stop: Event) -> None:
    with listening(app.build(settings, now)):
        stop.wait()


def acks_first(settings: Settings, stop: Event) -> None:
    _listen(stock_acking_first(settings), settings, stop)


def acks_last(settings: Settings, stop: Event) -> None:
    _listen(stock_acking_last(settings), settings, stop)


def _listen(stock: App, settings: Settings, stop: Event) -> None:
    handler = SocketModeHandler(stock, settings.slack_app_token)
    handler.connect()  # type: ignore[no-untyped-call]
    stop.wait()
    handler.close()  # type: ignore[no-untyped-call]


def stock_acking_first(settings: Settings) -> App:
    stock, database = _stock(settings), Database(settings.url)

    @stock.command("/okr")
    def okr(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
        ack()
        post = _look(database, client, body)
        respond(text=post.text, blocks=post.blocks)

    return stock


def stock_acking_last(settings: Settings) -> App:
    stock, database = _stock(settings), Database(settings.url)

    @stock.command("/okr")
    def okr(ack: Ack, body: Body, client: WebClient) -> None:
        post = _look(database, client, body)
        ack(text=post.text, blocks=post.blocks)

    return stock


def _stock(settings: Settings) -> App:
    client = WebClient(settings.slack_bot_token, base_url=settings.slack_api_url)
    return App(client=client, signing_secret=settings.slack_signing_secret or None)


def _look(database: Database, client: WebClient, body: Body) -> Post:
    """The same reads and the same view as the bot's, and the same question to Slack about a stranger."""
    with database.write() as session:
        caller = calling(session, body)
    if caller.person.read_at is None:
        client.users_info(user=caller.person.slack_id)
    with database.read() as session:
        return views.mine(caller.text, lookup.mine(session, caller, NOW))


BUILT = {
    OKRBOT: lambda settings: app.build(settings, now).app,
    ACKS_FIRST: stock_acking_first,
    ACKS_LAST: stock_acking_last,
}
SERVED = {OKRBOT: okrbot, ACKS_FIRST: acks_first, ACKS_LAST: acks_last}
