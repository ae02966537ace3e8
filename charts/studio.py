"""Pictures drawn in a process of its own: in a thread a drawing holds up whoever waits for an answer."""

import logging
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from threading import Lock
from time import monotonic

from charts.layout import Layout

logger = logging.getLogger(__name__)
SECONDS = 20.0
SPAWN = get_context("spawn")
"""A fork would copy locks that other threads hold."""


class Studio:
    """Starts its process with the first picture, and another one where that was lost or took too long."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._process: ProcessPoolExecutor | None = None

    def draw(self, layouts: Sequence[Layout]) -> tuple[bytes | None, ...]:
        """PNG files, none for those that could not be drawn in time."""
        until = monotonic() + self._seconds
        process = self._running()
        try:
            waiting = [process.submit(_draw, layout) for layout in layouts]
        except (BrokenProcessPool, RuntimeError):
            self._leave(process)
            return (None,) * len(layouts)
        return tuple(self._picture(process, one, until) for one in waiting)

    def close(self) -> None:
        if self._process:
            self._leave(self._process)

    def _picture(self, process: ProcessPoolExecutor, drawing: Future[bytes], until: float) -> bytes | None:
        try:
            return drawing.result(max(0.0, until - monotonic()))
        except (BrokenProcessPool, TimeoutError):
            logger.exception("a picture could not be drawn in time")
            self._leave(process)
        except Exception:  # of this picture; the message goes out without it
            logger.exception("a picture could not be drawn")
        return None

    def _running(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._process is None:
                self._process = ProcessPoolExecutor(1, mp_context=SPAWN)
            return self._process

    def _leave(self, process: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._process is process:
                self._process = None
        for one in tuple((process._processes or {}).values()):
            one.terminate()
        process.shutdown(wait=False, cancel_futures=True)


def _draw(layout: Layout) -> bytes:
    # It imports matplotlib, half a second that nobody else need wait for.
    from charts.render import draw

    return draw(layout)
