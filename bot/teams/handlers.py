"""Slack comes in: teams are made and changed."""

from contextlib import suppress
from datetime import datetime
from functools import partial

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View
from sqlmodel import Session

from bot.actions import NEW_TEAM, TEAM_SETTINGS, row_id
from bot.answering import form_key, introduced, just_ack, pressed
from bot.context import Context
from bot.failures import Body, talking
from bot.forms.elements import action_of
from bot.forms.entered import about, entered
from bot.forms.sheet import Sheet, Subject, Typed
from bot.forms.submitting import Form, submitted
from bot.health.slack import channels
from bot.modals import open_modal
from bot.people.caller import Caller
from bot.people.flow import looking
from bot.people.meeting import meet
from bot.phrases.zones import zones_called
from bot.teams import flow, views
from bot.teams.fields import Field
from bot.text import Text
from storage.checkins import was_handled


def register(app: App, context: Context) -> None:
    """What opens a form only looks up, so it talks after the ack; what is sent is stored before it."""

    def opens(body: Body, client: WebClient, respond: Respond, team_id: int) -> None:
        with talking(context, body, respond, client):
            caller = introduced(context, client, body)
            with context.database.read() as session:
                sheet = flow.opened(session, caller, team_id)
            open_modal(client, body, views.form(caller.text, sheet, context.clock()))

    def new(body: Body, client: WebClient, respond: Respond) -> None:
        opens(body, client, respond, 0)

    def edit(body: Body, client: WebClient, respond: Respond) -> None:
        opens(body, client, respond, row_id(pressed(body)))

    app.action(NEW_TEAM)(ack=just_ack, lazy=[new])
    app.action(TEAM_SETTINGS)(ack=just_ack, lazy=[edit])
    _register_form(app, context)


def _register_form(app: App, context: Context) -> None:
    form = Form(_save, partial(_draw, context), views.OWN_WORDS, Field.NAME)

    def chosen(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            _meet(context, client, body)

    def suggest(body: Body, ack: Ack) -> None:
        with context.database.read() as session:
            text = looking(session, body).text
        ack(options=[one.to_dict() for one in zones_called(text, body["value"], context.clock())])

    def submit(body: Body, ack: Ack) -> None:
        answer = submitted(context, body, form)
        ack(**answer)

    def saved(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            _meet(context, client, body)
            _tell_of_channel(context, client, body)

    for name in views.PEOPLE:
        app.action(action_of(flow.FORM, name))(ack=just_ack, lazy=[chosen])
    app.options(action_of(flow.FORM, Field.ZONE))(suggest)
    app.view(flow.FORM)(ack=submit, lazy=[saved])


def _save(session: Session, caller: Caller, now: datetime, subject: Subject, typed: Typed) -> View:
    team = flow.save(session, caller, now, subject, typed)
    return views.stored(caller.text, team, new=not subject.row)


def _draw(context: Context, text: Text, sheet: Sheet) -> View:
    return views.form(text, sheet, context.clock())


def _meet(context: Context, client: WebClient, body: Body) -> None:
    """Reads those from Slack who were chosen in the form and whom the bot has not met; only for who may save it."""
    typed = entered(body["view"])
    with context.database.read() as session:
        flow.opened(session, looking(session, body), about(body["view"]).row)
    meet(context, client, body, [*typed.get(Field.LEAD, "").split(), *typed.get(Field.MEMBERS, "").split()])


def _tell_of_channel(context: Context, client: WebClient, body: Body) -> None:
    """What keeps the digest from the channel of the team that was stored is added to what is said of it."""
    with context.database.read() as session:
        caller = looking(session, body)
        if not was_handled(session, caller.workspace.id, form_key(body)):
            return
        team = flow.named(session, caller, entered(body["view"]))
    findings = [one for one in channels(client, [team]) if one.fix] if team else []
    if team and findings:
        told = views.stored(caller.text, team, new=not about(body["view"]).row, findings=findings)
        with suppress(SlackApiError):  # closed meanwhile
            client.views_update(view_id=body["view"]["id"], view=told)
