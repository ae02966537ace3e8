"""Slack comes in: a message becomes a blocker of a key result."""

from contextlib import suppress
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.actions import ADD_BLOCKER_SHORTCUT
from bot.answering import form_key, introduced, just_ack, update
from bot.blockers import flow, views
from bot.blockers.words import quoted
from bot.context import Context
from bot.failures import Body, talking
from bot.modals import open_modal
from bot.people.flow import calling
from bot.phrases.notice import notice
from storage.checkins import first_time, was_handled


def register(app: App, context: Context) -> None:
    def open_form(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            caller = introduced(context, client, body)
            link = _link(client, body)
            with context.database.read() as session:
                choices = flow.choices(session, caller, context.clock())
                words = quoted(session, caller.workspace.id, str(body["message"].get("text") or ""), link)
            open_modal(client, body, views.form(caller.text, choices, words))

    def submit(body: Body, ack: Ack) -> None:
        answer = _submitted(context, body)
        context.wake()
        ack(**answer)

    app.shortcut(ADD_BLOCKER_SHORTCUT)(ack=just_ack, lazy=[open_form])
    app.view(views.FORM)(submit)


def _submitted(context: Context, body: Body) -> dict[str, Any]:
    """What to ack with: the error of an empty blocker, what else is asked, or what is stored."""
    typed, key = views.read(body["view"]), form_key(body)
    with context.database.write() as session:
        caller = calling(session, body)
        if was_handled(session, caller.workspace.id, key):
            return update(notice(caller.text, [caller.text("checkin.already_saved_unasked")]))
        if not typed.words:
            return {"response_action": "errors", "errors": views.nothing_said(caller.text)}
        found = flow.add(session, context.clock(), caller, typed.key_result_id, typed.words)
        if not isinstance(found, flow.Added):
            return update(views.how_it_stands(found))
        first_time(session, caller.workspace.id, key, context.clock())
        return update(views.added(found))


def _link(client: WebClient, body: Body) -> str:
    """Where the message stands; empty where Slack does not say, as of a conversation that the bot is not in."""
    with suppress(SlackApiError):
        place = client.chat_getPermalink(channel=body["channel"]["id"], message_ts=body["message"]["ts"])
        return str(place.get("permalink") or "")
    return ""
