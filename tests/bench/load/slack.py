"""A Slack for many companies: it takes what it is sent at once, and remembers each message by the key that it carries.

The local Slack is the strict one; this one is there to be fast, and knows only what delivery and clicks need.
"""

import asyncio
import json
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

from aiohttp import web

from bot.actions import NO_CHANGE

TOKEN = "xoxb-"
Json = dict[str, Any]


def token(team: str) -> str:
    return f"{TOKEN}{team}"


class Prompt(NamedTuple):
    """Somebody was asked: `value` is that of the button *No change* under the message."""

    team: str
    person: str
    channel: str
    ts: str
    value: str


class Stands(NamedTuple):
    """A message in a conversation, and when it came, in monotonic seconds."""

    ts: str
    metadata: Json
    at: float


@dataclass
class ManySlacks:
    """`posts` by team and key: what stands there more than once was sent more than once; `kinds` how many keys of each
    kind stand. `replies` by the address that they were sent to."""

    posts: defaultdict[tuple[str, str], list[Stands]] = field(default_factory=lambda: defaultdict(list))
    kinds: Counter[str] = field(default_factory=Counter)
    replies: dict[str, str] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    asked: asyncio.Queue[Prompt] = field(default_factory=asyncio.Queue)
    url: str = ""
    _stands: defaultdict[tuple[str, str], list[Stands]] = field(default_factory=lambda: defaultdict(list))
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def api_url(self) -> str:
        return f"{self.url}api/"

    def reply_url(self, key: str) -> str:
        return f"{self.url}reply/{key}"

    @asynccontextmanager
    async def served(self) -> AsyncIterator[None]:
        app = web.Application(client_max_size=2**26)
        app.add_routes([
            web.route("*", "/api/{method}", self._call),
            web.post("/reply/{key}", self._reply),
            web.post("/file", _taken),
        ])  # fmt: skip
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        try:
            yield
        finally:
            await runner.cleanup()

    async def _reply(self, request: web.Request) -> web.Response:
        self.replies[request.match_info["key"]] = str((await request.json()).get("text"))
        return web.Response(text="ok")

    async def _call(self, request: web.Request) -> web.Response:
        method, team = request.match_info["method"], request.headers.get("Authorization", "").partition(TOKEN)[2]
        self.calls[method] += 1
        if not team:
            return web.json_response({"ok": False, "error": "invalid_auth"})
        answers: Mapping[str, Callable[[str, Json], Json]] = {
            "auth.test": self._auth, "chat.postMessage": self._post, "chat.update": self._update,
            "conversations.open": self._open, "conversations.history": self._history,
            "conversations.replies": self._history, "files.getUploadURLExternal": self._upload,
            "files.completeUploadExternal": self._complete, "files.info": self._file,
        }  # fmt: skip
        answer = answers.get(method)
        if answer is None:
            return web.json_response({"ok": False, "error": "unknown_method"})
        return web.json_response({"ok": True, **answer(team, await _body(request))})

    def _auth(self, team: str, _body: Json) -> Json:
        return {"team_id": team, "team": team, "user_id": "U0BOT", "bot_id": "B0BOT", "url": self.url}

    def _post(self, team: str, body: Json) -> Json:
        channel = str(body["channel"]).replace("U", "D", 1)
        number = next(self._numbers)
        stands = Stands(
            f"{1_795_849_200 + number // 1000}.{number % 1000:06}", body.get("metadata") or {}, time.monotonic()
        )
        key = str(stands.metadata.get("event_payload", {}).get("key", f"unkeyed:{number}"))
        self.posts[team, key].append(stands)
        self.kinds[key.partition(":")[0]] += len(self.posts[team, key]) == 1
        self._stands[team, body.get("thread_ts") or channel].append(stands)
        if key.startswith("prompt:") and (value := _no_change(body.get("blocks") or [])):
            self.asked.put_nowait(Prompt(team, str(body["channel"]), channel, stands.ts, value))
        return {"channel": channel, "ts": stands.ts}

    def _update(self, _team: str, body: Json) -> Json:
        return {"channel": body["channel"], "ts": body["ts"]}

    def _open(self, _team: str, body: Json) -> Json:
        return {"channel": {"id": str(body["users"]).replace("U", "D", 1)}}

    def _history(self, team: str, body: Json) -> Json:
        found = self._stands[team, body.get("ts") or body["channel"]]
        return {"messages": [{"ts": one.ts, "metadata": one.metadata} for one in found]}

    def _upload(self, _team: str, _body: Json) -> Json:
        return {"upload_url": f"{self.url}file", "file_id": f"F{next(self._numbers)}"}

    def _complete(self, _team: str, body: Json) -> Json:
        files = body["files"]
        return {"files": json.loads(files) if isinstance(files, str) else files}

    def _file(self, _team: str, body: Json) -> Json:
        return {"file": {"id": body["file"], "mimetype": "image/png"}}


async def _taken(request: web.Request) -> web.Response:
    await request.read()
    return web.Response(text="OK")


async def _body(request: web.Request) -> Json:
    """However it is sent: as JSON, as a form, or in the address."""
    if request.content_type == "application/json" and (sent := await request.text()):
        return {**request.query, **json.loads(sent)}
    return {**request.query, **await request.post()}


def _no_change(blocks: list[Json]) -> str:
    elements = (element for block in blocks for element in block.get("elements", ()))
    return next((str(one["value"]) for one in elements if one.get("action_id") == NO_CHANGE), "")
