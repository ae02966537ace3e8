"""Uploads in three steps, with the asynchronous processing that follows the third."""

import asyncio
from typing import Any

from bot.localslack import files, posting
from bot.localslack.api import access
from bot.localslack.api.arguments import Arguments
from bot.localslack.conversations import Conversation
from bot.localslack.errors import Json, Refusal, invalid_argument
from bot.localslack.files import File, Stage
from bot.localslack.workspace import Workspace

ALT_TEXT = 1000


def get_upload_url(slack: Workspace, args: Arguments) -> Json:
    name, length = args.needed("filename"), int(args.needed("length"))
    alt_text = args.text("alt_txt") or ""
    if length <= 0:
        raise invalid_argument("must be greater than 0", "/length")
    if len(alt_text) > ALT_TEXT:
        raise Refusal("alt_txt_too_large")
    created = int(slack.clock.now().timestamp())
    held = File(slack.ids.next("F"), name, length, slack.bot_user_id, created, alt_text=alt_text)
    slack.files[held.id] = held
    return {"upload_url": f"{slack.base_url}upload/{held.id}", "file_id": held.id}


def receive(held: File, content: bytes) -> None:
    """The second step; raises Refusal if the bytes are not as many as announced."""
    if held.stage is not Stage.AWAITED or len(content) != held.length:
        raise Refusal("invalid_upload")
    held.content, held.stage = content, Stage.SENT


def complete_upload(slack: Workspace, args: Arguments) -> Json:
    """Works once for a file; where a channel is named, the message comes when the processing is done."""
    found = [_sent(slack, entry) for entry in args.given.get("files") or ()]
    if not found:
        raise invalid_argument("missing required field: files", "/files")
    channel = args.text("channel_id")
    conversation = access.writable(slack, channel) if channel else None
    posting.accepted_blocks(slack, args.blocks())
    for held in found:
        held.stage = Stage.COMPLETED
    slack.spawn(_process(slack, found, conversation, args))
    return {"files": [files.file(held, slack.base_url, slack.team_id) for held in found]}


def _sent(slack: Workspace, entry: Any) -> File:
    held = slack.files.get(entry.get("id", "")) if isinstance(entry, dict) else None
    if held is None or held.stage is not Stage.SENT:
        raise Refusal("file_not_found")
    held.title = entry.get("title") or held.name
    return held


async def _process(slack: Workspace, found: list[File], conversation: Conversation | None, args: Arguments) -> None:
    await asyncio.sleep(slack.file_delay)
    for held in found:
        held.stage = Stage.PROCESSED
        slack.changed(f"file:{held.id}")
    if conversation is None:
        return
    for held in found:
        held.channels.append(conversation.id)
    posting.post(
        slack,
        conversation,
        slack.bot_user_id,
        args.text("initial_comment") or "",
        # A comment takes the place of blocks.
        blocks=[] if args.text("initial_comment") else args.blocks(),
        files=tuple(held.id for held in found),
        thread_ts=args.text("thread_ts"),
    )


def info(slack: Workspace, args: Arguments) -> Json:
    held = slack.files.get(args.needed("file"))
    if held is None or held.stage is Stage.AWAITED or not seen_by_bot(slack, held):
        raise Refusal("file_not_found")
    return {"file": files.file(held, slack.base_url, slack.team_id)}


def seen_by_bot(slack: Workspace, held: File) -> bool:
    """Its own files, and those of the conversations it is in."""
    return held.user == slack.bot_user_id or any(
        slack.bot_user_id in slack.conversations[name].members for name in held.channels
    )
