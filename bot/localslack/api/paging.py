import base64
from collections.abc import Sequence
from typing import TypeVar

from bot.localslack.api.arguments import Arguments
from bot.localslack.errors import Json, Refusal

Item = TypeVar("Item")


def page(args: Arguments, items: Sequence[Item], default: int = 100) -> tuple[Sequence[Item], Json]:
    """One page of the items and the metadata with the next cursor; raises invalid_cursor and invalid_limit."""
    limit, start = args.number("limit", default), _start(args.text("cursor"))
    if not 1 <= limit <= 1000:
        raise Refusal("invalid_limit")
    end = start + limit
    cursor = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return items[start:end], {"response_metadata": {"next_cursor": cursor}}


def _start(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).removeprefix(b"next:"))
    except ValueError:
        raise Refusal("invalid_cursor") from None
