"""Whether the running bot is alive: when it last ticked, and when it last heard from Slack."""

import time
from collections.abc import Callable


class Pulse:
    """Ages are in seconds, from the start on where there was no beat. The clock never jumps, unlike the wall's."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._ticked = self._heard = clock()
        self.leaving = False
        """Told to end: what is under way is finished, and nothing more should be sent here."""

    def tick(self) -> None:
        """A tick went well."""
        self._ticked = self.clock()

    def hear(self) -> None:
        """Something came from Slack."""
        self._heard = self.clock()

    @property
    def tick_age(self) -> float:
        return self.clock() - self._ticked

    @property
    def socket_age(self) -> float:
        return self.clock() - self._heard
