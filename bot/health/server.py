"""Two pages for machines: /healthz, is the bot alive, and /metrics, for Prometheus."""

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from prometheus_client import CollectorRegistry, make_wsgi_app

from bot.context import Context
from bot.errors import UserError
from bot.health.alive import alive
from bot.health.finding import State
from bot.health.stored import database
from bot.settings import Mode

CLIENT_SECONDS = 10
POLL_SECONDS = 0.1


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Handler(WSGIRequestHandler):
    timeout = CLIENT_SECONDS

    def log_message(self, format: str, *_args: Any) -> None:
        """Scrapes are no events."""


def pages(context: Context, registry: CollectorRegistry) -> WSGIApplication:
    metrics = make_wsgi_app(registry)

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        match environ["PATH_INFO"]:
            case "/healthz":
                document = healthz(context)
                status = "200 OK" if document["ok"] else "503 Service Unavailable"
                return _said(start, status, "application/json", json.dumps(document))
            case "/metrics":
                told: Iterable[bytes] = metrics(environ, start)
                return told
        return _said(start, "404 Not Found", "text/plain", "There are /healthz and /metrics.\n")

    return answer


def healthz(context: Context) -> dict[str, Any]:
    """`wrong` names the doctor's checks that failed: database, migration, tick, socket; or that the bot is leaving.
    There is no age of the socket in HTTP mode."""
    pulse, mode = context.pulse, context.settings.mode
    found = [*database(context.database), *alive(pulse, mode)]
    wrong = [str(finding.check) for finding in found if finding.state is State.WRONG]
    wrong += ["leaving"] if pulse.leaving else []
    ages = {"tick_age": round(pulse.tick_age, 1)}
    if mode is Mode.SOCKET:
        ages["socket_age"] = round(pulse.socket_age, 1)
    return {"ok": not wrong, "wrong": wrong, **ages}


def _said(start: StartResponse, status: str, kind: str, words: str) -> Iterable[bytes]:
    start(status, [("Content-Type", f"{kind}; charset=utf-8")])
    return [words.encode()]


@contextmanager
def serving(host: str, port: int, answer: WSGIApplication) -> Iterator[int]:
    """Serves in a thread of its own until the block ends; gives the port, which for 0 is any free one."""
    try:
        server = _Server((host, port), _Handler)
    except OSError as taken:
        raise UserError("health.port_taken", host=host, port=port, reason=taken.strerror) from taken
    server.set_app(answer)
    thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), name="health", daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
