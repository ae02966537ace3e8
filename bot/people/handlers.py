"""Slack tells that a person changed: name, zone, language, status, left or came back."""

from slack_bolt import App
from sqlmodel import Session

from bot.away import hints
from bot.context import Context
from bot.failures import Body
from bot.people.directory import profile_of
from bot.people.flow import learn
from storage.people import find_workspaces, person_by_slack_id


def register(app: App, context: Context) -> None:
    @app.event("user_change")
    def changed(body: Body) -> None:
        with context.database.write() as session:
            _learn(session, context, body)
        context.wake()


def _learn(session: Session, context: Context, body: Body) -> None:
    """Only people the bot has business with are kept."""
    profile = profile_of(body["event"]["user"])
    for workspace in find_workspaces(session, body["team_id"]):
        person = person_by_slack_id(session, workspace.id, profile.slack_id) if profile else None
        if person and profile:
            learn(session, person, profile, context.clock())
            hints.notice(session, workspace, person, profile.status, context.clock())
