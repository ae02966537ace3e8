"""The HTTP side that the bot sees: Web API, uploads, downloads, response URLs."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import web

from bot.localslack import answers
from bot.localslack.api import access
from bot.localslack.api import files as uploads
from bot.localslack.api.arguments import Arguments, decode
from bot.localslack.api.limits import RateLimits
from bot.localslack.api.methods import METHODS
from bot.localslack.errors import Json, Refusal
from bot.localslack.workspace import Call, Workspace

SIGN_IN = "<!DOCTYPE html><html><head><title>Sign in to Local Slack</title></head><body>Sign in</body></html>"


@dataclass(frozen=True)
class Answer:
    body: Json
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Dropped(Exception):
    """Ends the connection of a call without an answer."""


Effect = Callable[[], Answer]
Interposed = Callable[[str, Json, Effect], Awaitable[Answer]]


async def straight(_method: str, _args: Json, effect: Effect) -> Answer:
    """The way of every call. A fault takes this function's place: it may answer itself or raise Dropped, before
    or after the effect."""
    return effect()


class WebApi:
    def __init__(self, slack: Workspace) -> None:
        self._slack = slack
        self._limits = RateLimits(slack.clock)
        self.interposed: Interposed = straight

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/api/{method}", self._call),
            web.post("/upload/{id}", self._upload),
            web.get("/files-pri/{team}-{id}/{name}", self._download),
            web.get("/files-pri/{team}-{id}/download/{name}", self._download),
            web.post("/response/{key}", self._respond),
            web.get("/socket/", self._slack.socket.serve),
        ]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            given = await _given(request)
        except Refusal as refusal:
            return web.json_response(refusal.body())
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(given.pop("token", ""))
        args = decode(given)
        try:
            answer = await self.interposed(method, args.given, lambda: self._perform(method, args, token))
        except Dropped:
            if request.transport is not None:
                request.transport.abort()
            raise asyncio.CancelledError from None
        headers = {**answer.headers, "x-oauth-scopes": ",".join(sorted(self._slack.scopes))}
        return web.json_response(answer.body, status=answer.status, headers=headers)

    def _perform(self, method: str, args: Arguments, token: str) -> Answer:
        """Checks and runs one call, and writes it into the ledger."""
        try:
            self._authorize(method, token)
            wait = self._limits.wait(method, args) if self._slack.rate_limits else None
            if wait is not None:
                answer = Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(wait)})
            else:
                answer = Answer({"ok": True, **METHODS[method].handler(self._slack, args)})
        except Refusal as refusal:
            answer = Answer(refusal.body())
        self._slack.ledger.append(Call(method, args.given, answer.body, self._slack.clock.now()))
        return answer

    def _authorize(self, method: str, token: str) -> None:
        if method not in METHODS:
            raise Refusal("unknown_method", req_method=method)
        if not token:
            raise Refusal("not_authed")
        if token not in (self._slack.bot_token, self._slack.app_token):
            raise Refusal("invalid_auth")
        if METHODS[method].app_token != (token == self._slack.app_token) and method not in ("auth.test", "api.test"):
            raise Refusal("not_allowed_token_type")
        scope = METHODS[method].scope
        if scope is not None:
            access.require_scope(self._slack, scope)

    async def _upload(self, request: web.Request) -> web.Response:
        held = self._slack.files.get(request.match_info["id"])
        content = await _content(request)
        if held is None:
            raise web.HTTPNotFound
        try:
            uploads.receive(held, content)
        except Refusal as refusal:
            return web.Response(status=400, text=refusal.error)
        return web.Response(text=f"OK - {held.length}")

    async def _download(self, request: web.Request) -> web.Response:
        """Who may not have the file, the bot without files:read too, gets the page to sign in, and no error."""
        held = self._slack.files.get(request.match_info["id"])
        known = request.headers.get("Authorization") == f"Bearer {self._slack.bot_token}"
        if not known or "files:read" not in self._slack.scopes:
            return web.Response(text=SIGN_IN, content_type="text/html")
        if held is None or not uploads.seen_by_bot(self._slack, held):
            raise web.HTTPNotFound
        return web.Response(body=held.content, content_type=held.mimetype or "application/octet-stream")

    async def _respond(self, request: web.Request) -> web.Response:
        body: Json = await request.json()
        try:
            answers.answer_later(self._slack, self._slack.replies.use(request.match_info["key"]), body)
        except Refusal as refusal:
            return web.json_response(refusal.body(), status=404)
        return web.Response(text="ok")


async def _given(request: web.Request) -> Json:
    """The arguments as they came; raises invalid_json and json_not_object."""
    query: Json = dict(request.query)
    if request.content_type != "application/json":
        form = await request.post()
        return {**query, **{name: value for name, value in form.items() if isinstance(value, str)}}
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError:
        raise Refusal("invalid_json") from None
    if not isinstance(body, dict):
        raise Refusal("json_not_object")
    return {**query, **body}


async def _content(request: web.Request) -> bytes:
    """The bytes of an upload, sent as they are or as the first file of a form."""
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for value in (await request.post()).values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""
