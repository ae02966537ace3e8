"""Socket Mode: envelopes out, acknowledgements in. Where the app has an address, all of it goes there instead."""

import asyncio
import json
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from bot.localslack.errors import Json

if TYPE_CHECKING:
    from bot.localslack.http import Requests

ACK_SECONDS = 3.0
"""Real time; Slack waits no longer."""
REFRESH_SECONDS = 1.0
"""Real time between the notice to refresh and the end of the old connection."""


class Envelope(StrEnum):
    SLASH_COMMANDS = "slash_commands"
    INTERACTIVE = "interactive"
    EVENTS_API = "events_api"


@dataclass(frozen=True)
class Ack:
    """What came back for one envelope; `problem` is what Slack shows the person when it went wrong, `reason` what an
    event that comes again says, unless the app wants `no_retry`."""

    arrived: bool
    seconds: float
    body: Json | None = None
    problem: str | None = None
    reason: str = "timeout"
    no_retry: bool = False


@dataclass
class _Connection:
    ws: web.WebSocketResponse
    transport: asyncio.Transport | None
    refreshing: bool = False
    silent: bool = False

    @property
    def ready(self) -> bool:
        return not (self.refreshing or self.silent)


@dataclass
class Socket:
    app_id: str
    requests: "Requests | None" = None
    _open: list[_Connection] = field(default_factory=list)
    _tickets: set[str] = field(default_factory=set)
    _waiting: dict[str, asyncio.Future[Json | None]] = field(default_factory=dict)
    _turn: Iterator[int] = field(default_factory=count)

    @property
    def connections(self) -> int:
        return len([held for held in self._open if held.ready])

    def ticket(self) -> str:
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        if request.query.get("ticket") not in self._tickets:
            raise web.HTTPForbidden(text="this address has been used, or was never given out")
        self._tickets.discard(request.query["ticket"])
        ws = web.WebSocketResponse(heartbeat=30)
        await ws.prepare(request)
        held = _Connection(ws, request.transport)
        self._open.append(held)
        try:
            await ws.send_json(self._hello())
            await self._read(ws)
        finally:
            self._open.remove(held)
        return ws

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.connections,
            "debug_info": {"host": "localslack", "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.app_id},
        }

    async def _read(self, ws: web.WebSocketResponse) -> None:
        async for message in ws:
            if message.type is not WSMsgType.TEXT:
                continue
            answer = json.loads(message.data)
            waiting = self._waiting.get(answer.get("envelope_id", ""))
            if waiting and not waiting.done():
                waiting.set_result(answer.get("payload"))

    async def deliver(self, kind: Envelope, payload: Json, **retry: Any) -> Ack:
        """Sends one envelope to one connection, or to the app's address, and waits 3 s of real time for its
        acknowledgement."""
        if self.requests:
            return await self.requests.deliver(kind, payload, **retry)
        started = time.monotonic()
        ready = [held for held in self._open if held.ready]
        if not ready:
            return Ack(False, 0.0)
        envelope_id = secrets.token_hex(16)
        answer = self._waiting[envelope_id] = asyncio.get_running_loop().create_future()
        envelope = {"envelope_id": envelope_id, "type": kind, "payload": payload, **retry}
        envelope["accepts_response_payload"] = kind is not Envelope.EVENTS_API
        try:
            await ready[next(self._turn) % len(ready)].ws.send_json(envelope)
            body = await asyncio.wait_for(answer, ACK_SECONDS)
        except (TimeoutError, ConnectionError):
            return Ack(False, time.monotonic() - started)
        finally:
            del self._waiting[envelope_id]
        return Ack(True, time.monotonic() - started, body)

    async def refresh(self) -> None:
        """Tells every connection to make way for a new one, as Slack does every few hours."""
        leaving = [held for held in self._open if held.ready]
        for held in leaving:
            held.refreshing = True
            notice = {"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "localslack"}}
            await held.ws.send_json(notice)
        await asyncio.sleep(REFRESH_SECONDS)
        await _close(leaving)

    async def fall_silent(self) -> None:
        """Reads nothing more from the connections and sends nothing over them, but leaves them open: what a network
        does that loses all packets."""
        for held in self._open:
            held.silent = True
            if held.transport is not None:
                held.transport.pause_reading()

    async def drop(self) -> None:
        """Ends every connection without a word."""
        await _close(list(self._open))


async def _close(connections: list[_Connection]) -> None:
    for held in connections:
        if held.silent and held.transport is not None:
            held.transport.resume_reading()  # else it would wait for the farewell to be answered
        await held.ws.close()
