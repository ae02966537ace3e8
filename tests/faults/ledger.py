"""What really happened at Slack: every message that stands in a conversation, by the key of its delivery."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.localslack.server import LocalSlack
from bot.localslack.workspace import Call


@dataclass(frozen=True, order=True)
class Post:
    key: str
    channel: str
    ts: str
    at: datetime

    @property
    def kind(self) -> str:
        return self.key.partition(":")[0]

    @property
    def day(self) -> date:
        """The local day of a prompt or a reminder."""
        return date.fromisoformat(self.key.split(":")[2][:10])


def posts(slack: LocalSlack) -> list[Post]:
    return posts_since(slack, 0)[0]


def posts_since(slack: LocalSlack, start: int) -> tuple[list[Post], int]:
    """The posts among the calls from a number on, and the number to go on from."""
    calls = slack.ledger[start:]
    return list(_posts(calls)), start + len(calls)


def _posts(calls: Sequence[Call]) -> Iterator[Post]:
    for call in calls:
        if call.method == "chat.postMessage" and call.response["ok"] and "metadata" in call.args:
            key = call.args["metadata"]["event_payload"]["key"]
            yield Post(key, call.response["channel"], call.response["ts"], call.at)


def updated(slack: LocalSlack) -> dict[tuple[str, str], datetime]:
    """When each message was last changed, by channel and ts."""
    done = [call for call in slack.ledger if call.method == "chat.update" and call.response["ok"]]
    return {(call.response["channel"], call.response["ts"]): call.at for call in done}
