from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.localslack.api.arguments import Arguments
from bot.localslack.api.methods import METHODS, Tier


@dataclass
class RateLimits:
    """Slack's limits by method, on the workspace's clock."""

    now: Callable[[], datetime]
    _calls: dict[tuple[str, str], deque[datetime]] = field(default_factory=dict)

    def wait(self, method: str, args: Arguments) -> int | None:
        """Whole seconds to wait, for Retry-After; None lets the call through and counts it."""
        tier = METHODS[method].tier
        if tier is Tier.SPECIAL:
            return None
        posting = tier is Tier.POSTING
        span = timedelta(seconds=1 if posting else 60)
        channel = str(args.given.get("channel", "")) if posting else ""
        return self._count((method, channel), span, 1 if posting else int(tier))

    def _count(self, key: tuple[str, str], span: timedelta, most: int) -> int | None:
        now, calls = self.now(), self._calls.setdefault(key, deque())
        while calls and now - calls[0] >= span:
            calls.popleft()
        if len(calls) >= most:
            return max(1, round((calls[0] + span - now).total_seconds()))
        calls.append(now)
        return None
