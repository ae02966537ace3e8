"""Waits for the signal that ends a long-running command."""

import signal
import time
from collections.abc import Callable
from types import FrameType

LOOK_SECONDS = 0.2


def stop_signals() -> Callable[[], None]:
    """From now on SIGTERM and Ctrl-C end nothing by themselves: what is returned waits for one of them, so that the
    caller can finish what is under way."""
    received: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        received.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, note)

    def until_stopped() -> None:
        # No threading.Event: its lock may be held by the very wait that the signal interrupts, which then hangs.
        while not received:
            time.sleep(LOOK_SECONDS)

    return until_stopped
