"""Slack comes in: /okr digest and /okr agenda."""

from slack_bolt import App, Respond
from slack_sdk import WebClient
from sqlmodel import Session

from bot.actions import LOOK
from bot.answering import answer, just_ack
from bot.commands import Command, asked, asks_for
from bot.context import Context
from bot.delivery.outgoing import Post
from bot.digests import meeting
from bot.digests.agenda import agenda
from bot.digests.pictures import in_words
from bot.digests.preview import preview
from bot.failures import Body
from bot.objectives.teams import Choice
from bot.people.caller import Caller
from bot.phrases.choice import team_choice
from bot.text import speak


def register(app: App, context: Context) -> None:
    """Takes /okr where one of its own words is asked for, so it is registered before the rest of /okr."""

    def digest(body: Body, client: WebClient, respond: Respond) -> None:
        name = asked(body).rest
        answer(context, body, client, respond, lambda session, caller: _digest(context, session, caller, name))

    def meet(body: Body, client: WebClient, respond: Respond) -> None:
        name = asked(body).rest
        answer(context, body, client, respond, lambda session, caller: _agenda(context, session, caller, name))

    for command, talk in ((Command.DIGEST, digest), (Command.AGENDA, meet)):
        app.command("/okr", matchers=[asks_for(command)])(ack=just_ack, lazy=[talk])
        app.action(LOOK, matchers=[asks_for(command)])(ack=just_ack, lazy=[talk])


def _digest(context: Context, session: Session, caller: Caller, name: str) -> Post:
    found = preview(session, caller, name, context.clock())
    if isinstance(found, Choice):
        return team_choice(caller.text, found, Command.DIGEST)
    return meeting.previewed(caller.text, found, in_words(speak(found.team.language), found))


def _agenda(context: Context, session: Session, caller: Caller, name: str) -> Post:
    found = preview(session, caller, name, context.clock())
    if isinstance(found, Choice):
        return team_choice(caller.text, found, Command.AGENDA)
    return meeting.agenda(caller.text, agenda(found))
