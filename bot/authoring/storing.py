"""What forms and their buttons store, before the ack; and what is shown anew after it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlmodel import Session

from bot.actions import row_id
from bot.answering import click_key, form_key, pressed, update
from bot.authoring import card, flow, opening, reader, views
from bot.authoring.elements import block_of
from bot.authoring.overview import overview
from bot.authoring.sheets import Field, Form, Outdated, Subject
from bot.context import Context
from bot.errors import UserError
from bot.failures import Body, talking
from bot.forms.sheet import Mistakes
from bot.people.caller import Caller
from bot.people.flow import calling, looking
from bot.people.meeting import meet
from bot.phrases.notice import notice
from storage.checkins import first_time, was_handled


def register(app: App, context: Context) -> None:
    def submit(body: Body, ack: Ack) -> None:
        answer = _saved(context, body)
        ack(**answer)

    def saved(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            if not _is_stored(context, body):
                return
            _refresh_card(context, client, body, reader.about(body["view"]))
            meet(context, client, body, [reader.typed_in(body["view"]).get(Field.OWNER, "")])

    def put_away_or_back(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            _refresh_form(context, client, body)

    def restored(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            _refresh_card(context, client, body, replace(reader.about(body["view"]), card=body["view"]["id"]))

    for form in Form:
        app.view(form.value)(ack=submit, lazy=[saved])
    app.action(views.ARCHIVE)(ack=_stores(context, _archive), lazy=[put_away_or_back])
    app.action(views.RESTORE)(ack=_stores(context, _restore), lazy=[put_away_or_back])
    app.action(card.RESTORE_ROW)(ack=_stores(context, _restore_row), lazy=[restored])


def _saved(context: Context, body: Body) -> dict[str, Any]:
    """Stores a form once; what to ack with. Nothing that was typed is lost by what is wrong with it."""
    form, subject, typed = reader.filled_in(body["view"])
    with context.database.write() as session:
        caller = calling(session, body)
    text = caller.text
    try:
        with context.database.write() as session:
            if not first_time(session, caller.workspace.id, form_key(body), context.clock()):
                return update(notice(text, [text("author.already_saved")], "author.saved"))
            objective = flow.save(session, caller, context.clock(), form, subject, typed)
    except Mistakes as wrong:
        return {"response_action": "errors", "errors": reader.errors(text, subject, typed, wrong.problems)}
    except Outdated as outdated:
        return update(views.form(text, outdated.sheet))
    except UserError as refused:
        at_title = {block_of(Field.TITLE, subject): reader.sentence(text, refused.message, **refused.values)}
        return {"response_action": "errors", "errors": at_title}
    if subject.card:
        return {}
    with context.database.read() as session:
        about = Subject(objective, template=subject.template)
        return update(card.card(text, overview(session, caller, context.clock(), about, measured=False)))


def _is_stored(context: Context, body: Body) -> bool:
    with context.database.read() as session:
        workspace = looking(session, body).workspace.id
        return was_handled(session, workspace, form_key(body))


def _stores(context: Context, store: Callable[[Context, Session, Caller, Body], None]) -> Callable[[Body, Ack], None]:
    """A listener for a button that has its effect once."""

    def listen(body: Body, ack: Ack) -> None:
        with context.database.write() as session:
            caller = calling(session, body)
            if first_time(session, caller.workspace.id, click_key(body), context.clock()):
                store(context, session, caller, body)
        ack()

    return listen


def _archive(context: Context, session: Session, caller: Caller, body: Body) -> None:
    form, subject, _ = reader.filled_in(body["view"])
    flow.archive(session, caller, context.clock(), form, subject)


def _restore(context: Context, session: Session, caller: Caller, body: Body) -> None:
    form, subject, _ = reader.filled_in(body["view"])
    flow.restore(session, caller, context.clock(), form, subject)


def _restore_row(context: Context, session: Session, caller: Caller, body: Body) -> None:
    """Of the button of a card; its value is the form of the row and the row's id."""
    name, _, row = pressed(body).partition(":")
    if name in frozenset(Form):
        subject = replace(reader.about(body["view"]), row=row_id(row))
        flow.restore(session, caller, context.clock(), Form(name), subject)


def _refresh_form(context: Context, client: WebClient, body: Body) -> None:
    """The form of a row that was archived or restored: what is typed there stays."""
    form, subject, typed = reader.filled_in(body["view"])
    with context.database.read() as session:
        caller = looking(session, body)
        sheet = opening.opened(session, caller, context.clock(), form, subject)
    view = views.form(caller.text, replace(sheet, typed={**sheet.typed, **typed}))
    client.views_update(view_id=body["view"]["id"], view=view)
    _refresh_card(context, client, body, subject)


def _refresh_card(context: Context, client: WebClient, body: Body, subject: Subject) -> None:
    """The card that a form was opened from, where there is one and it is still open."""
    if not subject.card:
        return
    with context.database.read() as session:
        caller = looking(session, body)
        view = card.card(caller.text, overview(session, caller, context.clock(), subject))
    with suppress(SlackApiError):  # closed meanwhile
        client.views_update(view_id=subject.card, view=view)
