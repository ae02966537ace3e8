"""The same answers to /okr in HTTP mode: the bot's site, and Bolt's own adapter behind the same server."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path
from threading import Thread

import uvicorn
from aiohttp import ClientError
from fastapi import Request, Response
from slack_bolt import App
from slack_bolt.adapter.starlette import SlackRequestHandler
from starlette.applications import Starlette
from starlette.routing import Route

from bot import app
from bot.localslack.server import LocalSlack
from bot.settings import Settings
from bot.web.server import bound, config, serving
from tests.bench.listeners import (
    ACKS_FIRST,
    ACKS_LAST,
    OKRBOT,
    SPAWN,
    Serve,
    company,
    now,
    stock_acking_first,
    stock_acking_last,
)

EVENTS = "/slack/events"
SECONDS, GLANCE = 60, 0.1


@contextmanager
def asked(serve: Serve, folder: Path, url: str) -> Iterator[LocalSlack]:
    """The company's Slack, which sends requests to another process."""
    with company(folder, url) as (slack, settings):
        changed = settings.model_copy(update={"slack_signing_secret": slack.signing_secret, "port": _free_port()})
        stop = SPAWN.Event()
        process = SPAWN.Process(target=serve, args=(changed, stop), daemon=True)
        process.start()
        _until_reached(slack, f"http://127.0.0.1:{changed.port}{EVENTS}")
        yield slack
        stop.set()
        process.join()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def _until_reached(slack: LocalSlack, url: str) -> None:
    end = time.monotonic() + SECONDS
    while True:
        try:
            return slack.deliver_to(url)
        except (ClientError, TimeoutError):
            if time.monotonic() > end:
                raise
            time.sleep(GLANCE)


def okrbot(settings: Settings, stop: Event) -> None:
    with serving(app.build(settings, now)):
        stop.wait()


def acks_first(settings: Settings, stop: Event) -> None:
    _serve(stock_acking_first(settings), settings, stop)


def acks_last(settings: Settings, stop: Event) -> None:
    _serve(stock_acking_last(settings), settings, stop)


def _serve(stock: App, settings: Settings, stop: Event) -> None:
    handler = SlackRequestHandler(stock)

    async def answer(request: Request) -> Response:
        return await handler.handle(request)

    site = Starlette(routes=[Route(EVENTS, answer, methods=["POST"])])
    server = uvicorn.Server(config(settings, site, lifespan="off"))
    thread = Thread(target=server.run, args=([bound(settings)],), daemon=True)
    thread.start()
    stop.wait()
    server.should_exit = True
    thread.join()


ASKED = {OKRBOT: okrbot, ACKS_FIRST: acks_first, ACKS_LAST: acks_last}
