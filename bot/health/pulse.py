"""Whether the running bot is alive: when it last ticked, and when it last heard from Slack."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Pulse:
    """Ages are in seconds, and none before the first beat. The clock is one that never jumps, unlike the wall's."""

    clock: Callable[[], float] = time.monotonic
    _ticked: float | None = None
    _heard: float | None = None

    def tick(self) -> None:
        """A tick went well."""
        self._ticked = self.clock()

    def hear(self) -> None:
        """Something came over the socket."""
        self._heard = self.clock()

    @property
    def tick_age(self) -> float | None:
        return self._since(self._ticked)

    @property
    def socket_age(self) -> float | None:
        return self._since(self._heard)

    def _since(self, beat: float | None) -> float | None:
        return None if beat is None else self.clock() - beat
