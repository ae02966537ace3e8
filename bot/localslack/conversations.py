from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.localslack.errors import Json


class Kind(StrEnum):
    CHANNEL = "channel"
    DM = "dm"


@dataclass(frozen=True)
class Message:
    ts: str
    user: str
    text: str
    at: datetime
    channel: str
    bot_id: str | None = None
    blocks: Sequence[Json] = ()
    files: Sequence[str] = ()
    thread_ts: str | None = None
    metadata: Json | None = None
    edited_ts: str | None = None
    ephemeral_to: str | None = None
    tombstone: bool = False

    @property
    def is_reply(self) -> bool:
        return self.thread_ts not in (None, self.ts)


@dataclass
class Conversation:
    id: str
    name: str
    kind: Kind
    members: list[str]
    private: bool = False
    archived: bool = False
    created: int = 0
    messages: list[Message] = field(default_factory=list)

    def message(self, ts: str) -> Message | None:
        return next((message for message in self.messages if message.ts == ts), None)

    def add(self, message: Message) -> None:
        self.messages.append(message)

    def replace(self, message: Message) -> None:
        self.messages = [message if old.ts == message.ts else old for old in self.messages]

    def remove(self, ts: str) -> None:
        self.messages = [message for message in self.messages if message.ts != ts]

    def seen_by_all(self) -> list[Message]:
        return [message for message in self.messages if message.ephemeral_to is None]

    def seen_by(self, person: str) -> list[Message]:
        return [message for message in self.messages if message.ephemeral_to in (None, person)]

    def replies(self, ts: str) -> list[Message]:
        return [message for message in self.seen_by_all() if message.is_reply and message.thread_ts == ts]


def channel(conversation: Conversation, viewer: str) -> Json:
    """The conversation object of conversations.info."""
    if conversation.kind is Kind.DM:
        other = next((member for member in conversation.members if member != viewer), viewer)
        return {
            "id": conversation.id,
            "created": conversation.created,
            "is_im": True,
            "is_archived": conversation.archived,
            "user": other,
            "is_open": True,
        }
    return {
        "id": conversation.id,
        "name": conversation.name,
        "name_normalized": conversation.name,
        "is_channel": not conversation.private,
        "is_group": conversation.private,
        "is_im": False,
        "is_mpim": False,
        "is_private": conversation.private,
        "is_archived": conversation.archived,
        "is_general": False,
        "is_member": viewer in conversation.members,
        "created": conversation.created,
        "num_members": len(conversation.members),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }
