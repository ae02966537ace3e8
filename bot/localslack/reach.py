"""Who acts, where and on what; a refusal where a Slack client would not offer it."""

from collections.abc import Mapping
from typing import Any

from bot.localslack import inputs
from bot.localslack.conversations import Conversation, Message
from bot.localslack.errors import ActRefused, Json
from bot.localslack.people import Person
from bot.localslack.screens import Shown
from bot.localslack.workspace import Workspace


def actor(slack: Workspace, person_id: str) -> Person:
    person = slack.people.get(person_id)
    if person is None or person.deleted:
        raise ActRefused("This account does not exist or is deactivated.")
    return person


def conversation(slack: Workspace, person_id: str, channel: str) -> Conversation:
    held = slack.conversations.get(channel)
    if held is None or person_id not in held.members:
        raise ActRefused("This conversation does not exist, or you are not in it.")
    return held


def writable(slack: Workspace, person_id: str, channel: str) -> Conversation:
    held = conversation(slack, person_id, channel)
    if held.archived:
        raise ActRefused("This channel is archived.")
    return held


def message(held: Conversation, person_id: str, ts: str) -> Message:
    for one in held.seen_by(person_id):
        if one.ts == ts:
            return one
    raise ActRefused("This message is gone.")


def view(slack: Workspace, person_id: str, view_id: str) -> Shown:
    shown = slack.screens.by_id(view_id)
    if shown is None or shown.owner != person_id:
        raise ActRefused("This window is closed.")
    return shown


def chosen(slack: Workspace, person_id: str, entered: Mapping[str, Any]) -> None:
    """People and conversations are picked from Slack's own lists, which have nobody who left and nothing one does not
    see."""
    people = [entered.get("selected_user"), *(entered.get("selected_users") or ())]
    if any(one is not None and (one not in slack.people or slack.people[one].deleted) for one in people):
        raise ActRefused("Slack's list does not have this person.")
    places = [entered.get(name) for name in ("selected_conversation", "selected_channel")]
    places += [one for name in ("selected_conversations", "selected_channels") for one in entered.get(name) or ()]
    seen = {held.id for held in slack.conversations_of(person_id)}
    if any(one is not None and one not in seen for one in places):
        raise ActRefused("Slack's list does not have this conversation.")


def element(blocks: Any, ids: tuple[str, str]) -> tuple[Json, Json]:
    for block, one in inputs.elements(blocks):
        if (block["block_id"], one["action_id"]) == ids:
            return block, one
    raise ActRefused("This element is gone.")
