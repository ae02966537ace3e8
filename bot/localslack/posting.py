"""Messages come, change and go: the one place where a conversation's content is touched."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.localslack import checks, events, files
from bot.localslack.conversations import Conversation, Message
from bot.localslack.errors import Json, Refusal
from bot.localslack.ids import Ids
from bot.localslack.workspace import Workspace

TEXT_SHOWN = 40_000
DELETED = "This message was deleted."


def post(slack: Workspace, conversation: Conversation, user: str, text: str, **fields: Any) -> Message:
    """Raises no_text, invalid_blocks, invalid_attachments; longer text is cut, as in Slack."""
    blocks = accepted_blocks(slack, fields.pop("blocks", ()))
    if not text and not blocks and not fields.get("files"):
        raise Refusal("no_text")
    message = Message(
        ts=slack.next_ts(),
        user=user,
        text=text[:TEXT_SHOWN],
        at=slack.clock.now(),
        channel=conversation.id,
        bot_id=slack.bot_id if user == slack.bot_user_id else None,
        blocks=blocks,
        **fields,
    )
    conversation.add(message)
    slack.changed(f"conversation:{conversation.id}", message.ephemeral_to)
    if message.ephemeral_to is None:
        events.message_event(slack, conversation, shown(slack, message))
    return message


def edit(slack: Workspace, conversation: Conversation, old: Message, text: str, blocks: Sequence[Json]) -> Message:
    """A text-only edit drops the old blocks."""
    new = replace(old, text=text, blocks=accepted_blocks(slack, blocks), edited_ts=slack.next_ts())
    if not new.text and not new.blocks and not new.files:
        raise Refusal("no_text")
    conversation.replace(new)
    slack.changed(f"conversation:{conversation.id}", new.ephemeral_to)
    if new.ephemeral_to is None:
        events.changed_event(slack, conversation, shown(slack, new), shown(slack, old))
    return new


def delete(slack: Workspace, conversation: Conversation, message: Message) -> None:
    """Where a thread hangs on the message, a tombstone of Slackbot's takes its place; Slack calls that a change."""
    old = shown(slack, message)
    if conversation.replies(message.ts):
        stone = replace(message, user="USLACKBOT", bot_id=None, text=DELETED, blocks=(), files=(), tombstone=True)
        conversation.replace(stone)
        events.changed_event(slack, conversation, {**shown(slack, stone), "hidden": True}, old)
    else:
        conversation.remove(message.ts)
        if message.ephemeral_to is None:
            events.deleted_event(slack, conversation, message.ts, old)
    slack.changed(f"conversation:{conversation.id}", message.ephemeral_to)


def accepted_blocks(slack: Workspace, blocks: Sequence[Json]) -> list[Json]:
    checks.check_message(list(blocks), slack.files, charts=slack.has_charts)
    return named(blocks, slack.ids)


def named(blocks: Sequence[Json], ids: Ids) -> list[Json]:
    """Slack names the blocks and the interactive elements that came without a name."""
    return [{"block_id": ids.next("b"), **_with_named_elements(block, ids)} for block in blocks]


def _with_named_elements(block: Json, ids: Ids) -> Json:
    result = dict(block)
    for key in ("element", "accessory"):
        if key in block:
            result[key] = _named_element(block[key], ids)
    if block["type"] == "actions":
        result["elements"] = [_named_element(element, ids) for element in block["elements"]]
    return result


def _named_element(element: Json, ids: Ids) -> Json:
    return element if element["type"] == "image" else {"action_id": ids.next("a"), **element}


def shown(slack: Workspace, message: Message, include_metadata: bool = False) -> Json:
    """The message object of the Web API."""
    fields: Mapping[str, object] = {
        "bot_id": message.bot_id,
        "app_id": slack.app_id if message.bot_id else None,
        "blocks": list(message.blocks) or None,
        "thread_ts": message.thread_ts,
        "files": [_file(slack, name) for name in message.files] or None,
        "subtype": "tombstone" if message.tombstone else "file_share" if message.files else None,
        "upload": True if message.files else None,
        "metadata": message.metadata if include_metadata else None,
        "edited": {"user": message.user, "ts": message.edited_ts} if message.edited_ts else None,
    }
    body: Json = {"type": "message", "ts": message.ts, "user": message.user, "text": message.text}
    body["team"] = slack.people[message.user].team_id
    return body | {name: value for name, value in fields.items() if value is not None}


def _file(slack: Workspace, file_id: str) -> Json:
    """A file in a message; of another company's Slack shows no more than that there is one."""
    held = slack.files[file_id]
    if slack.people[held.user].stranger:
        return {"id": held.id, "created": 0, "timestamp": 0, "mode": "file_access", "file_access": "check_file_info"}
    return files.file(held, slack.base_url, slack.team_id)
