"""Slack comes in: *Remind me later*, and the hour that is chosen then."""

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.actions import LATER, row_id
from bot.answering import answer, click_key, just_ack, pressed
from bot.context import Context
from bot.failures import Body, talking
from bot.later import flow, views
from bot.people.flow import calling, looking
from storage.checkins import first_time


def register(app: App, context: Context) -> None:
    def offer(body: Body, client: WebClient, respond: Respond) -> None:
        now, prompt_id = context.clock(), row_id(pressed(body))
        answer(
            context, body, client, respond,
            lambda session, caller: views.offer(flow.offered(session, caller, prompt_id, now)),
        )  # fmt: skip

    def choose(body: Body, ack: Ack) -> None:
        now, choice = context.clock(), views.CHOICES[body["actions"][0]["action_id"]]
        with context.database.write() as session:
            caller, mark = calling(session, body), body["trigger_id"]
            if first_time(session, caller.workspace.id, click_key(body), now):
                flow.remind_later(session, caller, row_id(pressed(body)), choice, now, mark)
        context.wake()
        ack()

    def confirm(body: Body, client: WebClient, respond: Respond) -> None:
        with talking(context, body, respond, client):
            with context.database.read() as session:
                prompt = flow.reminded(session, looking(session, body), row_id(pressed(body)), context.clock())
            if prompt and body.get("response_url"):
                post = views.confirmed(prompt)
                respond(text=post.text, blocks=post.blocks, replace_original=True)
            elif prompt:
                client.views_update(view_id=body["view"]["id"], view=views.confirmed_in_modal(prompt))

    app.action(LATER)(ack=just_ack, lazy=[offer])
    for action in views.CHOICES:
        app.action(action)(ack=choose, lazy=[confirm])
