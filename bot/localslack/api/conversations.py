from collections.abc import Iterable

from bot.localslack import events, posting
from bot.localslack.api import access
from bot.localslack.api.arguments import Arguments
from bot.localslack.api.paging import page
from bot.localslack.conversations import Conversation, Kind, Message, channel
from bot.localslack.errors import Json, Refusal
from bot.localslack.workspace import Workspace


def open_dm(slack: Workspace, args: Arguments) -> Json:
    users = args.text("users")
    if users is None:
        return {"channel": {"id": access.seen(slack, args.needed("channel")).id}}
    if "," in users:
        raise Refusal("missing_scope", needed="mpim:write", provided=",".join(sorted(slack.scopes)))
    held = access.dm_with(slack, users)
    return {"channel": channel(held, slack.bot_user_id) if args.flag("return_im") else {"id": held.id}}


def info(slack: Workspace, args: Arguments) -> Json:
    return {"channel": channel(access.seen(slack, args.needed("channel")), slack.bot_user_id)}


def join(slack: Workspace, args: Arguments) -> Json:
    held = access.seen(slack, args.needed("channel"))
    if held.kind is Kind.DM or held.private:
        raise Refusal("method_not_supported_for_channel_type")
    if held.archived:
        raise Refusal("is_archived")
    if slack.bot_user_id not in held.members:
        held.members.append(slack.bot_user_id)
        events.member_joined(slack, held, slack.bot_user_id)
    return {"channel": channel(held, slack.bot_user_id)}


def list_all(slack: Workspace, args: Arguments) -> Json:
    visible = [held for held in slack.conversations.values() if not held.private or slack.bot_user_id in held.members]
    return _listed(slack, args, visible)


def list_of_user(slack: Workspace, args: Arguments) -> Json:
    user = slack.known_person(args.text("user") or slack.bot_user_id).id
    # Only what both are in, or what everybody may see.
    return _listed(
        slack,
        args,
        [held for held in slack.conversations_of(user) if not held.private or slack.bot_user_id in held.members],
    )


def _listed(slack: Workspace, args: Arguments, found: Iterable[Conversation]) -> Json:
    types = (args.text("types") or "public_channel").replace(" ", "").split(",")
    without_archived = args.flag("exclude_archived")
    kept = [held for held in found if _type(held) in types and not (held.archived and without_archived)]
    some, metadata = page(args, kept)
    return {"channels": [channel(held, slack.bot_user_id) for held in some], **metadata}


def _type(held: Conversation) -> str:
    if held.kind is Kind.DM:
        return "im"
    return "private_channel" if held.private else "public_channel"


def members(slack: Workspace, args: Arguments) -> Json:
    some, metadata = page(args, access.seen(slack, args.needed("channel")).members)
    return {"members": list(some), **metadata}


def history(slack: Workspace, args: Arguments) -> Json:
    """Newest first, without the replies in threads."""
    held = _readable(slack, args)
    tops = [message for message in _within(args, held.seen_by_all()) if not message.is_reply]
    some, metadata = page(args, tops[::-1])
    more = bool(metadata["response_metadata"]["next_cursor"])
    return {"messages": _shown(slack, held, args, some), "has_more": more, **metadata}


def replies(slack: Workspace, args: Arguments) -> Json:
    """The thread's root first, then its replies, oldest first."""
    held, ts = _readable(slack, args), args.needed("ts")
    root = held.message(ts)
    if root is None or root.ephemeral_to is not None:
        raise Refusal("thread_not_found")
    some, metadata = page(args, [root, *_within(args, held.replies(ts))], default=1000)
    more = bool(metadata["response_metadata"]["next_cursor"])
    return {"messages": _shown(slack, held, args, some), "has_more": more, **metadata}


def _readable(slack: Workspace, args: Arguments) -> Conversation:
    held = access.joined(slack, args.needed("channel"))
    access.require_history_scope(slack, held)
    return held


def _within(args: Arguments, messages: list[Message]) -> list[Message]:
    """Between `oldest` and `latest`; both ends count only when `inclusive`."""
    oldest, latest = _moment(args, "oldest", 0), _moment(args, "latest", float("inf"))
    if args.flag("inclusive"):
        return [message for message in messages if oldest <= float(message.ts) <= latest]
    return [message for message in messages if oldest < float(message.ts) < latest]


def _moment(args: Arguments, name: str, otherwise: float) -> float:
    try:
        return float(args.text(name) or otherwise)
    except ValueError:
        raise Refusal(f"invalid_ts_{name}") from None


def _shown(slack: Workspace, held: Conversation, args: Arguments, messages: Iterable[Message]) -> list[Json]:
    with_metadata = args.flag("include_all_metadata")
    return [{**posting.shown(slack, message, with_metadata), **_thread_summary(held, message)} for message in messages]


def _thread_summary(held: Conversation, message: Message) -> Json:
    answers = held.replies(message.ts)
    if not answers:
        return {}
    return {
        "thread_ts": message.ts,
        "reply_count": len(answers),
        "reply_users": sorted({answer.user for answer in answers}),
        "latest_reply": answers[-1].ts,
    }
