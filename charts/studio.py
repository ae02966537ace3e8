"""Pictures drawn in a process of its own: in a thread a drawing holds up whoever waits for an answer."""

import logging
from collections.abc import Sequence
from queue import Empty, LifoQueue
from threading import Lock
from time import monotonic

from charts.artist import Artist, Lost
from charts.layout import Layout

logger = logging.getLogger(__name__)
SECONDS = 60.0
"""Of a machine that is busy with other things a process behind them gets little: its start alone, half a second
otherwise, was seen to take twenty. A digest that comes a minute late does more good than one without its pictures."""
PATIENCE = 10.0
"""How long a picture waits for one that is being drawn before it gets a process to itself: one draws ten a second, so
that two are needed only where one hangs; on a busy machine each more that starts delays the others."""


class Studio:
    """For any number of threads. The process starts with the first picture, and anew where it was lost."""

    def __init__(self, seconds: float = SECONDS, patience: float = PATIENCE) -> None:
        self._seconds = seconds
        self._patience = patience
        self._lock = Lock()
        self._artists: set[Artist] = set()
        self._idle: LifoQueue[Artist] = LifoQueue()

    def draw(self, layouts: Sequence[Layout]) -> tuple[bytes | None, ...]:
        """PNG files, none for those that could not be drawn; all of them within the time that a studio is given."""
        until = monotonic() + self._seconds
        return tuple(self._picture(layout, until) for layout in layouts)

    def close(self) -> None:
        """Ends what is being drawn, too; what is asked for later starts anew."""
        for artist in tuple(self._artists):
            self._leave(artist)

    def _picture(self, layout: Layout, until: float) -> bytes | None:
        try:
            artist = self._take(until)
            try:
                png, trouble = artist.draw(layout, until - monotonic())
            except BaseException:
                self._leave(artist)
                raise
        except Lost as lost:
            logger.warning("a picture was not drawn: the process %s", lost)
            return None
        except Exception:  # of this picture; the message goes out without it
            logger.exception("a picture was not drawn")
            return None
        self._idle.put(artist)
        if trouble:
            logger.error("a picture was not drawn: %s", trouble)
        return png or None

    def _take(self, until: float) -> Artist:
        """One that is free, soon; else a new one."""
        while (left := until - monotonic()) > 0:
            try:
                artist = self._idle.get(timeout=min(left, self._patience) if self._artists else 0)
            except Empty:
                return self._start()
            if artist.alive:
                return artist
            self._leave(artist)
        raise Lost("was busy all the time")

    def _start(self) -> Artist:
        artist = Artist()
        with self._lock:
            self._artists.add(artist)
        return artist

    def _leave(self, artist: Artist) -> None:
        with self._lock:
            self._artists.discard(artist)
        artist.leave()
