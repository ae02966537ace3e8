"""Response URLs: five answers within thirty minutes of the workspace's clock."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.localslack.errors import Refusal

USES = 5
LIFETIME = timedelta(minutes=30)


@dataclass
class ReplyUrl:
    """Where an answer goes; `ts` is the message that was clicked, if any."""

    channel: str
    person: str
    ts: str | None
    until: datetime
    uses: int = 0


class ReplyUrls:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._issued: dict[str, ReplyUrl] = {}

    def issue(self, channel: str, person: str, ts: str | None = None) -> str:
        key = secrets.token_hex(12)
        self._issued[key] = ReplyUrl(channel, person, ts, self._now() + LIFETIME)
        return key

    def __contains__(self, key: str) -> bool:
        return key in self._issued

    def use(self, key: str) -> ReplyUrl:
        """Raises expired_url and used_url."""
        url = self._issued.get(key)
        if url is None or self._now() > url.until:
            raise Refusal("expired_url")
        if url.uses >= USES:
            raise Refusal("used_url")
        url.uses += 1
        return url
