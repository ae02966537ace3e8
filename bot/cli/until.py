"""Waits for the signal that ends a long-running command."""

import signal
import threading
from types import FrameType


def until_stopped() -> None:
    """Returns on SIGTERM or Ctrl-C; the caller then finishes what is under way."""
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    while not stopped.wait(1):
        pass
