"""What Slack sends for what people do, in Slack's shapes."""

from collections.abc import Mapping
from typing import Any

from bot.localslack import posting
from bot.localslack.conversations import Conversation, Kind, Message
from bot.localslack.errors import Json
from bot.localslack.inputs import Values
from bot.localslack.people import Person
from bot.localslack.screens import Shown
from bot.localslack.workspace import Workspace


def view(slack: Workspace, shown: Shown) -> Json:
    """The view object of views.* answers and of payloads."""
    defaults = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "title": {"type": "plain_text", "text": "View Title", "emoji": True},
        "close": None,
        "submit": None,
    }
    return {
        **defaults,
        **shown.view,
        "id": shown.id,
        "team_id": slack.team_id,
        "state": {"values": shown.values},
        "hash": shown.hash,
        "root_view_id": shown.root_id,
        "previous_view_id": shown.previous_id,
        "app_id": slack.app_id,
        "app_installed_team_id": slack.team_id,
        "bot_id": slack.bot_id,
    }


def _head(slack: Workspace, person: Person, kind: str) -> Json:
    return {
        "type": kind,
        "team": {"id": slack.team_id, "domain": slack.team_domain},
        "user": {
            "id": person.id,
            "username": person.username,
            "name": person.username,
            "team_id": person.team_id,
        },
        "api_app_id": slack.app_id,
        "token": "local",
        "enterprise": None,
        "is_enterprise_install": False,
    }


def click_in_view(slack: Workspace, person: Person, shown: Shown, action: Json) -> Json:
    return {
        **_head(slack, person, "block_actions"),
        "trigger_id": slack.triggers.issue(person.id),
        **in_view(slack, shown),
        "actions": [action],
    }


def click_in_message(
    slack: Workspace, person: Person, conversation: Conversation, message: Message, action: Json, values: Values
) -> Json:
    return {
        **_head(slack, person, "block_actions"),
        "trigger_id": slack.triggers.issue(person.id),
        **in_message(slack, conversation, message),
        "state": {"values": values},
        "response_url": reply_url(slack, conversation, person, message.ts),
        "actions": [action],
    }


def shortcut(slack: Workspace, person: Person, callback_id: str) -> Json:
    return {
        **_head(slack, person, "shortcut"),
        "action_ts": slack.next_ts(),
        "callback_id": callback_id,
        "trigger_id": slack.triggers.issue(person.id),
    }


def message_action(
    slack: Workspace, person: Person, conversation: Conversation, message: Message, callback_id: str
) -> Json:
    return {
        **shortcut(slack, person, callback_id),
        "type": "message_action",
        "message_ts": message.ts,
        "response_url": reply_url(slack, conversation, person),
        "channel": {"id": conversation.id, "name": _channel_name(conversation)},
        "message": posting.shown(slack, message),
    }


def suggestion(slack: Workspace, person: Person, where: Json, ids: tuple[str, str], query: str) -> Json:
    """What somebody types in an external select; `where` is that of a view or of a message."""
    return {
        **_head(slack, person, "block_suggestion"),
        **where,
        "block_id": ids[0],
        "action_id": ids[1],
        "value": query,
    }


def in_view(slack: Workspace, shown: Shown) -> Json:
    return {"container": {"type": "view", "view_id": shown.id}, "view": view(slack, shown)}


def in_message(slack: Workspace, conversation: Conversation, message: Message) -> Json:
    ephemeral = message.ephemeral_to is not None
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": conversation.id,
        "is_ephemeral": ephemeral,
    }
    # Slack leaves the message out for an ephemeral one.
    original = {} if ephemeral else {"message": posting.shown(slack, message)}
    return {
        "container": container if message.thread_ts is None else {**container, "thread_ts": message.thread_ts},
        "channel": {"id": conversation.id, "name": conversation.name},
        **original,
    }


def submission(slack: Workspace, person: Person, shown: Shown) -> Json:
    return {
        **_head(slack, person, "view_submission"),
        "trigger_id": slack.triggers.issue(person.id),
        "view": view(slack, shown),
        "response_urls": [],
    }


def closed(slack: Workspace, person: Person, shown: Shown, is_cleared: bool) -> Json:
    return {
        **_head(slack, person, "view_closed"),
        "view": view(slack, shown),
        "is_cleared": is_cleared,
    }


def command(slack: Workspace, person: Person, conversation: Conversation, name: str, text: str) -> Json:
    return {
        "token": "local",
        "team_id": person.team_id,
        "team_domain": slack.team_domain,
        "channel_id": conversation.id,
        "channel_name": _channel_name(conversation),
        "user_id": person.id,
        "user_name": person.username,
        "command": name,
        "text": text,
        "api_app_id": slack.app_id,
        "is_enterprise_install": "false",
        "response_url": reply_url(slack, conversation, person),
        "trigger_id": slack.triggers.issue(person.id),
    }


def _channel_name(conversation: Conversation) -> str:
    if conversation.kind is Kind.DM:
        return "directmessage"
    return "privategroup" if conversation.private else conversation.name


def reply_url(slack: Workspace, conversation: Conversation, person: Person, ts: str | None = None) -> str:
    return f"{slack.base_url}response/{slack.replies.issue(conversation.id, person.id, ts)}"


_KEPT: Mapping[str, tuple[str, ...]] = {
    "button": ("text", "value", "style", "url"),
    "static_select": ("placeholder",),
}


def action(slack: Workspace, block: Json, element: Json, entered: Mapping[str, Any]) -> Json:
    """One entry of `actions`: what the bot sent counts for a button, what the person chose for the rest."""
    kept = {name: element[name] for name in _KEPT.get(element["type"], ()) if name in element}
    ids = {"action_id": element["action_id"], "block_id": block["block_id"], "type": element["type"]}
    return {**entered, **kept, **ids, "action_ts": slack.next_ts()}
