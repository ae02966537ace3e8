"""How often one token may ask: a bucket that fills evenly. Each process counts for itself."""

import threading
from dataclasses import dataclass
from datetime import datetime
from math import ceil

PER_MINUTE = 120


@dataclass
class Bucket:
    left: float
    at: datetime


class Pace:
    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._buckets: dict[int, Bucket] = {}
        self._lock = threading.Lock()

    def wait(self, token_id: int, now: datetime) -> int:
        """0 where the token may ask now, else the whole seconds until it may."""
        rate = self.per_minute / 60
        with self._lock:
            bucket = self._buckets.setdefault(token_id, Bucket(self.per_minute, now))
            passed = max(0.0, (now - bucket.at).total_seconds())
            bucket.left, bucket.at = min(self.per_minute, bucket.left + passed * rate), now
            if bucket.left < 1:
                return ceil((1 - bucket.left) / rate)
            bucket.left -= 1
            return 0
