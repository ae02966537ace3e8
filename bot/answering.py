"""What only looks something up: acked at once, then answered with what the caller may see, for their eyes only."""

from collections.abc import Callable
from time import perf_counter
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient
from slack_sdk.models.blocks import PlainTextObject
from slack_sdk.models.views import View
from sqlmodel import Session

from bot.context import Context
from bot.delivery.outgoing import Post
from bot.errors import Repeated, UserError
from bot.failures import Body, talking
from bot.modals import open_modal
from bot.people.caller import Caller
from bot.people.directory import profile_in
from bot.people.flow import learn, met
from bot.text import Text
from storage.checkins import first_time

Look = Callable[[Session, Caller], Post]


def answer(context: Context, body: Body, client: WebClient, respond: Respond, look: Look) -> None:
    """Says what `look` finds, for the caller alone: in a modal where they asked for it in Home, or in another modal."""
    with talking(context, body, respond, client):
        caller = introduced(context, client, body)
        began = perf_counter()
        with context.database.read() as session:
            post = look(session, caller)
        context.answered(body, perf_counter() - began)
        tell(client, body, respond, caller, post)


def tell(client: WebClient, body: Body, respond: Respond, caller: Caller, post: Post) -> None:
    """Where they asked."""
    if body.get("response_url"):
        say(respond, post)
    else:
        open_modal(client, body, _modal(caller.text, post))


def say(respond: Respond, post: Post) -> None:
    """For the caller's eyes only."""
    respond(text=post.text, blocks=post.blocks, response_type="ephemeral", replace_original=False)


def send_file(client: WebClient, caller: Caller, content: bytes, name: str, title: str, comment: str) -> None:
    """Into the caller's direct message with the bot."""
    client.files_upload_v2(
        channel=client.conversations_open(users=caller.person.slack_id)["channel"]["id"],
        content=content,
        filename=name,
        title=title,
        initial_comment=comment,
    )


def _modal(text: Text, post: Post) -> View:
    title, close = PlainTextObject(text=text("answer.title")), PlainTextObject(text=text("form.close"))
    return View(type="modal", title=title, close=close, blocks=list(post.blocks))


def just_ack(ack: Ack) -> None:
    ack()


def pressed(body: Body) -> str:
    """The value of the button, empty where it has none."""
    return str(body["actions"][0].get("value") or "")


def click_key(body: Body) -> str:
    """The same of a click or a command that comes again."""
    return f"trigger:{body['trigger_id']}"


def form_key(body: Body) -> str:
    """The same of a form that comes again."""
    return f"view:{body['view']['id']}"


def update(view: View) -> dict[str, Any]:
    """What to ack a form with that `view` takes the place of."""
    return {"response_action": "update", "view": view.to_dict()}


def introduced(context: Context, client: WebClient, body: Body) -> Caller:
    """The caller of what came for the first time. Raises Repeated for what comes again."""
    with context.database.write() as session:
        caller = met(session, body)
        if not first_time(session, caller.workspace.id, click_key(body), context.clock()):
            raise Repeated
    return colleague(context, client, body, caller)


def colleague(context: Context, client: WebClient, body: Body, caller: Caller) -> Caller:
    """The caller, who is read from Slack once before anything is shown: a guest sees less. UserError for a stranger,
    and for whom Slack calls deactivated, even now: they see nothing."""
    if (caller.person.read_at is None or not caller.person.active) and (
        profile := profile_in(client, caller.person.slack_id)
    ):
        with context.database.write() as session:
            caller = met(session, body)
            learn(session, caller.person, profile, context.clock())
    if caller.person.stranger or caller.person.read_at is None or not caller.person.active:
        raise UserError("okr.stranger")
    return caller
