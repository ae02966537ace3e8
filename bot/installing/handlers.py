"""Slack tells that the app was taken out of a workspace, or its token revoked."""

from datetime import UTC, datetime

from slack_bolt import App

from bot.context import Context
from bot.failures import Body
from bot.installing.flow import uninstall


def register(app: App, context: Context) -> None:
    @app.event("app_uninstalled")
    def uninstalled(body: Body) -> None:
        _gone(context, body)

    @app.event("tokens_revoked")
    def revoked(body: Body) -> None:
        if body["event"].get("tokens", {}).get("bot"):  # those of people are nothing the bot has
            _gone(context, body)


def _gone(context: Context, body: Body) -> None:
    told, now = body.get("event_time"), context.clock()
    happened = datetime.fromtimestamp(told + 1, UTC) if isinstance(told, int) else now  # Slack tells whole seconds
    with context.database.write() as session:
        uninstall(session, body["team_id"], happened, now)
    context.forget(body["team_id"])
