"""What a message costs, in CPU time: ten thousand through the outbox, beside the same posts by bare aiohttp."""

import asyncio
import json
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection

from aiohttp import ClientSession, TCPConnector

from bot import garbage
from bot.clients import Clients
from bot.delivery.courier import PLACES
from bot.delivery.outbox import Outbox
from bot.delivery.outgoing import Outgoing, Post
from bot.delivery.sender import Sender
from bot.delivery.slack import EVENT
from bot.settings import Settings
from storage.db import Database
from storage.deliveries import deliveries_of
from storage.kinds import DeliveryKind, DeliveryState
from storage.outbox import Claim
from storage.owing import Owed, owe_all
from storage.people import new_workspace
from storage.schema import upgrade
from tests.bench import Row
from tests.bench.databases import both

MESSAGES = 10_000
RUNS = 3
NOW = datetime(2026, 11, 27, 7, tzinfo=UTC)
TEXT = "Your key results are due by Friday, 27 November, 16:00."
MESSAGE = Outgoing(Post(TEXT, ()))
SAID = json.dumps({"ok": True, "team_id": "T1", "channel": "D1", "ts": "1795849200.000100"}).encode()
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(SAID), SAID)


def run() -> Iterator[Row]:
    garbage.look_seldom()
    garbage.keep_loaded()  # as a bot at work does
    with both() as databases, _served() as url:
        for name, fresh in databases.items():
            ratios = tuple(_sent(url, Database(fresh())) / _posted(url) for _ in range(RUNS))
            yield Row("11", f"{MESSAGES:,} messages sent, {name}, CPU against bare aiohttp", ratios, 2.5)


def _sent(url: str, database: Database) -> float:
    """CPU seconds of a sender with everything due at once and no limits: claims and records are in it, and a rendering
    that makes nothing. What PostgreSQL takes for them in its own processes is not."""
    upgrade(database.engine)
    with database.write() as session:
        workspace = new_workspace(session, "en", "UTC", "T1")
        owe_all(session, (_owed(workspace.id, number) for number in range(MESSAGES)))
    outbox = Outbox(database, lambda *_: None)
    clients = Clients(Settings(_env_file=None, slack_api_url=url), lambda _team: "xoxb-bench")
    sender = Sender(outbox, {DeliveryKind.PROMPT: _rendered}, clients, lambda: NOW)
    began = time.process_time()
    sender.drain()
    took = time.process_time() - began
    with database.read() as session:
        assert len(deliveries_of(session, workspace.id, DeliveryState.SENT)) == MESSAGES
    database.close()
    return took


def _owed(workspace_id: int, number: int) -> Owed:
    return Owed(
        workspace_id, DeliveryKind.PROMPT, f"prompt:{number}:2026-11-27T10:00",
        target=f"U{number}", subject_id=number, due=NOW, expires=NOW + timedelta(hours=6),
    )  # fmt: skip


def _rendered(_delivery: Claim, _now: datetime) -> Outgoing:
    return MESSAGE


def _posted(url: str) -> float:
    """CPU seconds of the same requests, with nothing around them."""
    began = time.process_time()
    asyncio.run(_post_all(f"{url}chat.postMessage"))
    return time.process_time() - began


async def _post_all(url: str) -> None:
    numbers = iter(range(MESSAGES))

    async def post(session: ClientSession) -> None:
        for number in numbers:
            metadata = {"event_type": EVENT, "event_payload": {"key": f"prompt:{number}:2026-11-27T10:00"}}
            body = {"channel": f"U{number}", "text": TEXT, "metadata": metadata}
            async with session.post(url, json={**body, "unfurl_links": False, "unfurl_media": False}) as answer:
                assert (await answer.json())["ok"]

    headers = {"Authorization": "Bearer xoxb-bench"}
    async with ClientSession(connector=TCPConnector(limit=PLACES), headers=headers) as session:
        await asyncio.gather(*(post(session) for _ in range(PLACES)))


@contextmanager
def _served() -> Iterator[str]:
    """A server in a process of its own that gives every request the same answer at once."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    yield f"http://127.0.0.1:{ours.recv()}/api/"
    process.terminate()
    process.join()


class _Same(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._head = transport, b""

    def data_received(self, data: bytes) -> None:
        """Requests come one after another, head and body in any pieces."""
        self._head += data
        head, end, body = self._head.partition(b"\r\n\r\n")
        if not end:
            return
        length = next((line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b":0")
        if len(body) >= int(length.partition(b":")[2]):
            self._head = b""
            self._transport.write(ANSWER)


def _serve(pipe: Connection) -> None:
    async def forever() -> None:
        server = await asyncio.get_running_loop().create_server(_Same, "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(forever())
