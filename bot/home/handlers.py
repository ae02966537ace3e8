"""Slack comes in: somebody looks at their Home, and goes about in it. What it shows is published afterwards."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from slack_bolt import Ack, App
from sqlmodel import Session

from bot.actions import row_id
from bot.answering import click_key, pressed
from bot.context import Context
from bot.failures import Body
from bot.home import cards, views
from bot.home.content import Place, Section
from bot.home.flow import go, look, turn_page
from bot.people.caller import Caller
from bot.people.flow import calling, met
from storage.checkins import first_time

Move = Callable[[Session, Caller, datetime], None]
LONGEST_HASH = 64


def register(app: App, context: Context) -> None:
    def move(body: Body, ack: Ack, to: Move) -> None:
        with context.database.write() as session:
            caller, now = calling(session, body), context.clock()
            if first_time(session, caller.workspace.id, click_key(body), now):
                to(session, caller, now)
        ack()

    def opened(body: Body) -> None:
        if body["event"].get("tab", "home") != "home":
            return
        with context.database.write() as session:
            look(session, met(session, body), context.clock(), on_screen=_on_screen(body))

    def to_section(body: Body, ack: Ack) -> None:
        place = Place(_section(body))
        move(body, ack, lambda session, caller, now: go(session, caller, now, place))

    def to_team(body: Body, ack: Ack) -> None:
        place = Place(Section.TEAM, row_id(_chosen(body)))
        move(body, ack, lambda session, caller, now: go(session, caller, now, place))

    def to_page(body: Body, ack: Ack) -> None:
        first = row_id(pressed(body))
        move(body, ack, lambda session, caller, now: turn_page(session, caller, now, first))

    app.event("app_home_opened")(opened)
    app.action(re.compile(f"^{views.GO}"))(to_section)
    app.action(re.compile(f"^{views.TURN}"))(to_page)
    app.action(cards.CHOOSE_TEAM)(to_team)


def _on_screen(body: Body) -> str:
    """Slack's hash of what the Home shows, empty where it shows nothing yet."""
    shown = body["event"].get("view")
    told = str(shown.get("hash") or "") if isinstance(shown, Mapping) else ""
    return told if len(told) <= LONGEST_HASH else ""


def _section(body: Body) -> Section:
    """The first for what is none."""
    name = body["actions"][0]["action_id"].removeprefix(views.GO)
    return Section(name) if name in set(Section) else Section.OWED


def _chosen(body: Body) -> str:
    option = body["actions"][0].get("selected_option")
    return str(option.get("value") or "") if isinstance(option, Mapping) else ""
