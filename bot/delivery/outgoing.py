"""What can be sent: a post, or a new look for one that was posted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from slack_sdk.models.blocks import Block

from storage.deliveries import OPEN
from storage.models import Delivery
from storage.outbox import Claim

LONGEST_ALT = 1000
LONGEST_ALOUD = 4000
"""Of a message's text: Slack refuses a new look with a longer one."""


@dataclass(frozen=True)
class Picture:
    """A PNG with its alt text and the name it gets as a file."""

    name: str
    title: str
    alt: str
    png: bytes


@dataclass(frozen=True)
class Post:
    """A message: `text` for notifications and screen readers, blocks for eyes, pictures between them.

    Pictures follow the first `before_pictures` blocks. Slack draws `charts` itself, beside the pictures or `instead` of
    them; where it refuses that, the message goes out as if there were none.
    """

    text: str
    blocks: Sequence[Block]
    pictures: Sequence[Picture] = field(default=())
    before_pictures: int = 0
    charts: Sequence[Block] = field(default=())
    instead: bool = False

    def around(self, shown: Sequence[Block]) -> Sequence[Block]:
        """The blocks, with others where the pictures belong."""
        return [*self.blocks[: self.before_pictures], *shown, *self.blocks[self.before_pictures :]]


@dataclass(frozen=True)
class Place:
    """Where a message stands."""

    channel: str
    ts: str


@dataclass(frozen=True)
class Outgoing:
    """A post to the delivery's target, there into the `thread` under a message where it is given, or an update of what
    stands at `place`."""

    post: Post
    place: Place | None = None
    thread: str = ""


class NotYet(Exception):
    """What this delivery follows is still under way: try again a little later."""


def place_of(posted: Delivery | None) -> Place | None:
    """Where a message stands, none where it never will. NotYet while it is on its way: it may have been read before
    what comes now."""
    if posted and posted.ts:
        return Place(posted.channel, posted.ts)
    if posted and posted.state in OPEN:
        raise NotYet
    return None


# Reads what a delivery is about and says what to send; none when there is nothing to say any more.
Render = Callable[[Claim, datetime], Outgoing | None]
