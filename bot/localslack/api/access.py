"""Which conversations the bot may use."""

from bot.localslack.conversations import Conversation, Kind
from bot.localslack.errors import Refusal
from bot.localslack.workspace import Workspace


def seen(slack: Workspace, channel: str) -> Conversation:
    """Raises channel_not_found, for a private channel without the bot too."""
    held = slack.conversations.get(channel)
    if held is None or (held.private and slack.bot_user_id not in held.members):
        raise Refusal("channel_not_found")
    return held


def joined(slack: Workspace, channel: str) -> Conversation:
    held = seen(slack, channel)
    if slack.bot_user_id not in held.members:
        raise Refusal("not_in_channel")
    return held


def writable(slack: Workspace, channel: str) -> Conversation:
    """A conversation the bot may write to; a person's id means the direct message with that person."""
    held = dm_with(slack, channel) if channel in slack.people else joined(slack, channel)
    if held.archived:
        raise Refusal("is_archived")
    if held.kind is Kind.DM and slack.people[held.members[0]].deleted:
        raise Refusal("user_disabled")
    return held


def dm_with(slack: Workspace, user_id: str) -> Conversation:
    """Raises user_not_found, user_disabled and cannot_dm_bot."""
    person = slack.known_person(user_id)
    if person.bot:
        raise Refusal("cannot_dm_bot")
    if person.deleted:
        raise Refusal("user_disabled")
    return slack.dm_of(user_id)


def require_scope(slack: Workspace, scope: str) -> None:
    if scope not in slack.scopes:
        raise Refusal("missing_scope", needed=scope, provided=",".join(sorted(slack.scopes)))


def require_history_scope(slack: Workspace, held: Conversation) -> None:
    if held.kind is Kind.DM:
        require_scope(slack, "im:history")
    else:
        require_scope(slack, "groups:history" if held.private else "channels:history")
