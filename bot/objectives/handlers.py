"""Slack comes in: /okr and the buttons of its answers."""

from slack_bolt import App, Respond
from slack_sdk import WebClient
from sqlmodel import Session

from bot.actions import SHOW, row_id
from bot.answering import answer, just_ack, pressed
from bot.commands import Command, Typed, read_command
from bot.context import Context
from bot.delivery.outgoing import Post
from bot.failures import Body
from bot.objectives import details, lookup, views
from bot.people.caller import Caller
from storage.rounds import pending_prompt


def register(app: App, context: Context) -> None:
    """Everything here only looks up, so it answers after the ack. Commands of other features are registered first."""

    def command(body: Body, client: WebClient, respond: Respond) -> None:
        typed = read_command(body.get("text") or "")
        answer(context, body, client, respond, lambda session, caller: _commanded(context, session, caller, typed))

    def show(body: Body, client: WebClient, respond: Respond) -> None:
        answer(context, body, client, respond, lambda session, caller: _show(context, session, caller, pressed(body)))

    def more(body: Body, client: WebClient, respond: Respond) -> None:
        answer(context, body, client, respond, lambda session, caller: _mine(context, session, caller, pressed(body)))

    app.command("/okr")(ack=just_ack, lazy=[command])
    app.action(SHOW)(ack=just_ack, lazy=[show])
    app.action(views.MORE)(ack=just_ack, lazy=[more])


def _commanded(context: Context, session: Session, caller: Caller, typed: Typed) -> Post:
    match typed.command:
        case Command.MINE:
            return _mine(context, session, caller, "0")
        case Command.SHOW:
            return _show(context, session, caller, typed.rest)
        case Command.HELP:
            return views.help_(caller.text)
        case _:
            return views.unknown(caller.text, typed)


def _mine(context: Context, session: Session, caller: Caller, first: str) -> Post:
    now = context.clock()
    prompt_id = pending_prompt(session, caller.person.id, now)
    return views.mine(caller.text, lookup.mine(session, caller, now), row_id(first), prompt_id)


def _show(context: Context, session: Session, caller: Caller, typed: str) -> Post:
    found = lookup.shown(session, caller, typed, context.clock())
    if found.key_result is None:
        return views.objective(caller.text, found.objective)
    return details.key_result(caller.text, found, found.key_result, caller.zone)
