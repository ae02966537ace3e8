"""Calls to Slack for a delivery: pictures, the post or the update, and looking up whether a post is there."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.models.blocks import Block, ImageBlock
from slack_sdk.models.blocks.basic_components import SlackFile
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.delivery.outgoing import LONGEST_ALOUD, LONGEST_ALT, Outgoing, Picture, Place, Post
from bot.delivery.pace import HISTORY, POST, REPLIES, UPDATE, Pace
from bot.text import fit
from bot.tls import shared_context
from storage.outbox import PEOPLE, Claim

logger = logging.getLogger(__name__)
Blocks = Sequence[Block]
EVENT = "okrbot_delivery"
CLOCK_SKEW = timedelta(hours=2)
"""Our clock may have been wrong by an hour when the first try was noted; Slack stamps messages by its own."""
PROCESSING_SECONDS = 30.0
FIRST_WAIT = 0.2


FAILURES = (SlackClientError, ClientError, OSError, TimeoutError, ValueError)
"""What a call raises when Slack refuses it, cannot be reached, or something else answers in its place."""


class NotNow(Exception):
    """The call was not made: Slack wants none of its kind `until` then, or, without a time, the sender stops."""

    def __init__(self, why: str = "", until: datetime | None = None) -> None:
        super().__init__(why, until)
        self.why, self.until = why, until


class OneTry(AsyncWebClient):
    """Slack's client less its machinery for trying again, which could post twice and costs half as much as a call.

    What is not JSON is no answer of Slack's. A call's time begins when it is its turn at the `gate`.
    """

    def __init__(self, like: WebClient, session: ClientSession, gate: asyncio.Semaphore) -> None:
        super().__init__(like.token, like.base_url, timeout=like.timeout, ssl=like.ssl, session=session)
        self._gate = gate
        self._patience = ClientTimeout(total=like.timeout)

    async def tell(self, method: str, body: dict[str, Any]) -> AsyncSlackResponse:
        """`api_call` for a body of JSON, less what other calls need of it: a tenth of what a message costs."""
        url = self.base_url + method
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json;charset=utf-8"}
        args = {"json": body, "headers": {**self.headers, **headers}, "proxy": self.proxy}
        answer = await self._request(http_verb="POST", api_url=url, req_args=args)
        response = AsyncSlackResponse(client=self, http_verb="POST", api_url=url, req_args=args, **answer)
        return response.validate()  # type: ignore[no-any-return, no-untyped-call]

    async def _request(self, *, http_verb: str, api_url: str, req_args: dict[str, Any]) -> dict[str, Any]:
        assert self.session is not None  # noqa: S101 - given to it where it is made
        asked = partial(self.session.request, http_verb, api_url, timeout=self._patience)
        async with self._gate, asked(**req_args) as answer:
            return {"data": await answer.json(), "headers": answer.headers, "status_code": answer.status}


@dataclass(frozen=True)
class Line:
    """The way to one workspace's Slack, on which every call waits for its turn."""

    client: OneTry
    team: str
    pace: Pace
    clock: Callable[[], datetime]
    stopping: asyncio.Event

    async def turn(self, method: str, channel: str = "") -> None:
        """Raises NotNow."""
        if until := self.pace.closed(self.team, method, self.clock()):
            raise NotNow("ratelimited", until)
        if wait := self.pace.take(self.team, method, channel):
            await self.rest(wait)
        if self.stopping.is_set():
            raise NotNow

    async def rest(self, seconds: float) -> None:
        """Waits, less long where the sender stops."""
        try:
            await asyncio.wait_for(self.stopping.wait(), seconds)
        except TimeoutError:
            return


@asynccontextmanager
async def connected(calls: int) -> AsyncIterator[Callable[[WebClient], OneTry]]:
    """Makes any client one for this event loop: with connections that are kept and shared, up to `calls` at once."""
    connector = TCPConnector(limit=calls, ssl=shared_context())
    async with ClientSession(connector=connector) as session:
        yield partial(OneTry, session=session, gate=asyncio.Semaphore(calls))


async def pictured(line: Line, post: Post) -> Blocks | None:
    """The pictures, uploaded; none where Slack does not finish them in time."""
    ids = [await _upload(line, picture) for picture in post.pictures]
    for file_id in ids:
        if not await _processed(line, file_id):
            return None
    # Without a title: the picture says it itself.
    return [
        ImageBlock(slack_file=SlackFile(id=file_id), alt_text=picture.alt)
        for picture, file_id in zip(post.pictures, ids, strict=True)
    ]


async def say(line: Line, delivery: Claim, outgoing: Outgoing, blocks: Blocks) -> Place:
    """Posts or updates; raises what the client raises. The key travels as metadata, so that it can be looked up."""
    shown = [block.to_dict() for block in blocks]
    if outgoing.place is not None:
        text = fit(outgoing.post.text, LONGEST_ALOUD)
        answer = await line.client.tell(UPDATE, {**vars(outgoing.place), "text": text, "blocks": shown})
    else:
        body = {"channel": delivery.target, "text": outgoing.post.text, "unfurl_links": False, "unfurl_media": False}
        metadata = {"event_type": EVENT, "event_payload": {"key": delivery.key}}
        with_blocks = {"blocks": shown} if shown else {}
        in_thread = {"thread_ts": outgoing.thread} if outgoing.thread else {}
        answer = await line.client.tell(POST, {**body, **with_blocks, **in_thread, "metadata": metadata})
    return Place(answer["channel"], answer["ts"])


async def turn_to_say(line: Line, delivery: Claim, outgoing: Outgoing) -> None:
    await (line.turn(UPDATE) if outgoing.place is not None else line.turn(POST, delivery.target))


async def share(line: Line, pictures: Sequence[Picture], place: Place) -> None:
    """Into the thread of a message that stands: a failure here must not have the message sent again."""
    for picture in pictures:
        try:
            await _upload(line, picture, place)
        except (*FAILURES, NotNow):
            logger.warning("the picture %s is missing under the message %s", picture.name, place.ts, exc_info=True)


async def find(line: Line, delivery: Claim, thread: str) -> Place | None:
    """The message that carries the delivery's key in its conversation, or in the thread, if an earlier try reached
    Slack.

    None, too, where the scope to look is missing: then a message of unknown outcome is sent again.
    """
    try:
        return await _look_up(line, delivery, thread)
    except SlackApiError as refused:
        if refused.response.get("error") != "missing_scope":
            raise
        logger.warning("cannot look %s up: the scope %s is missing", delivery.key, refused.response.get("needed"))
        return None


async def _look_up(line: Line, delivery: Claim, thread: str) -> Place | None:
    since = delivery.first_try_at - CLOCK_SKEW
    channel = delivery.channel or await _conversation(line, delivery.target)
    cursor: str | None = None
    while True:
        await line.turn(REPLIES if thread else HISTORY)
        asked: dict[str, Any] = {
            "oldest": f"{since.timestamp():.6f}",
            "include_all_metadata": True,
            "limit": 200,
            "cursor": cursor,
        }
        if thread:
            answer = await line.client.conversations_replies(channel=channel, ts=thread, **asked)
        else:
            answer = await line.client.conversations_history(channel=channel, **asked)
        for message in answer["messages"]:
            if (message.get("metadata") or {}).get("event_payload", {}).get("key") == delivery.key:
                return Place(channel, message["ts"])
        cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None


async def _conversation(line: Line, target: str) -> str:
    """A person's direct message with the bot, or the channel itself."""
    if not target.startswith(PEOPLE):
        return target
    await line.turn("conversations.open")
    opened: str = (await line.client.conversations_open(users=target))["channel"]["id"]
    return opened


async def _upload(line: Line, picture: Picture, under: Place | None = None) -> str:
    """A file of the bot's own, that blocks may name, or one under a message."""
    await line.turn("files.getUploadURLExternal")
    await line.turn("files.completeUploadExternal")
    answer = await line.client.files_upload_v2(
        content=picture.png,
        filename=picture.name,
        title=picture.title,
        alt_txt=picture.alt[:LONGEST_ALT],
        channel=under.channel if under else None,
        thread_ts=under.ts if under else None,
    )
    return str(answer["files"][0]["id"])


async def _processed(line: Line, file_id: str) -> bool:
    """Waits until a picture may be named in a block; false when Slack takes too long."""
    wait, until = FIRST_WAIT, line.pace.monotonic() + PROCESSING_SECONDS
    while line.pace.monotonic() < until:
        await line.turn("files.info")
        if (await line.client.files_info(file=file_id))["file"].get("mimetype"):
            return True
        await line.rest(wait)
        wait = min(wait * 2, 5)
    return False
