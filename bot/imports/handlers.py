"""Slack comes in: files in the direct message, the buttons below the answer, and the form they open."""

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, BoltRequest, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from sqlmodel import Session

from bot.actions import row_id
from bot.answering import pressed
from bot.context import Context
from bot.errors import UserError
from bot.failures import Body, talking
from bot.imports import drop, form, views
from bot.imports.desk import Desk
from bot.people.flow import calling, looking, met
from storage.dropped import sent_in_kpis, survey_names
from storage.kinds import DroppedState

logger = logging.getLogger(__name__)
FIRST = "okrbot_first"
"""What a payload has newly brought or decided: of one that comes again nothing goes on."""
Decide = Callable[[Session, drop.Dropped, Body], None]
Go = Callable[[Desk, drop.Dropped], None]


def register(app: App, context: Context) -> None:
    """Each listener stores and acks; what reads files and talks runs after that."""
    _register_files(app, context)
    _register_buttons(app, context)
    _register_form(app, context)


def _register_files(app: App, context: Context) -> None:
    def received(body: Body, request: BoltRequest) -> None:
        event = body["event"]
        if event.get("channel_type") != "im" or event.get("bot_id"):
            return
        with context.database.write() as session:
            request.context[FIRST] = drop.receive(session, met(session, body), event, context.clock())
        context.wake()

    def look(body: Body, client: WebClient, request: BoltRequest) -> None:
        for dropped_id in request.context.get(FIRST) or ():
            with context.database.read() as session:
                workspace = looking(session, body).workspace
            Desk(context, client).look(workspace, dropped_id)

    app.event({"type": "message", "subtype": "file_share"})(ack=received, lazy=[look])


def _register_buttons(app: App, context: Context) -> None:
    def decided(decide: Decide) -> Callable[..., None]:
        def listener(body: Body, ack: Ack, request: BoltRequest) -> None:
            with context.database.write() as session:
                found = _own(session, body, pressed(body))
                decide(session, found, body)
                request.context[FIRST] = found.row.id
            ack()

        return listener

    def go_on(go: Go) -> Callable[..., None]:
        def talk(body: Body, client: WebClient, respond: Respond, request: BoltRequest) -> None:
            if request.context.get(FIRST) is None:
                return
            with talking(context, body, respond, client):
                _go(context, client, body, request.context[FIRST], go)

        return talk

    def open_form(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            with context.database.read() as session:
                found = drop.own(session, looking(session, body), row_id(pressed(body)))
                if found.row.state is not DroppedState.ASKED:
                    raise UserError("files.decided")
                view = form.form(found, _known(session, found))
            client.views_open(trigger_id=body["trigger_id"], view=view)

    app.action(views.IMPORT)(
        ack=decided(lambda session, found, _: drop.begin(session, found, context.clock())), lazy=[go_on(_take_in)]
    )
    app.action(views.LEAVE)(ack=decided(lambda session, found, _: drop.leave(session, found)), lazy=[go_on(_show)])
    app.action(re.compile(f"^{views.KIND}"))(ack=decided(_choose_kind), lazy=[go_on(_look_again)])
    app.action(views.CHANGE)(ack=_just_ack, lazy=[open_form])


def _register_form(app: App, context: Context) -> None:
    def submit(body: Body, ack: Ack, request: BoltRequest) -> None:
        with context.database.write() as session:
            found = _own(session, body, body["view"]["private_metadata"])
            choices, errors = form.read_form(found.caller.text, found, body["view"])
            if not errors:
                drop.choose(session, found, choices)
                request.context[FIRST] = found.row.id
        ack(**_errors(errors))

    def look_again(body: Body, client: WebClient, request: BoltRequest) -> None:
        if request.context.get(FIRST) is not None:
            _go(context, client, body, request.context[FIRST], _look_again)

    app.view(form.FORM)(ack=submit, lazy=[look_again])


def _go(context: Context, client: WebClient, body: Body, dropped_id: int, go: Go) -> None:
    with context.database.read() as session:
        found = drop.dropped(session, looking(session, body).workspace, dropped_id)
    if found is not None:
        go(Desk(context, client), found)


def _take_in(desk: Desk, found: drop.Dropped) -> None:
    try:
        desk.show(found)
    except (SlackClientError, OSError):
        logger.warning("nobody was told that %s is being imported", found.row.file, exc_info=True)
    desk.take_in(found.caller.workspace, found.row.id)


def _look_again(desk: Desk, found: drop.Dropped) -> None:
    desk.look(found.caller.workspace, found.row.id)
    _show(desk, found)


def _show(desk: Desk, found: drop.Dropped) -> None:
    if now := desk.found(found.caller.workspace, found.row.id):
        desk.show(now)


def _choose_kind(session: Session, found: drop.Dropped, body: Body) -> None:
    kind = str(body["actions"][0]["action_id"]).removeprefix(views.KIND)
    drop.choose(session, found, drop.another_kind(kind))


def _own(session: Session, body: Body, sent: str) -> drop.Dropped:
    return drop.own(session, calling(session, body), row_id(sent))


def _known(session: Session, found: drop.Dropped) -> form.Known:
    workspace = found.caller.workspace.id
    return form.Known(survey_names(session, workspace), sent_in_kpis(session, workspace))


def _errors(errors: Mapping[str, str]) -> dict[str, Any]:
    return {"response_action": "errors", "errors": dict(errors)} if errors else {}


def _just_ack(ack: Ack) -> None:
    ack()
