"""What people write in a Slack client: messages and files."""

import html
import re
from collections.abc import Sequence

from bot.localslack import posting, reach
from bot.localslack.conversations import Conversation, Message
from bot.localslack.errors import ActRefused
from bot.localslack.files import File, Stage
from bot.localslack.people import Person
from bot.localslack.workspace import Workspace

MOST_FILES = 10
_MENTION = re.compile(r"&lt;(@[UW][A-Z0-9]+|#[CG][A-Z0-9]+)&gt;")


async def say(slack: Workspace, person_id: str, channel: str, text: str, thread_ts: str | None = None) -> Message:
    conversation = reach.writable(slack, person_id, channel)
    return posting.post(slack, conversation, reach.actor(slack, person_id).id, escaped(text), thread_ts=thread_ts)


async def edit(slack: Workspace, person_id: str, place: tuple[str, str], text: str) -> Message:
    """Changes one's own message: `place` is channel and ts. Saved unchanged, nothing happens."""
    conversation, message = _own(slack, person_id, place)
    if not text.strip() and not message.files:
        raise ActRefused("There is nothing to save: delete the message instead.")
    if escaped(text) == message.text:
        return message
    return posting.edit(slack, conversation, message, escaped(text), ())


async def delete(slack: Workspace, person_id: str, place: tuple[str, str]) -> None:
    conversation, message = _own(slack, person_id, place)
    posting.delete(slack, conversation, message)


def _own(slack: Workspace, person_id: str, place: tuple[str, str]) -> tuple[Conversation, Message]:
    conversation = reach.writable(slack, person_id, place[0])
    message = reach.message(conversation, person_id, place[1])
    if message.user != reach.actor(slack, person_id).id:
        raise ActRefused("Only who wrote a message changes or deletes it.")
    return conversation, message


async def upload(
    slack: Workspace, person_id: str, place: tuple[str, str | None], sent: Sequence[tuple[str, bytes]], text: str = ""
) -> Message:
    """Sends files, by name and content, in one message: `place` is the channel and, in a thread, its ts."""
    (channel, thread_ts), person = place, reach.actor(slack, person_id)
    conversation = reach.writable(slack, person_id, channel)
    if not 0 < len(sent) <= MOST_FILES:
        raise ActRefused(f"A message takes 1 to {MOST_FILES} files.")
    for name, content in sent:
        if not content:
            raise ActRefused(f"{name} is empty: there is nothing to send.")
    added = [_added(slack, person, conversation, name, content) for name, content in sent]
    return posting.post(slack, conversation, person.id, escaped(text), files=tuple(added), thread_ts=thread_ts)


def _added(slack: Workspace, person: Person, conversation: Conversation, name: str, content: bytes) -> str:
    created = int(slack.clock.now().timestamp())
    held = File(slack.ids.next("F"), name, len(content), person.id, created)
    held.content, held.stage, held.channels = content, Stage.PROCESSED, [conversation.id]
    slack.files[held.id] = held
    return held.id


def named(slack: Workspace, text: str) -> str:
    """As Slack's client sends it: a name that is picked behind an @ becomes a mention."""
    people = {person.name: f"<@{person.id}>" for person in slack.people.values() if not person.deleted}
    names = "|".join(re.escape(name) for name in sorted(people, key=len, reverse=True))
    return re.sub(rf"(?<![\w<])@({names})\b", lambda found: people[found[1]], text)


def escaped(text: str) -> str:
    """Slack escapes what people type; a person or a channel picked from the list stays a mention."""
    return _MENTION.sub(r"<\1>", html.escape(text, quote=False))
