"""Slack comes in: /okr settings, the button of it, and its form."""

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.actions import MY_SETTINGS
from bot.answering import form_key, introduced, just_ack
from bot.commands import Command, asks_for
from bot.context import Context
from bot.failures import Body, talking
from bot.modals import open_modal
from bot.people.directory import profile_in
from bot.people.flow import calling, learn, looking
from bot.preferences import flow, views
from storage.checkins import first_time


def register(app: App, context: Context) -> None:
    def open_form(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            caller = introduced(context, client, body)
            with context.database.read() as session:
                company = flow.may_have_company_digest(session, caller)
            open_modal(client, body, views.form(caller, context.clock(), company=company))

    def suggest(body: Body, ack: Ack) -> None:
        with context.database.read() as session:
            caller = looking(session, body)
        ack(options=views.found_zones(caller, body["value"], context.clock()))

    app.command("/okr", matchers=[asks_for(Command.SETTINGS)])(ack=just_ack, lazy=[open_form])
    app.action(MY_SETTINGS)(ack=just_ack, lazy=[open_form])
    app.options(views.ZONE)(suggest)
    _register_form(app, context)


def _register_form(app: App, context: Context) -> None:
    def submit(body: Body, ack: Ack) -> None:
        with context.database.write() as session:
            caller = calling(session, body)
            read = views.read(caller, body["view"]["state"]["values"])
            key = form_key(body)
            if read.wanted and first_time(session, caller.workspace.id, key, context.clock()):
                flow.save(session, caller, read.wanted)
        if read.wanted:
            ack()
        else:
            ack(response_action="errors", errors=read.errors)

    def follow_slack(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            with context.database.read() as session:
                caller = looking(session, body)
            if caller.person.own_language and caller.person.own_timezone:
                return
            if profile := profile_in(client, caller.person.slack_id):
                with context.database.write() as session:
                    learn(session, calling(session, body).person, profile, context.clock())
                context.show_home(body)

    app.view(views.FORM)(ack=submit, lazy=[follow_slack])
