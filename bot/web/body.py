"""The body of a request from whoever it may be: no larger and no slower than it should be."""

import asyncio

from starlette.requests import ClientDisconnect, Request

BODY_SECONDS = 10.0
"""For all of it to arrive."""


class TooLarge(Exception):
    """More than is wanted; the rest is not read."""


class Unfinished(Exception):
    """It did not arrive in time, or the caller has hung up."""


async def body_of(request: Request, most: int) -> bytes:
    """As it came, up to so many bytes. Raises TooLarge and Unfinished."""
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length[:20]) > most:
        raise TooLarge
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    raise TooLarge
    except (TimeoutError, ClientDisconnect) as unfinished:
        raise Unfinished from unfinished
    return bytes(body)
