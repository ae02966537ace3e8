"""Serves the site with uvicorn: in a thread of this process, or in several processes that are each a whole bot."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

import uvicorn
from uvicorn.supervisors import Multiprocess

from bot.app import Okrbot
from bot.errors import UserError
from bot.health.metrics import SHARED
from bot.settings import Settings
from bot.web.site import site

GRACE_SECONDS = 20
"""For requests under way at the end: twice what a database may keep a writer waiting."""
WORKER_SECONDS = 30
"""Without a sign of life a process is taken for hung: to load takes its time where all start at once."""
GLANCE = 0.01
BACKLOG = 2048


@contextmanager
def serving(bot: Okrbot) -> Iterator[str]:
    """Answers until the block ends; then says for a while that it is leaving, and finishes what is under way. Gives
    the address; UserError where it cannot be had."""
    settings = bot.context.settings
    taken = bound(settings)
    server = uvicorn.Server(config(settings, site(bot), lifespan="off"))
    thread = threading.Thread(target=server.run, args=([taken],), name="web", daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(GLANCE)
    try:
        yield address(taken)
    finally:
        bot.context.pulse.leaving = True
        time.sleep(settings.okrbot_drain_seconds)
        server.should_exit = True
        thread.join()
        taken.close()
        bot.talkers.shutdown(wait=True)


def supervise(settings: Settings, started: Callable[[str], object]) -> None:
    """Answers in OKRBOT_WORKERS processes until a signal comes; one that dies is started anew. They count together,
    whichever of them is asked for /metrics. UserError where the address cannot be had."""
    taken = bound(settings)
    started(address(taken))
    with TemporaryDirectory(prefix="okrbot-metrics-") as folder:
        os.environ[SHARED] = folder  # for the processes to come
        options = config(settings, "bot.web.worker:replica", factory=True, workers=settings.okrbot_workers)
        Multiprocess(options, [taken]).run()
    taken.close()


def bound(settings: Settings) -> socket.socket:
    host, port = settings.okrbot_host, settings.port
    try:
        return socket.create_server((host, port), family=_family(host), backlog=BACKLOG)
    except OSError as refused:
        raise UserError("web.port_taken", host=host, port=port, reason=refused.strerror or str(refused)) from refused


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def address(taken: socket.socket) -> str:
    host, port = taken.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def config(settings: Settings, app: Any, **options: Any) -> uvicorn.Config:
    """Logs go where all of the bot's go, and hold no addresses of people; who asked is taken from a proxy only where
    that is trusted."""
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        proxy_headers=bool(settings.okrbot_trusted_proxies),
        forwarded_allow_ips=list(settings.okrbot_trusted_proxies),
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_worker_healthcheck=WORKER_SECONDS,
        **options,
    )
