"""Slack comes in: /okr and the buttons of its answers."""

from collections.abc import Callable

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from sqlmodel import Session

from bot.context import Context
from bot.delivery.outgoing import Post
from bot.errors import UserError
from bot.failures import Body, talking
from bot.objectives import details, lookup, views
from bot.objectives.commands import Command, Typed, read_command
from bot.people.caller import Caller
from bot.people.directory import profile_in
from bot.people.flow import calling, learn
from storage.rounds import pending_prompt

Look = Callable[[Session, Caller], Post]


def register(app: App, context: Context) -> None:
    """Everything here only looks up, so it answers after the ack."""

    def command(body: Body, client: WebClient, respond: Respond) -> None:
        typed = read_command(body.get("text") or "")
        _answer(context, body, client, respond, lambda session, caller: _commanded(context, session, caller, typed))

    def show(body: Body, client: WebClient, respond: Respond) -> None:
        _answer(context, body, client, respond, lambda session, caller: _show(context, session, caller, _value(body)))

    def more(body: Body, client: WebClient, respond: Respond) -> None:
        _answer(context, body, client, respond, lambda session, caller: _mine(context, session, caller, _value(body)))

    app.command("/okr")(ack=_just_ack, lazy=[command])
    app.action(views.SHOW)(ack=_just_ack, lazy=[show])
    app.action(views.MORE)(ack=_just_ack, lazy=[more])


def _answer(context: Context, body: Body, client: WebClient, respond: Respond, look: Look) -> None:
    """Says ephemerally what `look` finds for the caller."""
    with talking(context, body, respond):
        caller = _introduced(context, client, body)
        with context.database.read() as session:
            post = look(session, caller)
        respond(text=post.text, blocks=post.blocks, response_type="ephemeral", replace_original=False)


def _introduced(context: Context, client: WebClient, body: Body) -> Caller:
    """The caller, who is read from Slack once before anything is shown: a guest sees less, a stranger nothing."""
    with context.database.write() as session:
        caller = calling(session, body)
    if caller.person.read_at is None and (profile := profile_in(client, caller.person.slack_id)):
        with context.database.write() as session:
            caller = calling(session, body)
            learn(session, caller.person, profile, context.clock())
    if caller.person.stranger or caller.person.read_at is None:
        raise UserError("okr.stranger")
    return caller


def _commanded(context: Context, session: Session, caller: Caller, typed: Typed) -> Post:
    match typed.command:
        case Command.MINE:
            return _mine(context, session, caller, "0")
        case Command.SHOW:
            return _show(context, session, caller, typed.rest)
        case Command.HELP:
            return views.help_(caller.text)
        case None:
            return views.unknown(caller.text, typed)


def _mine(context: Context, session: Session, caller: Caller, first: str) -> Post:
    now = context.clock()
    prompt_id = pending_prompt(session, caller.person.id, now)
    return views.mine(caller.text, lookup.mine(session, caller, now), int(first), prompt_id)


def _show(context: Context, session: Session, caller: Caller, typed: str) -> Post:
    found = lookup.shown(session, caller, typed, context.clock())
    if found.key_result is None:
        return views.objective(caller.text, found.objective)
    return details.key_result(caller.text, found, found.key_result, caller.zone)


def _value(body: Body) -> str:
    return str(body["actions"][0]["value"])


def _just_ack(ack: Ack) -> None:
    ack()
