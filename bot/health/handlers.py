"""Slack comes in: /okr doctor."""

from slack_bolt import App, Respond
from slack_sdk import WebClient

from bot.actions import LOOK
from bot.answering import introduced, just_ack, tell
from bot.commands import Command, asks_for
from bot.context import Context
from bot.delivery.outgoing import Post
from bot.failures import Body, talking
from bot.health import views
from bot.health.doctor import examine
from bot.people.access import rights
from bot.people.caller import Caller
from bot.rules.access import Action


def register(app: App, context: Context) -> None:
    """Takes /okr where the doctor is asked for, so it is registered before the rest of /okr."""

    def command(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            caller = introduced(context, client, body)
            tell(client, body, respond, caller, _answer(context, client, caller))

    app.command("/okr", matchers=[asks_for(Command.DOCTOR)])(ack=just_ack, lazy=[command])
    app.action(LOOK, matchers=[asks_for(Command.DOCTOR)])(ack=just_ack, lazy=[command])


def _answer(context: Context, client: WebClient, caller: Caller) -> Post:
    with context.database.read() as session:
        allowed = rights(session, caller).may(Action.DOCTOR)
    if not allowed:
        return views.refused(caller.text)
    asked_in = caller.workspace.slack_id
    found = list(examine(context.database, context.settings, client, context.clock(), context.pulse, asked_in))
    return views.post(caller.text, found, caller.zone)
