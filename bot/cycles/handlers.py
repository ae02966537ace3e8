"""Slack comes in: cycles are made, changed, graded and closed."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.models.views import View
from sqlmodel import Session

from bot.actions import CLOSE_CYCLE, EDIT_CYCLE, NEW_CYCLE, row_id
from bot.answering import form_key, introduced, just_ack, pressed, update
from bot.commands import Command, asks_for, read_command
from bot.context import Context
from bot.cycles import closing, flow, form, grading, reader, summary, views
from bot.cycles.grading import Grading
from bot.cycles.retrospective import ended
from bot.failures import Body, talking
from bot.forms.many import typed_in
from bot.modals import open_modal
from bot.people.caller import Caller
from bot.people.flow import calling, looking
from bot.phrases.notice import notice
from storage.checkins import first_time


def register(app: App, context: Context) -> None:
    """What opens a form only looks up, so it talks after the ack; what is sent is stored before it."""
    _register_cycles(app, context)
    _register_closing(app, context)
    _register_pages(app, context)
    _register_summary(app, context)


def _register_cycles(app: App, context: Context) -> None:
    def new(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            caller = introduced(context, client, body)
            with context.database.read() as session:
                view = views.form(caller.text, flow.proposal(session, caller, context.clock()))
            open_modal(client, body, view)

    def edit(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            caller, cycle_id = introduced(context, client, body), row_id(pressed(body))
            with context.database.read() as session:
                view = views.form(caller.text, flow.editable(session, caller, cycle_id), cycle_id)
            open_modal(client, body, view)

    def submit(body: Body, ack: Ack) -> None:
        cycle_id = row_id(body["view"]["private_metadata"])
        with context.database.write() as session:
            caller = calling(session, body)
            wanted = views.read_cycle(body["view"])
            kept = flow.keep(session, context.clock(), caller, cycle_id, wanted, form_key(body))
        if kept.wrong:
            ack(response_action="errors", errors=views.errors(caller.text, kept.wrong))
        else:
            ack(response_action="update", view=views.kept(caller.text, kept, cycle_id))

    app.action(NEW_CYCLE)(ack=just_ack, lazy=[new])
    app.action(EDIT_CYCLE)(ack=just_ack, lazy=[edit])
    app.view(views.FORM)(submit)


def _register_closing(app: App, context: Context) -> None:
    def open_form(body: Body, client: WebClient, respond: Respond, typed: str = "", cycle_id: int = 0) -> None:
        with talking(context, body, respond, client):
            caller = introduced(context, client, body)
            with context.database.read() as session:
                view = _first(session, context, caller, typed, cycle_id)
            over = (body.get("view") or {}).get("type") == "modal"
            if over:
                client.views_update(view_id=body["view"]["id"], view=view)
            else:
                client.views_open(trigger_id=body["trigger_id"], view=view)

    def command(body: Body, client: WebClient, respond: Respond) -> None:
        open_form(body, client, respond, typed=read_command(body.get("text") or "").rest)

    def button(body: Body, client: WebClient, respond: Respond) -> None:
        open_form(body, client, respond, cycle_id=row_id(pressed(body)))

    app.command("/okr", matchers=[asks_for(Command.CLOSE)])(ack=just_ack, lazy=[command])
    app.action(CLOSE_CYCLE)(ack=just_ack, lazy=[button])


def _first(session: Session, context: Context, caller: Caller, typed: str, cycle_id: int) -> View:
    """The first page, or the choice between several cycles."""
    now = context.clock()
    found = [] if cycle_id else grading.closable(session, caller, typed, now)
    if len(found) > 1:
        return views.choice(caller.text, found)
    chosen = grading.grading_of(session, caller, found[0].id if found else cycle_id, now)
    return _page_or_summary(chosen, grading.first_page(chosen))


def _register_pages(app: App, context: Context) -> None:
    def turn(body: Body, ack: Ack) -> None:
        """A page is done: the next one, or the summary."""
        with context.database.write() as session:
            found, typed = _filled_in(context, session, body)
            read = reader.read(found.caller.text, found, typed)
            grading.keep_typed(session, found, typed)
            found = grading.grading_of(session, found.caller, found.cycle.id, context.clock())
        if read.errors:
            ack(response_action="errors", errors=dict(read.errors))
            return
        page = grading.page_after(found, grading.page_with(found, typed))
        ack(response_action="update", view=_page_or_summary(found, page))

    def keep(body: Body, ack: Ack) -> None:
        with context.database.write() as session:
            found, typed = _filled_in(context, session, body)
            grading.keep_typed(session, found, form.changed(found, typed))
        ack()

    app.view(form.FORM)(turn)
    app.view_closed(form.FORM)(keep)
    app.action(form.SKIP)(ack=keep, lazy=[_shows(context, lambda _: None)])


def _register_summary(app: App, context: Context) -> None:
    def submit(body: Body, ack: Ack) -> None:
        answer = _closed(context, body)
        context.wake()
        ack(**answer)

    app.action(summary.BACK)(ack=just_ack, lazy=[_shows(context, grading.first_page)])
    app.view(summary.SUMMARY)(submit)


def _shows(
    context: Context, page: Callable[[Grading], grading.Page | None]
) -> Callable[[Body, WebClient, Respond], None]:
    """Shows the page, or the summary where there is none, in place of what is looked at."""

    def look(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            with context.database.read() as session:
                found = _chosen(context, session, looking(session, body), body)
            view = _page_or_summary(found, page(found))
            client.views_update(view_id=body["view"]["id"], hash=body["view"].get("hash"), view=view)

    return look


def _closed(context: Context, body: Body) -> dict[str, Any]:
    """Stores what the pages say, once; what to ack with."""
    now, view = context.clock(), body["view"]
    with context.database.write() as session:
        caller = calling(session, body)
        found = _chosen(context, session, caller, body, hold=True)
        decisions = _decisions(found)
        if closing.nowhere_to_carry(found, decisions):
            told = notice(caller.text, [caller.text("cycle.nowhere_to_carry")], "cycle.title_close")
            return {"response_action": "push", "view": told}
        if not first_time(session, caller.workspace.id, form_key(body), now):
            return update(notice(caller.text, [caller.text("cycle.already_stored")], "cycle.title_close"))
        closed = closing.close(session, now, found, decisions, view["id"], whole=summary.wants_whole(view))
        return update(summary.outcome(found, closed, closing.leads(session, found)))


def _decisions(found: Grading) -> Mapping[int, grading.Decision]:
    return reader.read(found.caller.text, found, found.drafts).decisions


def _filled_in(context: Context, session: Session, body: Body) -> tuple[Grading, Mapping[int, grading.Typed]]:
    return _chosen(context, session, calling(session, body), body), typed_in(body["view"])


def _chosen(context: Context, session: Session, caller: Caller, body: Body, *, hold: bool = False) -> Grading:
    """The cycle of a page or a summary."""
    cycle_id = row_id(body["view"]["private_metadata"])
    return grading.grading_of(session, caller, cycle_id, context.clock(), hold=hold)


def _page_or_summary(found: Grading, page: grading.Page | None) -> View:
    if page:
        return form.page(page)
    decisions = _decisions(found)
    teams = [
        ended(team, found.cycle, [one for one in found.objectives if one.team_id == team.id], decisions)
        for team in sorted(found.teams.values(), key=lambda team: team.name)
        if any(one.team_id == team.id for one in found.objectives)
    ]
    left, ends = closing.undecided(found, decisions), closing.ends(found, decisions)
    return summary.summary(found, teams, left, ends)
