"""How fast Slack lets a bot talk: token buckets, and methods that it has closed for a while.

Sources: Slack's pages on rate limits; "about one message a second in a channel, several hundred a minute in a
workspace, short bursts allowed", and a tier of calls a minute for each other method.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

POST, UPDATE, HISTORY = "chat.postMessage", "chat.update", "conversations.history"
REPLIES = "conversations.replies"
PATIENCE = 5.0
"""The longest that a message taken in hand should wait for its turn, in seconds."""
MANY = 1000


@dataclass(frozen=True)
class Limit:
    """Calls a second over a long time, and how many may come at once after a rest."""

    rate: float
    burst: float


def a_minute(calls: int) -> Limit:
    return Limit(calls / 60, calls)


@dataclass(frozen=True)
class Limits:
    """By method in one workspace, and for posts to one channel; what has none is not held up."""

    methods: Mapping[str, Limit]
    channel: Limit | None = None


SLACK = Limits(
    {
        POST: Limit(5, 100),
        UPDATE: a_minute(50),
        HISTORY: a_minute(50),
        REPLIES: a_minute(50),
        "conversations.open": a_minute(50),
        "files.getUploadURLExternal": a_minute(100),
        "files.completeUploadExternal": a_minute(100),
        "files.info": a_minute(100),
    },
    Limit(1, 3),
)
NONE = Limits({})


@dataclass
class Bucket:
    """Tokens that come back with time. Taking one that is not there yet reserves it."""

    limit: Limit
    at: float
    tokens: float

    def take(self, now: float) -> float:
        """Seconds to wait before the call."""
        self._refill(now)
        self.tokens -= 1
        return max(0.0, -self.tokens / self.limit.rate)

    def room(self, now: float) -> int:
        """How many calls could be taken now and none of them wait longer than one's patience."""
        self._refill(now)
        return max(0, int(self.tokens + PATIENCE * self.limit.rate))

    def full(self, now: float) -> bool:
        self._refill(now)
        return self.tokens >= self.limit.burst

    def _refill(self, now: float) -> None:
        self.tokens = min(self.limit.burst, self.tokens + max(0.0, now - self.at) * self.limit.rate)
        self.at = now


@dataclass
class Pace:
    """The turns of all calls of this process. `monotonic` tells seconds that pass while one waits; what Slack closes
    is closed by the bot's own clock, as a delivery's `due` is."""

    limits: Limits
    monotonic: Callable[[], float]
    _buckets: dict[tuple[str, str], Bucket] = field(default_factory=dict)
    _closed: dict[tuple[str, str], tuple[datetime, datetime]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _many: int = MANY

    def take(self, team: str, method: str, channel: str = "") -> float:
        """Seconds to wait before a call of a method in a workspace, for a post in its channel too."""
        with self._lock:
            return max((bucket.take(self.monotonic()) for bucket in self._held(team, method, channel)), default=0.0)

    def room(self, team: str, method: str, most: int) -> int:
        """How many calls may be taken in hand now, up to `most`."""
        with self._lock:
            return min([bucket.room(self.monotonic()) for bucket in self._held(team, method, "")] + [most])

    def close(self, team: str, method: str, now: datetime, until: datetime) -> None:
        self._closed[team, method] = now, until

    def closed(self, team: str, method: str, now: datetime) -> datetime | None:
        """Until when Slack wants no call of a method in a workspace; none when it is open."""
        since, until = self._closed.get((team, method), (now, now))
        return until if since <= now < until else None  # a clock that was put back opens it too

    def _held(self, team: str, method: str, channel: str) -> list[Bucket]:
        limits = [(method, self.limits.methods.get(method))]
        if channel and method == POST:
            limits.append((channel, self.limits.channel))
        return [self._bucket((team, name), limit) for name, limit in limits if limit is not None]

    def _bucket(self, key: tuple[str, str], limit: Limit) -> Bucket:
        if len(self._buckets) > self._many:
            now = self.monotonic()
            self._buckets = {key: bucket for key, bucket in self._buckets.items() if not bucket.full(now)}
            self._many = max(
                MANY, 2 * len(self._buckets)
            )  # where many are in use, they are not all looked at each time
        return self._buckets.setdefault(key, Bucket(limit, self.monotonic(), limit.burst))
