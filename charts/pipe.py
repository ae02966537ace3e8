"""Values sent through a pipe one after another, each behind its length: a broken one does not spoil the next."""

from pickle import dumps, loads
from struct import Struct
from typing import IO, Any

LENGTH = Struct("<I")


def send(pipe: IO[bytes], value: object) -> None:
    """What pickling raises; OSError where nobody listens any more."""
    frame = dumps(value)
    pipe.write(LENGTH.pack(len(frame)) + frame)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """The next value as it was sent; EOFError where nobody sends any more."""
    (length,) = LENGTH.unpack(_read(pipe, LENGTH.size))
    return _read(pipe, length)


def opened(frame: bytes) -> Any:
    return loads(frame)  # noqa: S301 - from a process that we started, or that started us


def _read(pipe: IO[bytes], length: int) -> bytes:
    read = pipe.read(length)
    if len(read) < length:
        raise EOFError
    return read
