"""What the browser page asks for; the page itself lies in page/ and needs no build step."""

import asyncio
from pathlib import Path

from aiohttp import web

from bot.localslack import page_acts, page_json
from bot.localslack.errors import ActRefused
from bot.localslack.files import Stage
from bot.localslack.suggestions import suggest
from bot.localslack.workspace import Workspace

PAGE = Path(__file__).with_name("page")


class Page:
    def __init__(self, slack: Workspace) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self._index),
            web.get("/page/{file}", self._static),
            web.get("/local/state", self._state),
            web.get("/local/conversation/{id}", self._conversation),
            web.get("/local/views", self._views),
            web.get("/local/file/{id}", self._file),
            web.post("/local/act", self._act),
            web.post("/local/options", self._options),
            web.post("/local/clock", self._move_clock),
            web.get("/local/live", self._live),
        ]

    async def _index(self, _request: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE / "index.html")

    async def _static(self, request: web.Request) -> web.FileResponse:
        path = PAGE / request.match_info["file"]
        if path.parent != PAGE or not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path)

    async def _state(self, request: web.Request) -> web.Response:
        return web.json_response(page_json.state(self._slack, request.query.get("as", "")))

    async def _conversation(self, request: web.Request) -> web.Response:
        viewer = request.query.get("as", "")
        held = self._slack.conversations.get(request.match_info["id"])
        if held is None or viewer not in held.members:
            raise web.HTTPNotFound
        return web.json_response(page_json.conversation(self._slack, held, viewer))

    async def _views(self, request: web.Request) -> web.Response:
        return web.json_response(page_json.views(self._slack, request.query.get("as", "")))

    async def _file(self, request: web.Request) -> web.Response:
        held = self._slack.files.get(request.match_info["id"])
        if held is None or held.stage is not Stage.PROCESSED:
            raise web.HTTPNotFound
        return web.Response(body=held.content, content_type=held.mimetype)

    async def _act(self, request: web.Request) -> web.Response:
        try:
            problem = await page_acts.do(self._slack, await request.json())
        except ActRefused as refused:
            problem = str(refused)
        return web.json_response({"ok": False, "message": problem} if problem else {"ok": True})

    async def _options(self, request: web.Request) -> web.Response:
        body = await request.json()
        ids, where = (body["block_id"], body["action_id"]), body.get("view_id") or (body["channel"], body["ts"])
        try:
            suggested = await suggest(self._slack, body["as"], where, ids, body["value"])
        except ActRefused as refused:
            return web.json_response({"ok": False, "message": str(refused)})
        problem = suggested.ack.problem
        return web.json_response({"ok": False, "message": problem} if problem else {"ok": True, **suggested.found})

    async def _move_clock(self, request: web.Request) -> web.Response:
        wanted = (await request.json()).get("move")
        move = next((move for move in self._slack.clock_moves if move.id == wanted), None)
        target = move.target(self._slack.clock.now()) if move else None
        if target is None:
            return web.json_response({"ok": False, "message": "There is nothing to move to."})
        # What moves the clock may call the Web API, so it must not hold this loop.
        await asyncio.get_running_loop().run_in_executor(None, self._slack.on_clock_move, target)
        self._slack.changed("clock")
        return web.json_response({"ok": True, "clock": self._slack.clock.now().isoformat()})

    async def _live(self, request: web.Request) -> web.StreamResponse:
        viewer, ws = request.query.get("as", ""), web.WebSocketResponse(heartbeat=30)
        try:
            await ws.prepare(request)
        except ConnectionResetError:
            return web.Response()  # to nobody: the page was left before it could listen
        queue: asyncio.Queue[str] = asyncio.Queue()

        def watcher(what: str, person: str | None) -> None:
            if person in (None, viewer):
                queue.put_nowait(what)

        self._slack.watchers.add(watcher)
        sending = asyncio.get_running_loop().create_task(_send(ws, queue))
        try:
            async for _ in ws:
                pass
        finally:
            sending.cancel()
            self._slack.watchers.discard(watcher)
        return ws


async def _send(ws: web.WebSocketResponse, queue: asyncio.Queue[str]) -> None:
    while True:
        changed = {await queue.get()}
        while not queue.empty():
            changed.add(queue.get_nowait())
        await ws.send_json({"changed": sorted(changed)})
