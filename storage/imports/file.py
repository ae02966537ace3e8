"""A file on the disk, read or written without following links."""

import os
import stat
from pathlib import Path

from storage.imports.refusal import Problem, Refused

MOST_BYTES = 64 * 1024 * 1024


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """The content of a plain file of at most `most` bytes; Refused for anything else."""
    try:
        # Without blocking: a named pipe would wait for its writer.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError as absent:
        raise Refused(Problem.NO_SUCH_FILE, file=path) from absent
    except OSError as problem:
        raise Refused(Problem.SYMLINK if path.is_symlink() else Problem.UNREADABLE, file=path) from problem
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Refused(Problem.NOT_A_FILE, file=path)
    with open(descriptor, "rb") as source:
        content = source.read(most + 1)
    if len(content) > most:
        raise Refused(Problem.TOO_LARGE, file=path, most=most // 1024**2)
    return content


def create(path: Path, content: str) -> bool:
    """Writes a new file; False where there is one already, or a link, or no place to write to."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except OSError:
        return False
    with open(descriptor, "w", encoding="utf-8", newline="") as target:
        target.write(content)
    return True
