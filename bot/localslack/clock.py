import time
from datetime import UTC, datetime, timedelta


class Clock:
    """The workspace's time: it stands still until moved, or runs on from where it was put."""

    def __init__(self, start: datetime, running: bool = False) -> None:
        self._running = running
        self.move_to(start)

    def now(self) -> datetime:
        base, since = self._set
        return base + timedelta(seconds=time.monotonic() - since) if self._running else base

    def move_to(self, instant: datetime) -> None:
        """Raises ValueError for an instant without a time zone."""
        if instant.tzinfo is None:
            raise ValueError("the clock needs an instant with a time zone")
        # One assignment, so that other threads never see half a move.
        self._set = (instant.astimezone(UTC), time.monotonic())

    def __call__(self) -> datetime:
        return self.now()
