"""A file on the disk, read or written without following links."""

import io
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from storage.imports.limits import DEFAULT
from storage.imports.refusal import Problem, Refused


@dataclass(frozen=True)
class Content:
    """Bytes that can be read from the start again and again; `open` refuses a file that has changed meanwhile."""

    size: int
    open: Callable[[], BinaryIO]


def content(source: Path | bytes, most: int = DEFAULT.bytes) -> Content:
    """A plain file, or bytes that are in memory already, of at most `most` bytes; Refused for anything else."""
    if isinstance(source, bytes):
        _check_size(len(source), most)
        return Content(len(source), lambda: io.BytesIO(source))
    with _open(source) as opened:
        first = os.fstat(opened.fileno())
    _check_size(first.st_size, most)
    return Content(first.st_size, lambda: _open_again(source, first))


def read_bytes(path: Path, most: int = DEFAULT.bytes) -> bytes:
    """The content of a plain file of at most `most` bytes; Refused for anything else."""
    with content(path, most).open() as opened:
        return opened.read(most)


def create(path: Path) -> TextIO | None:
    """A new file to write to; none where there is one already, or a link, or no place to write to."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except OSError:
        return None
    return open(descriptor, "w", encoding="utf-8", newline="")


def _open(path: Path) -> BinaryIO:
    try:
        # Without blocking: a named pipe would wait for its writer.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (FileNotFoundError, ValueError) as absent:
        raise Refused(Problem.NO_SUCH_FILE, file=path) from absent
    except OSError as problem:
        raise Refused(Problem.SYMLINK if os.path.islink(path) else Problem.UNREADABLE, file=path) from problem
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Refused(Problem.NOT_A_FILE, file=path)
    return open(descriptor, "rb")


def _open_again(path: Path, first: os.stat_result) -> BinaryIO:
    opened = _open(path)
    if _identity(os.fstat(opened.fileno())) != _identity(first):
        opened.close()
        raise Refused(Problem.CHANGED, file=path)
    return opened


def _identity(found: os.stat_result) -> tuple[int, int, int, int]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _check_size(size: int, most: int) -> None:
    if size > most:
        raise Refused(Problem.TOO_LARGE, most=most // 1024**2)
