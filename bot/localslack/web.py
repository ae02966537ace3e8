"""The HTTP side that the bot sees: Web API, uploads, downloads, response URLs."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import BasicAuth, web

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
        self._limits = defaultdict[str, RateLimits](lambda: RateLimits(slack.clock))
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
        token = _proof(request, given)
        args, slack = decode(given), self._company(token)
        try:
            answer = await self.interposed(method, args.given, lambda: self._perform(slack, method, args, token))
        except Dropped:
            if request.transport is not None:
                request.transport.abort()
            raise asyncio.CancelledError from None
        headers = {**answer.headers, "x-oauth-scopes": ",".join(sorted(slack.scopes))}
        return web.json_response(answer.body, status=answer.status, headers=headers)

    def _company(self, token: str) -> Workspace:
        """Whose token it is; the first company's where it is nobody's."""
        return next((one for one in self._slack.companies if token in (*one.tokens, one.bot_token)), self._slack)

    def _perform(self, slack: Workspace, method: str, args: Arguments, token: str) -> Answer:
        """Checks and runs one call, and writes it into the ledger."""
        try:
            _authorize(slack, method, token)
            if method == "auth.revoke":
                args = Arguments({**args.given, "token": token})
            wait = self._limits[slack.team_id].wait(method, args) if slack.rate_limits else None
            if wait is not None:
                answer = Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(wait)})
            else:
                answer = Answer({"ok": True, **METHODS[method].handler(slack, args)})
        except Refusal as refusal:
            answer = Answer(refusal.body())
        slack.ledger.append(Call(method, args.given, answer.body, slack.clock.now()))
        return answer

    async def _upload(self, request: web.Request) -> web.Response:
        id = request.match_info["id"]
        held = next((one.files[id] for one in self._slack.companies if id in one.files), None)
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
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        slack = self._company(token)
        try:
            known = slack.accepts(token) and "files:read" in slack.scopes
        except Refusal:
            known = False
        held = slack.files.get(request.match_info["id"])
        if not known:
            return web.Response(text=SIGN_IN, content_type="text/html")
        if held is None or not uploads.seen_by_bot(slack, held):
            raise web.HTTPNotFound
        return web.Response(body=held.content, content_type=held.mimetype or "application/octet-stream")

    async def _respond(self, request: web.Request) -> web.Response:
        body: Json = await request.json()
        key = request.match_info["key"]
        slack = next((one for one in self._slack.companies if key in one.replies), self._slack)
        try:
            answers.answer_later(slack, slack.replies.use(key), body)
        except Refusal as refusal:
            return web.json_response(refusal.body(), status=404)
        return web.Response(text="ok")


def _authorize(slack: Workspace, method: str, token: str) -> None:
    if method not in METHODS:
        raise Refusal("unknown_method", req_method=method)
    if METHODS[method].by_secret:
        return
    if not token:
        raise Refusal("not_authed")
    if token != slack.app_token and not slack.accepts(token):
        raise Refusal("invalid_auth")
    if METHODS[method].app_token != (token == slack.app_token) and method not in ("auth.test", "api.test"):
        raise Refusal("not_allowed_token_type")
    scope = METHODS[method].scope
    if scope is not None:
        access.require_scope(slack, scope)


def _proof(request: web.Request, given: Json) -> str:
    """The token; client id and secret, which come in a header too, go among the arguments."""
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    if kind == "Basic":
        login = BasicAuth.decode(f"Basic {value}")
        given |= {"client_id": login.login, "client_secret": login.password}
        return ""
    return value or str(given.pop("token", ""))


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
