"""The site of HTTP mode, put together: what Slack sends, installing, the pages for machines, and the interfaces for
other programs."""

import logging
import uuid
from collections.abc import Mapping

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Lifespan, Message, Receive, Scope, Send

from bot.api.site import api, mounted
from bot.app import Okrbot
from bot.health.server import healthz
from bot.hooks.site import hooks
from bot.manifest import LISTENING
from bot.text import Text, speak
from bot.web.slack import SlackEvents

FORWARDED = ("x-forwarded-for", "forwarded")
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
logger = logging.getLogger(__name__)


def site(bot: Okrbot, lifespan: Lifespan[FastAPI] | None = None) -> FastAPI:
    """`lifespan` where nobody around it keeps the bot at work."""
    text = speak(bot.context.settings.okrbot_language)
    machines = _Machines(bot, text)
    routes: list[BaseRoute] = [
        mounted(api(bot.context)),
        Route(LISTENING, SlackEvents(bot).answer, methods=["POST"]),
        *hooks(bot.context).routes,
        *_installing(bot),
        Route("/healthz", machines.healthz),
        Route("/metrics", machines.metrics),
    ]
    built = FastAPI(routes=routes, lifespan=lifespan, openapi_url=None, redirect_slashes=False)
    refusals = _Refusals(text)
    built.add_exception_handler(HTTPException, refusals.refuse)
    built.add_exception_handler(Exception, refusals.fail)
    built.add_middleware(_Safe)
    return built


def _installing(bot: Okrbot) -> list[Route]:
    """None where the bot serves the one workspace of its token, and loads nothing that encrypts."""
    if bot.installations is None:
        return []
    from bot.installing.site import routes

    return routes(bot, bot.installations)


class _Machines:
    """Synchronous, so that each is answered in a thread: both ask the database."""

    def __init__(self, bot: Okrbot, text: Text) -> None:
        self._context, self._metrics, self._text = bot.context, bot.metrics, text

    def healthz(self, _request: Request) -> Response:
        document = healthz(self._context)
        return JSONResponse(document, 200 if document["ok"] else 503)

    def metrics(self, request: Request) -> Response:
        """Counts and times, nobody's name; still they are the operator's: the world comes through a proxy, Prometheus
        directly."""
        if any(name in request.headers for name in FORWARDED):
            return PlainTextResponse(_line(self._text("web.not_through_proxy")), 403)
        return Response(generate_latest(self._metrics.registry), media_type=CONTENT_TYPE_LATEST)


class _Refusals:
    """Every failure as a sentence."""

    def __init__(self, text: Text) -> None:
        self._text = text

    async def refuse(self, _request: Request, refused: Exception) -> Response:
        assert isinstance(refused, HTTPException)  # noqa: S101 - what it is registered for
        return PlainTextResponse(_line(self._words(refused)), refused.status_code, refused.headers)

    def _words(self, refused: HTTPException) -> str:
        headers: Mapping[str, str] = refused.headers or {}
        match refused.status_code:
            case 404:
                return self._text("web.unknown")
            case 405:
                return self._text("web.wrong_method", methods=headers.get("Allow", ""))
        return self._text(refused.detail) if refused.detail.startswith("web.") else refused.detail

    async def fail(self, _request: Request, error: Exception) -> Response:
        code = uuid.uuid4().hex[:8]
        logger.error("failure %s", code, exc_info=error)
        return PlainTextResponse(_line(self._text("web.failed", code=code)), 500)


class _Safe:
    """Headers that every answer carries, unless it says otherwise."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAFE.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, guarded if scope["type"] == "http" else send)


def _line(words: str) -> str:
    return f"{words}\n"
