"""Slack comes in: /okr digest company."""

from slack_bolt import App, Respond
from slack_sdk import WebClient
from sqlmodel import Session

from bot.actions import LOOK
from bot.answering import answer, just_ack
from bot.commands import asked, asks_for_company_digest
from bot.company import views
from bot.company.flow import look
from bot.company.pictures import in_words
from bot.context import Context
from bot.delivery.outgoing import Post
from bot.failures import Body
from bot.people.caller import Caller


def register(app: App, context: Context) -> None:
    """Takes one thing that a digest can be asked for, so it is registered before what takes all the others."""

    def digest(body: Body, client: WebClient, respond: Respond) -> None:
        typed = asked(body).rest
        answer(context, body, client, respond, lambda session, caller: _digest(context, session, caller, typed))

    app.command("/okr", matchers=[asks_for_company_digest])(ack=just_ack, lazy=[digest])
    app.action(LOOK, matchers=[asks_for_company_digest])(ack=just_ack, lazy=[digest])


def _digest(context: Context, session: Session, caller: Caller, typed: str) -> Post:
    found = look(session, caller, typed, context.clock())
    return views.shown(caller.text, found.digest, in_words(caller.text, found.digest), found.namesake)
