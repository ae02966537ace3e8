"""What people do with an app in a Slack client; the page and the tests' driver both come through here."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.localslack import events, forms, inputs, payloads, reach, views, writing
from bot.localslack.answers import answer, or_refused, or_trouble
from bot.localslack.errors import ActRefused, Json, Refusal
from bot.localslack.screens import Shown
from bot.localslack.socket import Ack, Envelope
from bot.localslack.workspace import Shortcut, ShortcutType, Workspace
from bot.text import language_of, speak


async def click(
    slack: Workspace, person_id: str, place: tuple[str, str], ids: tuple[str, str], entered: Mapping[str, Any]
) -> Ack:
    """Uses an element of a message: `place` is channel and ts, `ids` are block_id and action_id."""
    person, conversation = reach.actor(slack, person_id), reach.conversation(slack, person_id, place[0])
    message = reach.message(conversation, person_id, place[1])
    block, element = reach.element(message.blocks, ids)
    values = inputs.carry(slack.entered.get((*place, person_id), {}), message.blocks)
    slack.entered[(*place, person_id)] = values
    reach.chosen(slack, person_id, entered)
    chosen = forms.enter(values, block, element, entered, slack.offers.get((*place, person_id), {}))
    action = payloads.action(slack, block, element, chosen)
    payload = payloads.click_in_message(slack, person, conversation, message, action, values)
    return or_trouble(await slack.socket.deliver(Envelope.INTERACTIVE, payload))


async def click_in_view(
    slack: Workspace, person_id: str, view_id: str, ids: tuple[str, str], entered: Mapping[str, Any]
) -> Ack:
    person, shown = reach.actor(slack, person_id), reach.view(slack, person_id, view_id)
    block, element = reach.element(shown.view["blocks"], ids)
    reach.chosen(slack, person_id, entered)
    chosen = forms.enter(shown.values, block, element, entered, shown.offers)
    action = payloads.action(slack, block, element, chosen)
    payload = payloads.click_in_view(slack, person, shown, action)
    return or_trouble(await slack.socket.deliver(Envelope.INTERACTIVE, payload))


async def fill(slack: Workspace, person_id: str, view_id: str, values: inputs.Values) -> None:
    """Enters values without sending them."""
    _enter(slack, reach.view(slack, person_id, view_id), values)


def _enter(slack: Workspace, shown: Shown, values: inputs.Values) -> None:
    for state in (state for actions in values.values() for state in actions.values()):
        reach.chosen(slack, shown.owner, state)
    forms.enter_all(shown.values, shown.view["blocks"], values, shown.offers)


async def submit(slack: Workspace, person_id: str, view_id: str, values: inputs.Values, force: bool = False) -> Ack:
    """Presses the submit button; `force` sends what Slack's client would have refused at the field."""
    person, shown = reach.actor(slack, person_id), reach.view(slack, person_id, view_id)
    _enter(slack, shown, values)
    shown.errors = (
        {} if force else forms.problems(shown.view["blocks"], shown.values, speak(language_of(person.locale)))
    )
    slack.changed("views", person_id)
    if shown.errors:
        return Ack(False, 0.0, problem="The form has errors.")
    ack = await slack.socket.deliver(Envelope.INTERACTIVE, payloads.submission(slack, person, shown))
    if not ack.arrived:
        return or_trouble(ack)
    try:
        views.follow(slack, shown, ack.body or {})
    except Refusal as refusal:
        return or_refused(ack, refusal)
    return ack


async def close(slack: Workspace, person_id: str, view_id: str) -> None:
    """Closes the top view; with clear_on_close, the whole stack."""
    person, shown = reach.actor(slack, person_id), reach.view(slack, person_id, view_id)
    clear = bool(shown.view.get("clear_on_close"))
    for gone in views.close(slack, shown, everything=clear):
        if gone.view.get("notify_on_close"):
            payload = payloads.closed(slack, person, gone, is_cleared=clear)
            await slack.socket.deliver(Envelope.INTERACTIVE, payload)


async def slash(slack: Workspace, person_id: str, channel: str, typed: str) -> Ack:
    """Types a slash command; Slack has none in threads."""
    person, conversation = reach.actor(slack, person_id), reach.conversation(slack, person_id, channel)
    name, _, text = typed.partition(" ")
    if name not in {command.command for command in slack.commands}:
        raise ActRefused(f"{name} is not a valid command. In Slack, all messages that start with the / are commands.")
    payload = payloads.command(slack, person, conversation, name, writing.escaped(text.strip()))
    ack = await slack.socket.deliver(Envelope.SLASH_COMMANDS, payload)
    if not ack.arrived:
        error = "operation_timeout" if ack.seconds else "dispatch_failed"
        return replace(ack, problem=f'{name} failed with the error "{error}"')
    try:
        answer(slack, conversation, person_id, ack.body or {})
    except Refusal as refusal:
        return replace(ack, problem=f'{name} failed with the error "{refusal.error}"')
    return ack


async def shortcut(slack: Workspace, person_id: str, name: str) -> Ack:
    """Picks a global shortcut, by its name or callback_id."""
    person, picked = reach.actor(slack, person_id), _shortcut(slack, name, ShortcutType.GLOBAL)
    payload = payloads.shortcut(slack, person, picked.callback_id)
    return or_trouble(await slack.socket.deliver(Envelope.INTERACTIVE, payload))


async def message_shortcut(slack: Workspace, person_id: str, place: tuple[str, str], name: str) -> Ack:
    """Picks a message shortcut: `place` is channel and ts."""
    person, conversation = reach.actor(slack, person_id), reach.conversation(slack, person_id, place[0])
    message, picked = reach.message(conversation, person_id, place[1]), _shortcut(slack, name, ShortcutType.MESSAGE)
    if message.ephemeral_to is not None:
        raise ActRefused("A message that only you see has no shortcuts.")
    payload = payloads.message_action(slack, person, conversation, message, picked.callback_id)
    return or_trouble(await slack.socket.deliver(Envelope.INTERACTIVE, payload))


def _shortcut(slack: Workspace, name: str, type_: ShortcutType) -> Shortcut:
    for one in slack.shortcuts:
        if one.type == type_ and name in (one.name, one.callback_id):
            return one
    raise ActRefused(f"There is no shortcut “{name}” here.")


async def open_home(slack: Workspace, person_id: str, tab: str = "home") -> None:
    """Goes to a tab of the app: home or messages. Slack says what the Home tab shows where it was filled before."""
    home = slack.screens.homes.get(reach.actor(slack, person_id).id)
    event: Json = {"type": "app_home_opened", "user": person_id, "channel": slack.dm_of(person_id).id, "tab": tab}
    if home is not None and tab == "home":
        event["view"] = payloads.view(slack, home)
    events.emit(slack, event)
