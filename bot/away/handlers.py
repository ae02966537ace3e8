"""Slack comes in: *I'm away*, its form, /okr away, the way back, and the answer to the question about a status."""

from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.actions import AWAY, AWAY_OVER, row_id
from bot.answering import form_key, just_ack, pressed
from bot.away import flow, hint_views, hints, views
from bot.away.days import checked, read_days
from bot.commands import Command, asks_for, read_command
from bot.context import Context
from bot.delivery.outgoing import Post
from bot.errors import UserError
from bot.failures import Body, talking
from bot.modals import open_modal
from bot.people.flow import calling, looking
from storage.checkins import first_time

OFF = {"off", "back", "cancel", "remove", "отмена", "отменить", "вернуться"}


def register(app: App, context: Context) -> None:
    _register_form(app, context)
    _register_back(app, context)
    _register_command(app, context)
    _register_hint(app, context)


def _register_form(app: App, context: Context) -> None:
    def open_form(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            open_modal(client, body, _form(context, body))

    def save(body: Body, ack: Ack) -> None:
        ack(**_saved(context, body))
        context.wake()

    app.action(AWAY)(ack=just_ack, lazy=[open_form])
    app.view(views.FORM)(save)


def _register_back(app: App, context: Context) -> None:
    def come_back(body: Body, ack: Ack) -> None:
        with context.database.write() as session:
            caller, mark, now = calling(session, body), body["trigger_id"], context.clock()
            flow.come_back(session, caller, row_id(pressed(body)), now, mark)
        context.wake()
        ack()

    def show_rest(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            client.views_update(view_id=body["view"]["id"], view=_form(context, body))

    def show_undone(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            with context.database.read() as session:
                post = views.back(looking(session, body).text, removed=True)
            respond(text=post.text, blocks=post.blocks, replace_original=True)

    app.action(AWAY_OVER)(come_back)
    app.action(views.REMOVE)(ack=come_back, lazy=[show_rest])
    app.action(views.UNDO)(ack=come_back, lazy=[show_undone])


def _register_command(app: App, context: Context) -> None:
    def command(body: Body, ack: Ack) -> None:
        typed = read_command(body.get("text") or "").rest
        if not typed:
            ack()
            return
        post = _commanded(context, body, typed)
        context.wake()
        ack(text=post.text, blocks=post.blocks, response_type="ephemeral")

    def open_form(body: Body, client: WebClient, respond: Respond) -> None:
        if not read_command(body.get("text") or "").rest:
            with talking(context, body, respond, client):
                client.views_open(trigger_id=body["trigger_id"], view=_form(context, body))

    app.command("/okr", matchers=[asks_for(Command.AWAY)])(ack=command, lazy=[open_form])


def _register_hint(app: App, context: Context) -> None:
    def confirm(body: Body, ack: Ack) -> None:
        with context.database.write() as session:
            caller, mark = calling(session, body), body["trigger_id"]
            hints.confirm(session, caller, row_id(pressed(body)), context.clock(), mark)
        context.wake()
        ack()

    def deny(body: Body, ack: Ack) -> None:
        with context.database.write() as session:
            hints.deny(session, calling(session, body), row_id(pressed(body)))
        ack()

    def show(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            with context.database.read() as session:
                found = hints.answer(session, looking(session, body), row_id(pressed(body)), context.clock())
            if found:
                post = hint_views.answered(found)
                respond(text=post.text, blocks=post.blocks, replace_original=True)

    app.action(hint_views.YES)(ack=confirm, lazy=[show])
    app.action(hint_views.NO)(ack=deny, lazy=[show])


def _form(context: Context, body: Body) -> View:
    with context.database.write() as session:
        return views.form(flow.absences(session, calling(session, body), context.clock()))


def _saved(context: Context, body: Body) -> dict[str, Any]:
    """Stores what the form says; what to ack with: an error at a field, or nothing."""
    now, days = context.clock(), views.picked(body["view"])
    with context.database.write() as session:
        caller = calling(session, body)
        try:
            days = checked(days, flow.local_today(caller, now)) if days else None
        except UserError as wrong:
            return {"response_action": "errors", "errors": {views.LAST: caller.text(wrong.message)}}
        key = form_key(body)
        if days and first_time(session, caller.workspace.id, key, now):
            flow.go_away(session, caller, days, now, key)
    return {}


def _commanded(context: Context, body: Body, typed: str) -> Post:
    now, mark = context.clock(), body["trigger_id"]
    with context.database.write() as session:
        caller = calling(session, body)
        if typed.lower() in OFF:
            return views.back(caller.text, removed=flow.come_back_wholly(session, caller, now, mark))
        days = read_days(typed, flow.local_today(caller, now))
        return views.told(caller.text, flow.go_away(session, caller, days, now, mark))
