"""The bot in a process of its own, that can be ended as a power cut ends it.

The processes are forked from one that has imported everything and has no threads, so that a new start takes no time.
What the bot takes for now, and its database too, is the last instant that it was told: no lease has to be waited for.
"""

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bot import app, client
from bot.app import Okrbot
from bot.people.job import adopt
from bot.settings import Settings
from bot.socket_mode import listening
from storage import due, outbox
from storage.points import Point, watch
from tests.faults.controls import take_away

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["bot.app", "bot.digests.job", "charts.render", __name__])
CLIENT_SECONDS = 1
"""How long the bot waits for Slack, in real time."""
SECONDS = 60


class Killed(Exception):
    """The process is gone."""


@dataclass(frozen=True)
class Doom:
    """The end of a process: at the n-th reach of a point from now on, or after some time, in seconds."""

    point: Point | None = None
    nth: int = 1
    after: float = 0.0


@dataclass(frozen=True)
class Start:
    """How a replica starts: its settings by name, the instant, its doom, and what it does without, for a control."""

    settings: Mapping[str, Any]
    log: Path
    now: datetime
    doom: Doom | None = None
    without: str = ""


class Replica:
    """The test's end of it. Every call raises Killed once the process is gone."""

    def __init__(self, start: Start) -> None:
        self._pipe, theirs = FORKED.Pipe()
        self._process = FORKED.Process(target=_live, args=(theirs, start), daemon=True)
        self._process.start()
        theirs.close()

    def started(self) -> None:
        self._told()

    def go(self, now: datetime) -> None:
        """Begins to tick and to send at an instant; `gone` waits for the end of it."""
        self._tell("go", now)

    def gone(self) -> None:
        self._told()

    def doom(self, doom: Doom | None) -> None:
        self._tell("doom", doom)
        self._told()

    def kill(self) -> None:
        """At whatever it is doing."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._pipe.close()

    def _tell(self, order: str, what: object) -> None:
        try:
            self._pipe.send((order, what))
        except OSError as gone:
            raise Killed from gone

    def _told(self) -> Any:
        try:
            if not self._pipe.poll(SECONDS):
                raise AssertionError(f"a replica said nothing for {SECONDS} s")
            told = self._pipe.recv()
        except (EOFError, OSError) as gone:
            raise Killed from gone
        if isinstance(told, str):
            raise AssertionError(f"a replica could not start: {told}")
        return told


class _Watcher:
    """Ends the process at the point it is told."""

    def __init__(self, doom: Doom | None) -> None:
        self._lock = threading.Lock()
        self.doom(doom)

    def doom(self, doom: Doom | None) -> None:
        self._point, self._left = (doom.point, doom.nth) if doom else (None, 0)
        if doom and doom.after:
            timer = threading.Timer(doom.after, _die)
            timer.daemon = True
            timer.start()

    def __call__(self, point: Point) -> None:
        with self._lock:
            self._left -= point is self._point
            if point is self._point and self._left == 0:
                _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class _Told:
    """The clock: the last instant it was told."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def _live(pipe: Connection, start: Start) -> None:
    logging.basicConfig(filename=start.log, level=logging.WARNING, force=True)
    client.SLACK_SECONDS = CLIENT_SECONDS
    watcher, clock = _Watcher(start.doom), _Told(start.now)
    watch(watcher)
    for leases in (outbox, due):
        told: Any = leases
        told.clock = lambda _session: clock.now
    take_away(start.without)
    try:
        bot = app.build(Settings(_env_file=None, **start.settings), clock)
        adopt(bot.context, bot.client)
        with listening(bot):
            pipe.send(True)
            with contextlib.suppress(EOFError, KeyboardInterrupt):
                _obey(pipe, bot, clock, watcher)
            os._exit(0)
    except Exception as failed:
        logging.exception("the bot did not start")
        pipe.send(repr(failed))


def _obey(pipe: Connection, bot: Okrbot, clock: _Told, watcher: _Watcher) -> None:
    while True:
        match pipe.recv():
            case "go", now:
                clock.now = now
                _beat(bot)
                pipe.send(True)
            case _, doom:
                watcher.doom(doom)
                pipe.send(True)


def _beat(bot: Okrbot) -> None:
    """A tick and a sender's round, each with the loop boundary that it has in a running bot."""
    bot.tick()
    try:
        bot.sender.drain()
    except Exception:
        logging.exception("the sender failed and goes on")
