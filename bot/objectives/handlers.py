"""Slack comes in: /okr and the buttons of its answers."""

from collections.abc import Callable, Mapping
from datetime import datetime

from slack_bolt import App, Respond
from slack_sdk import WebClient
from sqlmodel import Session

from bot.actions import HISTORY, LOOK, SHOW, row_id
from bot.answering import answer, introduced, just_ack, pressed
from bot.answering import say as answered
from bot.commands import Command, Typed, asked, asks_for, read_command
from bot.context import Context
from bot.delivery.outgoing import Post
from bot.failures import Body, talking
from bot.objectives import details, help, lookup, overview, views
from bot.objectives.blocks import MORE
from bot.objectives.export import export
from bot.objectives.history import history
from bot.objectives.teams import Choice
from bot.objectives.timeline import timeline
from bot.objectives.tree import tree
from bot.objectives.urgency import risks
from bot.people.access import rights
from bot.people.caller import Caller
from bot.phrases.choice import team_choice

Found = Callable[[Session, Caller, datetime, str, int], Post]
"""What a command says to what was typed behind it, from the place in the list on at which the page begins."""


def register(app: App, context: Context) -> None:
    """Everything here only looks up, so it answers after the ack. Unknown words are answered here too."""

    def say(body: Body, client: WebClient, respond: Respond, typed: Typed, first: int = 0) -> None:
        now = context.clock()
        answer(context, body, client, respond, lambda session, caller: _found(session, caller, now, typed, first))

    def command(body: Body, client: WebClient, respond: Respond) -> None:
        say(body, client, respond, asked(body))

    def show(body: Body, client: WebClient, respond: Respond) -> None:
        say(body, client, respond, Typed(Command.SHOW, rest=pressed(body)))

    def past(body: Body, client: WebClient, respond: Respond) -> None:
        say(body, client, respond, Typed(Command.HISTORY, rest=pressed(body)))

    def more(body: Body, client: WebClient, respond: Respond) -> None:
        first, _, typed = pressed(body).partition(" ")
        say(body, client, respond, read_command(typed), row_id(first))

    def send(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            caller = introduced(context, client, body)
            with context.database.read() as session:
                listed = lookup.everything(session, caller, context.clock())
            answered(respond, export(client, caller, listed, context.clock()))

    own = asks_for(*FOUND, None)
    app.command("/okr", matchers=[own])(ack=just_ack, lazy=[command])
    app.command("/okr", matchers=[asks_for(Command.EXPORT)])(ack=just_ack, lazy=[send])
    app.action(LOOK, matchers=[own])(ack=just_ack, lazy=[command])
    for action, talk in ((SHOW, show), (HISTORY, past), (MORE, more)):
        app.action(action)(ack=just_ack, lazy=[talk])


def _found(session: Session, caller: Caller, now: datetime, typed: Typed, first: int) -> Post:
    found = FOUND.get(typed.command) if typed.command else None
    if found is None:
        return help.unknown(caller.text, typed, rights(session, caller))
    return found(session, caller, now, typed.rest, first)


def _mine(session: Session, caller: Caller, now: datetime, _typed: str, first: int) -> Post:
    return views.mine(caller.text, lookup.mine(session, caller, now), first, caller.zone)


def _team(session: Session, caller: Caller, now: datetime, typed: str, first: int) -> Post:
    found = lookup.of_team(session, caller, typed, now)
    if isinstance(found, Choice):
        return team_choice(caller.text, found, Command.TEAM)
    return views.of_team(caller.text, found, first)


def _company(session: Session, caller: Caller, now: datetime, _typed: str, first: int) -> Post:
    return views.company(caller.text, lookup.company(session, caller, now), first)


def _all(session: Session, caller: Caller, now: datetime, _typed: str, first: int) -> Post:
    return views.everything(caller.text, lookup.everything(session, caller, now), first)


def _at_risk(session: Session, caller: Caller, now: datetime, _typed: str, first: int) -> Post:
    found = risks(lookup.whole(session, caller, now), caller.zone)
    return overview.at_risk(caller.text, found, first)


def _show(session: Session, caller: Caller, now: datetime, typed: str, _first: int) -> Post:
    found = lookup.shown(session, caller, typed, now)
    if found.key_result is None:
        return details.objective(caller.text, found)
    return details.key_result(caller.text, found, found.key_result, caller.zone)


def _tree(session: Session, caller: Caller, now: datetime, _typed: str, first: int) -> Post:
    return overview.alignment(caller.text, tree(lookup.everything(session, caller, now).found), first)


def _history(session: Session, caller: Caller, now: datetime, typed: str, first: int) -> Post:
    return timeline(caller.text, history(session, caller, typed, now), caller.zone, first)


def _help(session: Session, caller: Caller, _now: datetime, _typed: str, _first: int) -> Post:
    return help.help_(caller.text, rights(session, caller))


FOUND: Mapping[Command, Found] = {
    Command.MINE: _mine,
    Command.TEAM: _team,
    Command.COMPANY: _company,
    Command.ALL: _all,
    Command.AT_RISK: _at_risk,
    Command.SHOW: _show,
    Command.TREE: _tree,
    Command.HISTORY: _history,
    Command.HELP: _help,
}
