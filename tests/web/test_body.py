"""Bodies as anybody may send them: too many bytes, too slowly, or not to the end."""

import asyncio
from collections.abc import Mapping

import pytest
from starlette.requests import Request
from starlette.types import Message

from bot.web import body
from bot.web.body import TooLarge, Unfinished, body_of

MOST = 10


def read(*chunks: bytes, headers: Mapping[str, str] = {}, then: Message | None = None) -> bytes:
    """What arrives in chunks; after them nothing more, unless `then` does."""
    waiting: list[Message] = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    waiting += [then] if then else []

    async def receive() -> Message:
        return waiting.pop(0) if waiting else await asyncio.Event().wait() and {}

    told = [(name.encode(), value.encode()) for name, value in headers.items()]
    return asyncio.run(body_of(Request({"type": "http", "method": "POST", "headers": told}, receive), MOST))


LAST: Message = {"type": "http.request", "body": b"", "more_body": False}


def test_it_is_read_as_it_came() -> None:
    assert read(b"12345", b"67890", then=LAST) == b"1234567890"


@pytest.mark.parametrize("length", ["11", "9" * 5000, "-1", "ten", "\u00b2"])
def test_it_is_not_read_where_it_says_that_it_is_too_long(length: str) -> None:
    with pytest.raises(TooLarge):
        read(headers={"content-length": length})


def test_it_is_not_read_beyond_what_is_wanted() -> None:
    with pytest.raises(TooLarge):
        read(b"12345", b"67890", b"1")


def test_it_is_waited_for_no_longer_than_need_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "BODY_SECONDS", 0.01)
    with pytest.raises(Unfinished):
        read(b"12345")


def test_who_hangs_up_is_no_failure_of_ours() -> None:
    with pytest.raises(Unfinished):
        read(b"12345", then={"type": "http.disconnect"})
