"""Slack comes in: /okr kpi and the buttons of its answers, and the form of a KPI."""

from datetime import datetime

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.models.views import View
from sqlmodel import Session

from bot.actions import EDIT_KPI, LOOK, NEW_KPI, SHOW_KPI, row_id
from bot.answering import answer, introduced, just_ack, pressed
from bot.commands import Command, asked, asks_for
from bot.context import Context
from bot.delivery.outgoing import Post
from bot.failures import Body, talking
from bot.forms.sheet import Subject, Typed
from bot.forms.submitting import Form, submitted
from bot.kpis import defining, form, lookup, views
from bot.kpis.defining import Field
from bot.modals import open_modal
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

    _register_form(app, context)
    app.command("/okr", matchers=[asks_for(Command.KPI)])(ack=just_ack, lazy=[command])
    app.action(LOOK, matchers=[asks_for(Command.KPI)])(ack=just_ack, lazy=[command])
    app.action(SHOW_KPI)(ack=just_ack, lazy=[show])
    app.action(views.MORE_KPIS)(ack=just_ack, lazy=[more])


def _register_form(app: App, context: Context) -> None:
    """What opens the form only looks up, so it talks after the ack; what is sent is stored before it."""

    def opens(body: Body, client: WebClient, respond: Respond, kpi_id: int) -> None:
        with talking(context, body, respond, client):
            caller = introduced(context, client, body)
            with context.database.read() as session:
                sheet = defining.opened(session, caller, kpi_id)
            open_modal(client, body, form.form(caller.text, sheet))

    def new(body: Body, client: WebClient, respond: Respond) -> None:
        opens(body, client, respond, 0)

    def edit(body: Body, client: WebClient, respond: Respond) -> None:
        opens(body, client, respond, row_id(pressed(body)))

    def submit(body: Body, ack: Ack) -> None:
        answer = submitted(context, body, Form(_save, form.form, form.OWN_WORDS, Field.FORMULA))
        ack(**answer)

    app.action(NEW_KPI)(ack=just_ack, lazy=[new])
    app.action(EDIT_KPI)(ack=just_ack, lazy=[edit])
    app.view(defining.FORM)(submit)


def _save(session: Session, caller: Caller, now: datetime, subject: Subject, typed: Typed) -> View:
    return form.stored(caller.text, defining.save(session, caller, now, subject, typed), new=not subject.row)


def _answer(context: Context, session: Session, caller: Caller, name: str) -> Post:
    return _one(context, session, caller, name) if name else _all(context, session, caller, "0")


def _all(context: Context, session: Session, caller: Caller, first: str) -> Post:
    return views.listed(caller.text, lookup.listed(session, caller, row_id(first), context.clock()))


def _one(context: Context, session: Session, caller: Caller, name: str) -> Post:
    found = lookup.shown(session, caller, name, context.clock())
    if isinstance(found, lookup.Unknown):
        return views.unknown(caller.text, found)
    return views.shown(caller.text, found)
