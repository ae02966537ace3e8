"""Slack comes in: the button that shows what is stored about oneself."""

from slack_bolt import App, Respond
from slack_sdk import WebClient

from bot.actions import MY_DATA
from bot.answering import introduced, just_ack, send_file
from bot.context import Context
from bot.failures import Body, talking
from bot.modals import open_modal
from bot.privacy import flow, views


def register(app: App, context: Context) -> None:
    def show(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            caller, now = introduced(context, client, body), context.clock()
            with context.database.write() as session:
                mine = flow.mine(session, caller, now)
            open_modal(client, body, views.summary(caller.text, mine, context.settings.okrbot_retention_days))
            send_file(client, caller, flow.as_json(mine.document).encode(), *views.file(caller, now))

    app.action(MY_DATA)(ack=just_ack, lazy=[show])
