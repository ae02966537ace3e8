"""Events of the Events API: wrapped, sent to the app, and sent again until acknowledged."""

import asyncio

from bot.localslack import conversations
from bot.localslack.conversations import Conversation
from bot.localslack.errors import Json
from bot.localslack.people import user
from bot.localslack.socket import Envelope
from bot.localslack.workspace import Workspace


def emit(slack: Workspace, event: Json, subscription: str | None = None) -> None:
    """Sends an event if the app has subscribed to it."""
    if (subscription or event["type"]) in slack.bot_events:
        slack.spawn(_deliver(slack, _callback(slack, event)))


async def _deliver(slack: Workspace, callback: Json) -> None:
    ack = await slack.socket.deliver(Envelope.EVENTS_API, callback, retry_attempt=0, retry_reason="")
    for attempt, pause in enumerate(slack.retry_pauses, start=1):
        if ack.arrived or ack.no_retry:
            return
        await asyncio.sleep(pause)
        again = {"retry_attempt": attempt, "retry_reason": ack.reason}
        ack = await slack.socket.deliver(Envelope.EVENTS_API, callback, **again)


def _callback(slack: Workspace, event: Json) -> Json:
    authorization = {
        "enterprise_id": None,
        "team_id": slack.team_id,
        "user_id": slack.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": "local",
        "team_id": slack.team_id,
        "api_app_id": slack.app_id,
        "event": {**event, "event_ts": event.get("event_ts", event.get("ts") or slack.next_ts())},
        "type": "event_callback",
        "event_id": slack.ids.next("Ev"),
        "event_time": int(slack.clock.now().timestamp()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": "local",
    }


def message_event(slack: Workspace, conversation: Conversation, shown: Json) -> None:
    """A message in the DM, the bot's own included: Slack sends those too."""
    channel_type = "im" if conversation.kind is conversations.Kind.DM else "channel"
    event = {"type": "message", "channel": conversation.id, "channel_type": channel_type, **shown}
    emit(slack, event, f"message.{channel_type}")


def changed_event(slack: Workspace, conversation: Conversation, new: Json, old: Json) -> None:
    change = {"subtype": "message_changed", "hidden": True, "message": new, "previous_message": old}
    message_event(slack, conversation, {**change, "ts": slack.next_ts()})


def deleted_event(slack: Workspace, conversation: Conversation, ts: str, old: Json) -> None:
    change = {"subtype": "message_deleted", "hidden": True, "deleted_ts": ts, "previous_message": old}
    message_event(slack, conversation, {**change, "ts": slack.next_ts()})


def user_change(slack: Workspace, user_id: str) -> None:
    now = slack.clock.now()
    shown = user(slack.people[user_id], now, include_locale=True)
    emit(slack, {"type": "user_change", "user": shown, "cache_ts": int(now.timestamp())})


def member_joined(slack: Workspace, conversation: Conversation, user_id: str) -> None:
    kind = "G" if conversation.private else "C"
    event = {"type": "member_joined_channel", "user": user_id, "channel": conversation.id}
    emit(slack, {**event, "channel_type": kind, "team": slack.people[user_id].team_id})
