"""Slack comes in: /okr kpi and the buttons of its answers."""

from slack_bolt import App, Respond
from slack_sdk import WebClient
from sqlmodel import Session

from bot.actions import LOOK, SHOW_KPI, row_id
from bot.answering import answer, just_ack, pressed
from bot.commands import Command, asked, asks_for
from bot.context import Context
from bot.delivery.outgoing import Post
from bot.failures import Body
from bot.kpis import lookup, views
from bot.people.caller import Caller


def register(app: App, context: Context) -> None:
    """Takes /okr where KPIs are asked for, so it is registered before the rest of /okr."""

    def command(body: Body, client: WebClient, respond: Respond) -> None:
        name = asked(body).rest
        answer(context, body, client, respond, lambda session, caller: _answer(context, session, caller, name))

    def show(body: Body, client: WebClient, respond: Respond) -> None:
        answer(context, body, client, respond, lambda session, caller: _one(context, session, caller, pressed(body)))

    def more(body: Body, client: WebClient, respond: Respond) -> None:
        answer(context, body, client, respond, lambda session, caller: _all(context, session, caller, pressed(body)))

    app.command("/okr", matchers=[asks_for(Command.KPI)])(ack=just_ack, lazy=[command])
    app.action(LOOK, matchers=[asks_for(Command.KPI)])(ack=just_ack, lazy=[command])
    app.action(SHOW_KPI)(ack=just_ack, lazy=[show])
    app.action(views.MORE_KPIS)(ack=just_ack, lazy=[more])


def _answer(context: Context, session: Session, caller: Caller, name: str) -> Post:
    return _one(context, session, caller, name) if name else _all(context, session, caller, "0")


def _all(context: Context, session: Session, caller: Caller, first: str) -> Post:
    return views.listed(caller.text, lookup.listed(session, caller, row_id(first), context.clock()))


def _one(context: Context, session: Session, caller: Caller, name: str) -> Post:
    found = lookup.shown(session, caller, name, context.clock())
    if isinstance(found, lookup.Unknown):
        return views.unknown(caller.text, found)
    return views.shown(caller.text, found)
