"""Slack comes in: what forms are opened with, and what is chosen in them. What they store is in storing.py."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.models.views import View
from sqlmodel import Session

from bot.actions import EDIT_OKR, NEW_OBJECTIVE, row_id
from bot.answering import introduced, just_ack, pressed
from bot.authoring import card, opening, reader, storing, views
from bot.authoring.elements import action_of
from bot.authoring.overview import overview
from bot.authoring.sheets import Field, Form, Sheet, Subject
from bot.commands import Command, asks_for, read_command
from bot.context import Context
from bot.errors import UserError
from bot.failures import Body, talking
from bot.forms.elements import option
from bot.forms.sheet import MOST_OPTIONS
from bot.modals import open_modal
from bot.people.caller import Caller
from bot.people.flow import looking

SHORTCUT = "new_objective"
Look = Callable[[Session, Caller, Body], View]


def register(app: App, context: Context) -> None:
    """Opening a form only looks; saving, archiving and restoring store before the ack."""
    _register_openers(app, context)
    _register_card(app, context)
    _register_fields(app, context)
    storing.register(app, context)


def _register_openers(app: App, context: Context) -> None:
    def new(session: Session, caller: Caller, body: Body) -> View:
        sheet: Sheet = opening.new_objective(session, caller, context.clock(), Subject())
        title = read_command(body.get("text") or "").rest
        return views.form(caller.text, replace(sheet, typed={**sheet.typed, Field.TITLE: title}))

    def edit(session: Session, caller: Caller, body: Body) -> View:
        asked = read_command(body["text"]).rest if "command" in body else pressed(body)
        return views.form(caller.text, opening.numbered(session, caller, context.clock(), asked))

    app.command("/okr", matchers=[asks_for(Command.NEW)])(ack=just_ack, lazy=[_opens(context, new)])
    app.command("/okr", matchers=[asks_for(Command.EDIT)])(ack=just_ack, lazy=[_opens(context, edit)])
    app.shortcut(SHORTCUT)(ack=just_ack, lazy=[_opens(context, new)])
    app.action(NEW_OBJECTIVE)(ack=just_ack, lazy=[_opens(context, new)])
    app.action(EDIT_OKR)(ack=just_ack, lazy=[_opens(context, edit)])


def _register_card(app: App, context: Context) -> None:
    def inside(session: Session, caller: Caller, body: Body) -> View:
        return card.card(caller.text, overview(session, caller, context.clock(), reader.about(body["view"])))

    def opens(form: Form) -> Look:
        def look(session: Session, caller: Caller, body: Body) -> View:
            subject = replace(_over(body), row=0 if form is Form.OBJECTIVE else row_id(pressed(body)))
            return views.form(caller.text, opening.opened(session, caller, context.clock(), form, subject))

        return look

    def sample(session: Session, caller: Caller, body: Body) -> View:
        subject = _over(body)
        place = int(pressed(body)) if pressed(body).isdecimal() else -1
        chosen = opening.sample_of(subject.template, place)
        return views.form(caller.text, opening.new_key_result(session, caller, subject, chosen))

    for action, look in {
        views.INSIDE: inside,
        card.ADD_KEY_RESULT: opens(Form.KEY_RESULT),
        card.ADD_INITIATIVE: opens(Form.INITIATIVE),
        card.ADD_SAMPLE: sample,
        card.EDIT_OBJECTIVE: opens(Form.OBJECTIVE),
        card.EDIT_KEY_RESULT: opens(Form.KEY_RESULT),
        card.EDIT_INITIATIVE: opens(Form.INITIATIVE),
    }.items():
        app.action(action)(ack=just_ack, lazy=[_opens(context, look)])


def _register_fields(app: App, context: Context) -> None:
    def refill(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            with context.database.read() as session:
                caller = looking(session, body)
                sheet = opening.as_typed(session, caller, context.clock(), *reader.filled_in(body["view"]))
            template = sheet.typed.get(Field.TEMPLATE, "")
            if sheet.form is Form.OBJECTIVE and template != sheet.subject.template:
                sheet = views.with_template(caller.text, sheet, template)
            client.views_update(view_id=body["view"]["id"], view=views.form(caller.text, sheet))

    def suggest(body: Body, ack: Ack) -> None:
        field, wanted = Field(str(body["action_id"]).removeprefix("author_")), str(body.get("value") or "").casefold()
        with suppress(UserError), context.database.read() as session:
            form, subject, _ = reader.filled_in(body["view"])
            sheet = opening.opened(session, looking(session, body), context.clock(), form, subject)
            found = [one for one in sheet.lists[field] if wanted in one.label.casefold()]
            ack(options=[option(one) for one in found[:MOST_OPTIONS]])
            return
        ack(options=[])

    for field in (Field.KIND, Field.TEMPLATE):
        app.action(action_of(field))(ack=just_ack, lazy=[refill])
    for field in (Field.TEAM, Field.CYCLE, Field.PARENT, Field.KPI, Field.PLACE):
        app.options(action_of(field))(suggest)


def _opens(context: Context, look: Look) -> Callable[[Body, WebClient, Respond], None]:
    """A lazy listener that opens what `look` finds, over the modal that stands open, if one does."""

    def show(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            caller = introduced(context, client, body)
            with context.database.read() as session:
                view = look(session, caller, body)
            open_modal(client, body, view)

    return show


def _over(body: Body) -> Subject:
    """What the card is about that a button stands in, and the card itself: it is shown anew after a save."""
    return replace(reader.about(body["view"]), row=0, version=0, card=str(body["view"]["id"]))
