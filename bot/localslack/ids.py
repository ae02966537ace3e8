from collections import Counter
from datetime import datetime


class Stamps:
    """Message timestamps: seconds.microseconds of the clock, unique, never going back."""

    def __init__(self) -> None:
        self._last = 0

    def next(self, now: datetime) -> str:
        self._last = max(round(now.timestamp() * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"


class Ids:
    """Slack-like ids, counted apart for each prefix: V00000001, F00000001."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def next(self, prefix: str) -> str:
        self._counts[prefix] += 1
        return f"{prefix}{self._counts[prefix]:08d}"
