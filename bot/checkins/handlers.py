"""Slack comes in: the buttons of a prompt, and the modal they open."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.models.views import View
from sqlmodel import Session

from bot.actions import CHECK_IN, CHECK_IN_NOW, CHECK_IN_SHORTCUT, EDIT, NO_CHANGE, row_id
from bot.answering import form_key, introduced, just_ack, pressed, update
from bot.checkins import flow, pages, reader, views
from bot.checkins.questions import ALONE, FORM
from bot.commands import Command, asks_for, read_command
from bot.context import Context
from bot.errors import UserError
from bot.failures import Body, talking
from bot.forms.many import typed_in
from bot.modals import open_modal
from bot.people.caller import Caller
from bot.people.flow import calling, looking
from storage.checkins import first_time, was_handled
from storage.points import Point, reach


def register(app: App, context: Context) -> None:
    """Buttons and the form; what talks to Slack runs after the ack."""
    _register_buttons(app, context)
    _register_own_initiative(app, context)
    _register_form(app, context)


def _register_buttons(app: App, context: Context) -> None:
    def open_form(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            now = context.clock()
            with context.database.write() as session:
                caller = calling(session, body)
            with context.database.read() as session:
                prompt = flow.own_prompt(session, now, caller, _prompt_id(body), measured=True)
            with context.database.write() as session:
                view = views.page(pages.first_page(session, now, prompt), now)
            open_modal(client, body, view)

    def no_change(body: Body, ack: Ack) -> None:
        with context.database.write() as session:
            now = context.clock()
            prompt = flow.held_prompt(session, now, calling(session, body), _prompt_id(body))
            if not prompt.open:
                raise UserError("checkin.already_saved")
            flow.keep(session, now, prompt)
        reach(Point.ANSWERED)
        context.wake()
        ack()

    def ask_what_is_missing(body: Body, client: WebClient, respond: Respond) -> None:
        try:
            with context.database.read() as session:
                prompt = flow.own_prompt(session, context.clock(), looking(session, body), _prompt_id(body))
        except UserError:
            return  # the listener has said it already
        if prompt.open:
            open_form(body, client, respond)

    for action in (CHECK_IN, EDIT):
        app.action(action)(ack=just_ack, lazy=[open_form])
    app.action(NO_CHANGE)(ack=no_change, lazy=[ask_what_is_missing])


def _register_own_initiative(app: App, context: Context) -> None:
    def open_form(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            caller, now = introduced(context, client, body), context.clock()
            with context.database.read() as session:
                key_result = _named(session, caller, body)
                prompt = pages.now_answered(session, now, caller, key_result)
            with context.database.write() as session:
                view = views.page(pages.first_page(session, now, prompt, key_result), now)
            open_modal(client, body, view)

    app.command("/okr", matchers=[asks_for(Command.CHECKIN)])(ack=just_ack, lazy=[open_form])
    app.shortcut(CHECK_IN_SHORTCUT)(ack=just_ack, lazy=[open_form])
    app.action(CHECK_IN_NOW)(ack=just_ack, lazy=[open_form])


def _named(session: Session, caller: Caller, body: Body) -> int:
    """The id of the key result that was pressed, or typed behind the command; 0 for all."""
    if "actions" in body:
        return row_id(pressed(body))
    typed = read_command(body.get("text") or "").rest
    return flow.key_result_named(session, caller, typed) if typed else 0


def _register_form(app: App, context: Context) -> None:
    def submit(body: Body, ack: Ack) -> None:
        answer = _submitted(context, body)
        reach(Point.ANSWERED)
        context.wake()
        ack(**answer)

    def close(body: Body, ack: Ack) -> None:
        with context.database.write() as session:
            page, typed = _filled_in(context, session, body)
            pages.keep_typed(session, page, views.changed(page, typed))
        ack()

    for form in (FORM, ALONE):
        app.view(form)(submit)
        app.view_closed(form)(close)


def _submitted(context: Context, body: Body) -> dict[str, Any]:
    """Reads and stores one page; what to ack with: field errors, the next page, a notice, or nothing."""
    now = context.clock()
    with context.database.write() as session:
        page, typed = _filled_in(context, session, body)
        key = form_key(body)
        if was_handled(session, page.form.workspace_id, key):
            return update(views.already_saved(page))
        read = reader.read_checkin(page.prompt.caller.text, typed, page.measures)
        if read.errors:
            return {"response_action": "errors", "errors": read.errors}
        pages.keep_typed(session, page, typed)
        if page.last:
            return _save(session, now, page, typed, key)
    return update(_next(context, page, now))


def _next(context: Context, page: pages.Page, now: datetime) -> View:
    with context.database.read() as session:
        prompt = pages.asked_in(session, now, page.prompt.caller, page.form, measured=True)
    with context.database.write() as session:
        return views.page(pages.next_page(session, page, prompt), now)


def _save(session: Session, now: datetime, page: pages.Page, typed: dict[int, pages.Typed], key: str) -> dict[str, Any]:
    everything = reader.read_checkin(
        page.prompt.caller.text, {**({} if page.alone else page.drafts), **typed}, page.measures
    )
    if not everything.answers and not page.asked:
        raise UserError("checkin.nothing_due")
    if not everything.answers:
        return {"response_action": "errors", "errors": views.nothing_filled(page)}
    # Marked only when something is saved: a form that was sent back for its mistakes comes again under the same id.
    if not first_time(session, page.form.workspace_id, key, now):
        return update(views.already_saved(page))
    saved = flow.record(session, now, page.prompt, everything.answers, page.prompt.source)
    told = views.outcome(page.prompt.caller.text, saved, pages.told_of(session, now, page, saved.checkins))
    return update(told) if told else {}


def _filled_in(context: Context, session: Session, body: Body) -> tuple[pages.Page, dict[int, pages.Typed]]:
    typed, form = typed_in(body["view"]), row_id(body["view"]["private_metadata"])
    page = pages.page_of(session, context.clock(), calling(session, body), form, typed)
    page = replace(page, alone=body["view"]["callback_id"] == ALONE)
    return page, pages.meant(session, page, typed)


def _prompt_id(body: Body) -> int:
    return row_id(pressed(body))
