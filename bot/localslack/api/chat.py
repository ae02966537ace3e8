from collections.abc import Mapping

from bot.localslack import posting
from bot.localslack.api import access
from bot.localslack.api.arguments import Arguments
from bot.localslack.conversations import Conversation, Message
from bot.localslack.errors import Json, Refusal
from bot.localslack.workspace import Workspace

UPDATE_TEXT = 4000


def post_message(slack: Workspace, args: Arguments) -> Json:
    conversation = access.writable(slack, args.text("channel") or "")
    message = posting.post(
        slack,
        conversation,
        slack.bot_user_id,
        args.text("text") or "",
        blocks=args.blocks(),
        thread_ts=_thread(conversation, args),
        metadata=_metadata(args),
    )
    return {"channel": conversation.id, "ts": message.ts, "message": posting.shown(slack, message)}


def post_ephemeral(slack: Workspace, args: Arguments) -> Json:
    conversation = access.writable(slack, args.text("channel") or "")
    person = args.needed("user")
    if person not in conversation.members:
        raise Refusal("user_not_in_channel")
    message = posting.post(
        slack,
        conversation,
        slack.bot_user_id,
        args.text("text") or "",
        blocks=args.blocks(),
        thread_ts=_thread(conversation, args),
        ephemeral_to=person,
    )
    return {"message_ts": message.ts}


def update(slack: Workspace, args: Arguments) -> Json:
    conversation = access.writable(slack, args.needed("channel"))
    old = _own(slack, conversation, args.needed("ts"), "cant_update_message")
    text = args.text("text") or ""
    if len(text) > UPDATE_TEXT:
        raise Refusal("msg_too_long")
    new = posting.edit(slack, conversation, old, text, args.blocks())
    return {"channel": conversation.id, "ts": new.ts, "text": new.text, "message": posting.shown(slack, new)}


def delete(slack: Workspace, args: Arguments) -> Json:
    conversation = access.joined(slack, args.needed("channel"))
    message = _own(slack, conversation, args.needed("ts"), "cant_delete_message")
    posting.delete(slack, conversation, message)
    return {"channel": conversation.id, "ts": message.ts}


def get_permalink(slack: Workspace, args: Arguments) -> Json:
    """The link of a message; that of a reply leads into its thread."""
    conversation = access.seen(slack, args.needed("channel"))
    message = conversation.message(args.needed("message_ts"))
    if message is None or message.ephemeral_to is not None:
        raise Refusal("message_not_found")
    link = f"https://{slack.team_domain}.slack.com/archives/{conversation.id}/p{message.ts.replace('.', '')}"
    thread = f"?thread_ts={message.thread_ts}&cid={conversation.id}" if message.is_reply else ""
    return {"channel": conversation.id, "permalink": link + thread}


def _own(slack: Workspace, conversation: Conversation, ts: str, otherwise: str) -> Message:
    """The bot's own message; an ephemeral one cannot be found again, as in Slack."""
    message = conversation.message(ts)
    if message is None or message.ephemeral_to is not None:
        raise Refusal("message_not_found")
    if message.user != slack.bot_user_id:
        raise Refusal(otherwise)
    return message


def _thread(conversation: Conversation, args: Arguments) -> str | None:
    """The thread's root; Slack takes a reply to a reply into the same thread."""
    ts = args.text("thread_ts")
    root = conversation.message(ts) if ts else None
    if ts and root is None:
        raise Refusal("invalid_thread_ts")
    return (root.thread_ts or root.ts) if root else None


def _metadata(args: Arguments) -> Json | None:
    metadata = args.given.get("metadata")
    if metadata is None:
        return None
    if not isinstance(metadata, Mapping) or not isinstance(metadata.get("event_payload"), Mapping):
        raise Refusal("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str):
        raise Refusal("invalid_metadata_format")
    return dict(metadata)
