"""What people do in a Slack client; the page and the tests' driver both come through here."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.localslack import events, forms, inputs, payloads, posting, views
from bot.localslack.answers import answer
from bot.localslack.conversations import Conversation, Message
from bot.localslack.errors import ActRefused, Json, Refusal
from bot.localslack.files import File, Stage
from bot.localslack.people import Person
from bot.localslack.screens import Shown
from bot.localslack.socket import Ack, Envelope
from bot.localslack.workspace import Workspace
from bot.text import language_of, speak

MOST_FILES = 10
TROUBLE = "We had some trouble connecting. Try again?"
_MENTION = re.compile(r"&lt;(@[UW][A-Z0-9]+|#[CG][A-Z0-9]+)&gt;")


async def click(
    slack: Workspace, person_id: str, place: tuple[str, str], ids: tuple[str, str], entered: Mapping[str, Any]
) -> Ack:
    """Uses an element of a message: `place` is channel and ts, `ids` are block_id and action_id."""
    person, conversation = _actor(slack, person_id), _conversation(slack, person_id, place[0])
    message = _message(conversation, person_id, place[1])
    block, element = _element(message.blocks, ids)
    values = inputs.carry(slack.entered.get((*place, person_id), {}), message.blocks)
    slack.entered[(*place, person_id)] = values
    chosen = forms.enter(values, block, element, entered)
    action = payloads.action(slack, block, element, chosen)
    payload = payloads.click_in_message(slack, person, conversation, message, action, values)
    return _or_trouble(await slack.socket.deliver(Envelope.INTERACTIVE, payload))


async def click_in_view(
    slack: Workspace, person_id: str, view_id: str, ids: tuple[str, str], entered: Mapping[str, Any]
) -> Ack:
    person, shown = _actor(slack, person_id), _view(slack, person_id, view_id)
    block, element = _element(shown.view["blocks"], ids)
    chosen = forms.enter(shown.values, block, element, entered)
    action = payloads.action(slack, block, element, chosen)
    payload = payloads.click_in_view(slack, person, shown, action)
    return _or_trouble(await slack.socket.deliver(Envelope.INTERACTIVE, payload))


async def fill(slack: Workspace, person_id: str, view_id: str, values: inputs.Values) -> None:
    """Enters values without sending them."""
    shown = _view(slack, person_id, view_id)
    forms.enter_all(shown.values, shown.view["blocks"], values)


async def submit(slack: Workspace, person_id: str, view_id: str, values: inputs.Values, force: bool = False) -> Ack:
    """Presses the submit button; `force` sends what Slack's client would have refused at the field."""
    person, shown = _actor(slack, person_id), _view(slack, person_id, view_id)
    forms.enter_all(shown.values, shown.view["blocks"], values)
    shown.errors = (
        {} if force else forms.problems(shown.view["blocks"], shown.values, speak(language_of(person.locale)))
    )
    slack.changed("views", person_id)
    if shown.errors:
        return Ack(False, 0.0, problem="The form has errors.")
    ack = await slack.socket.deliver(Envelope.INTERACTIVE, payloads.submission(slack, person, shown))
    if not ack.arrived:
        return _or_trouble(ack)
    try:
        views.follow(slack, shown, ack.body or {})
    except Refusal as refusal:
        return replace(ack, problem=f"{TROUBLE} ({', '.join([refusal.error, *refusal.messages])})")
    return ack


async def close(slack: Workspace, person_id: str, view_id: str) -> None:
    """Closes the top view; with clear_on_close, the whole stack."""
    person, shown = _actor(slack, person_id), _view(slack, person_id, view_id)
    clear = bool(shown.view.get("clear_on_close"))
    for gone in views.close(slack, shown, everything=clear):
        if gone.view.get("notify_on_close"):
            payload = payloads.closed(slack, person, gone, is_cleared=clear)
            await slack.socket.deliver(Envelope.INTERACTIVE, payload)


async def slash(slack: Workspace, person_id: str, channel: str, typed: str) -> Ack:
    """Types a slash command; Slack has none in threads."""
    person, conversation = _actor(slack, person_id), _conversation(slack, person_id, channel)
    name, _, text = typed.partition(" ")
    if name not in {command.command for command in slack.commands}:
        raise ActRefused(f"{name} is not a valid command. In Slack, all messages that start with the / are commands.")
    payload = payloads.command(slack, person, conversation, name, _escaped(text.strip()))
    ack = await slack.socket.deliver(Envelope.SLASH_COMMANDS, payload)
    if not ack.arrived:
        error = "operation_timeout" if ack.seconds else "dispatch_failed"
        return replace(ack, problem=f'{name} failed with the error "{error}"')
    try:
        answer(slack, conversation, person_id, ack.body or {})
    except Refusal as refusal:
        return replace(ack, problem=f'{name} failed with the error "{refusal.error}"')
    return ack


async def say(slack: Workspace, person_id: str, channel: str, text: str, thread_ts: str | None = None) -> Message:
    conversation = _writable(slack, person_id, channel)
    return posting.post(slack, conversation, _actor(slack, person_id).id, _escaped(text), thread_ts=thread_ts)


async def open_home(slack: Workspace, person_id: str) -> None:
    home = slack.screens.homes.get(_actor(slack, person_id).id)
    event: Json = {"type": "app_home_opened", "user": person_id, "tab": "home"}
    event["channel"] = slack.dm_of(person_id).id
    if home is not None:
        event["view"] = payloads.view(slack, home)
    events.emit(slack, event)


async def upload(
    slack: Workspace, person_id: str, place: tuple[str, str | None], sent: Sequence[tuple[str, bytes]], text: str = ""
) -> Message:
    """Sends files, by name and content, in one message: `place` is the channel and, in a thread, its ts."""
    (channel, thread_ts), person = place, _actor(slack, person_id)
    conversation = _writable(slack, person_id, channel)
    if not 0 < len(sent) <= MOST_FILES:
        raise ActRefused(f"A message takes 1 to {MOST_FILES} files.")
    for name, content in sent:
        if not content:
            raise ActRefused(f"{name} is empty: there is nothing to send.")
    added = [_added(slack, person, conversation, name, content) for name, content in sent]
    return posting.post(slack, conversation, person.id, _escaped(text), files=tuple(added), thread_ts=thread_ts)


def _added(slack: Workspace, person: Person, conversation: Conversation, name: str, content: bytes) -> str:
    created = int(slack.clock.now().timestamp())
    held = File(slack.ids.next("F"), name, len(content), person.id, created)
    held.content, held.stage, held.channels = content, Stage.PROCESSED, [conversation.id]
    slack.files[held.id] = held
    return held.id


def _actor(slack: Workspace, person_id: str) -> Person:
    person = slack.people.get(person_id)
    if person is None or person.deleted:
        raise ActRefused("This account does not exist or is deactivated.")
    return person


def _conversation(slack: Workspace, person_id: str, channel: str) -> Conversation:
    held = slack.conversations.get(channel)
    if held is None or person_id not in held.members:
        raise ActRefused("This conversation does not exist, or you are not in it.")
    return held


def _writable(slack: Workspace, person_id: str, channel: str) -> Conversation:
    held = _conversation(slack, person_id, channel)
    if held.archived:
        raise ActRefused("This channel is archived.")
    return held


def _message(conversation: Conversation, person_id: str, ts: str) -> Message:
    for message in conversation.seen_by(person_id):
        if message.ts == ts:
            return message
    raise ActRefused("This message is gone.")


def _view(slack: Workspace, person_id: str, view_id: str) -> Shown:
    shown = slack.screens.by_id(view_id)
    if shown is None or shown.owner != person_id:
        raise ActRefused("This window is closed.")
    return shown


def _element(blocks: Any, ids: tuple[str, str]) -> tuple[Json, Json]:
    for block, element in inputs.elements(blocks):
        if (block["block_id"], element["action_id"]) == ids:
            return block, element
    raise ActRefused("This element is gone.")


def _escaped(text: str) -> str:
    """Slack escapes what people type; a person or a channel picked from the list stays a mention."""
    return _MENTION.sub(r"<\1>", html.escape(text, quote=False))


def _or_trouble(ack: Ack) -> Ack:
    return ack if ack.arrived else replace(ack, problem=TROUBLE)
