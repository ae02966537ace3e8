"""Slack comes in: /okr doctor."""

from slack_bolt import App, Respond
from slack_sdk import WebClient

from bot.answering import introduced, just_ack, say
from bot.context import Context
from bot.delivery.outgoing import Post
from bot.failures import Body, talking
from bot.health import views
from bot.health.doctor import examine
from bot.objectives.commands import Command, read_command
from bot.people.access import in_charge
from bot.people.caller import Caller


def register(app: App, context: Context) -> None:
    """Takes /okr where the doctor is asked for, so it is registered before the rest of /okr."""

    def command(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond):
            say(respond, _answer(context, client, introduced(context, client, body)))

    app.command("/okr", matchers=[_asks_for_the_doctor])(ack=just_ack, lazy=[command])


def _asks_for_the_doctor(body: Body) -> bool:
    return read_command(body.get("text") or "").command is Command.DOCTOR


def _answer(context: Context, client: WebClient, caller: Caller) -> Post:
    with context.database.read() as session:
        allowed = in_charge(session, caller, context.settings.okrbot_admins)
    if not allowed:
        return views.refused(caller.text)
    found = list(examine(context.database, context.settings, client, context.clock(), context.pulse))
    return views.post(caller.text, found, caller.zone)
