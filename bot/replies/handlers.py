"""Slack comes in: somebody writes to the bot in words, changes what they wrote, or takes it back."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.actions import row_id
from bot.answering import pressed
from bot.context import Context
from bot.failures import Body
from bot.people.flow import calling, met
from bot.replies import flow
from bot.replies.asking import Problem
from bot.replies.views import UNDO
from storage.points import Point, reach

SHARED = "thread_broadcast"
"""What is said in a thread and shown outside it too."""


def register(app: App, context: Context) -> None:
    """What is stored is stored before the ack; what is said back is an outbox row."""

    def said(body: Body) -> None:
        heard = _heard(body["event"])
        if heard is None:
            return
        try:
            with context.database.write() as session:
                flow.answer(session, met(session, body), heard, context.clock())
        except Problem as problem:
            with context.database.write() as session:
                flow.doubt(session, met(session, body), heard, problem, context.clock())
        reach(Point.ANSWERED)
        context.wake()

    def undo(body: Body, ack: Ack) -> None:
        with context.database.write() as session:
            flow.undo(session, calling(session, body), row_id(pressed(body)), context.clock())
        context.wake()
        ack()

    app.event("message")(said)
    app.action(UNDO)(undo)


def _heard(event: Mapping[str, Any]) -> flow.Heard | None:
    """The words of a person in the direct message; none for files, for what bots write, and where an edit changes no
    words, as when Slack adds the preview of a link."""
    edited = event.get("subtype") == "message_changed"
    message, channel = event["message"] if edited else event, event.get("channel")
    if event.get("channel_type") != "im" or message.get("bot_id") or not message.get("user"):
        return None
    if message.get("subtype") not in (None, SHARED) or not message.get("ts") or not isinstance(channel, str):
        return None
    words, before = message.get("text") or "", (event.get("previous_message") or {}).get("text")
    stamp = message.get("edited")
    version = stamp.get("ts") if isinstance(stamp, Mapping) else ""
    if edited and (words == before or not isinstance(version, str) or not version):
        return None
    return flow.Heard(channel, message["ts"], message.get("thread_ts") or "", words, str(version or ""))
