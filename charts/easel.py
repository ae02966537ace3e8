"""The process that draws: layouts come in by its standard input, pictures go out by its standard output.

It ends with the process that started it, in whatever way that ends: then nobody holds the other end of its input.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from traceback import format_exc
from typing import IO

from charts.pipe import opened, receive, send

NICENESS = 10
"""Behind whoever waits for an answer."""
Drawn = tuple[bytes, str]
"""A PNG file and no trouble, or none and what went wrong."""


def main() -> None:
    with suppress(AttributeError, OSError):  # where there is no niceness
        os.nice(NICENESS)
    for ending in (signal.SIGINT, signal.SIGTERM):  # sent to a whole group: what is being drawn is still wanted
        signal.signal(ending, signal.SIG_IGN)
    pictures = _own_output()
    try:
        for frame in _frames(sys.stdin.buffer):
            send(pictures, _drawn(frame))
    finally:  # at once: an orderly end would wait for the thread that reads
        os._exit(1)


def _own_output() -> IO[bytes]:
    """Where nothing else is written to: what libraries print goes to the log."""
    pictures = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return pictures


def _frames(layouts: IO[bytes]) -> Iterator[bytes]:
    """Read in a thread of its own, which notices the end also while something is being drawn."""
    frames: SimpleQueue[bytes] = SimpleQueue()

    def listen() -> None:
        with suppress(EOFError):
            while True:
                frames.put(receive(layouts))
        os._exit(0)

    Thread(target=listen, daemon=True).start()
    while True:
        yield frames.get()


def _drawn(frame: bytes) -> Drawn:
    try:
        # It imports matplotlib, half a second that nobody else need wait for.
        from charts.render import draw

        return draw(opened(frame)), ""
    except Exception:  # of this picture; the next one may do
        return b"", format_exc()
