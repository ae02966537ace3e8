"""A process that draws, seen from the one that started it."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR
from subprocess import PIPE, Popen
from tempfile import gettempdir, mkdtemp
from threading import Timer
from typing import IO, cast
from weakref import finalize

from charts.easel import Drawn
from charts.layout import Layout
from charts.pipe import opened, receive, send

HOME = str(Path(__file__).parents[1])
START = "import sys; sys.path.insert(0, sys.argv[1]); from charts.easel import main; main()"
OURS = 0o700


class Lost(Exception):
    """The process ended, or was ended for it took too long."""


class Artist:
    """Started when made. OSError where no process can be started."""

    def __init__(self) -> None:
        # By its own command, not by what multiprocessing does: that imports the main module of ours once more. Safe
        # path: the folder somebody happens to stand in is not where modules come from.
        command = [sys.executable, "-P", "-c", START, HOME]
        environment = {**os.environ, "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR") or _cache()}
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, env=environment)  # noqa: S603 - none of it is typed
        self._late = False
        self.leave = finalize(self, _end, self._process)
        """Also where nobody needs it any more, and where our own process ends."""

    @property
    def alive(self) -> bool:
        return self.leave.alive and not self._late and self._process.poll() is None

    def draw(self, layout: Layout, seconds: float) -> Drawn:
        """Raises Lost, and what pickling raises; no use any more after either."""
        timer = Timer(seconds, self._stop)
        timer.daemon = True
        timer.start()
        try:
            send(cast(IO[bytes], self._process.stdin), layout)
            return cast(Drawn, opened(receive(cast(IO[bytes], self._process.stdout))))
        except (OSError, EOFError, ValueError) as error:
            raise Lost("took too long" if self._late else "ended") from error
        finally:
            timer.cancel()
            timer.join()

    def _stop(self) -> None:
        self._late = True
        self._process.kill()


def _end(process: Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):  # half a layout that was not sent
            cast(IO[bytes], pipe).close()


def _cache() -> str:
    """Where matplotlib keeps what it found out about fonts: half a second the first time; its usual place in the home
    folder may not be there, or not be writable."""
    me = getattr(os, "getuid", int)()
    folder = Path(gettempdir(), f"okrbot-{me}")
    with suppress(FileExistsError):
        folder.mkdir(mode=OURS)
    known = folder.lstat()  # not what a link of somebody else's leads to
    return str(folder) if S_ISDIR(known.st_mode) and known.st_uid == me else mkdtemp(prefix="okrbot-")
