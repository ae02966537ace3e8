"""Slack comes in: somebody writes to the bot in words."""

from slack_bolt import App

from bot.context import Context
from bot.failures import Body
from bot.people.flow import calling
from bot.prompts.flow import answer_words


def register(app: App, context: Context) -> None:
    @app.event("message")
    def said(body: Body) -> None:
        event = body["event"]
        if event.get("channel_type") != "im" or event.get("subtype") or event.get("bot_id"):
            return
        with context.database.write() as session:
            answer_words(session, calling(session, body), body["event_id"], event["channel"], context.clock())
        context.wake()
