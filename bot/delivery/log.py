"""The deliveries of a workspace as the operator lists them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from bot.errors import UserError
from bot.text import Text
from storage.kinds import DeliveryState
from storage.models import Delivery


def state_named(name: str) -> DeliveryState:
    try:
        return DeliveryState(name)
    except ValueError as unknown:
        raise UserError("deliveries.unknown_state", state=name, states=", ".join(DeliveryState)) from unknown


def as_document(rows: Sequence[Delivery]) -> dict[str, Any]:
    return {"deliveries": [_document(row) for row in rows]}


def _document(row: Delivery) -> dict[str, Any]:
    return {
        "key": row.key,
        "kind": row.kind,
        "target": row.target,
        "state": row.state,
        "tries": row.tries,
        "error": row.error or None,
        "ts": row.ts or None,
        "due": row.due.isoformat(),
        "sent_at": _iso(row.sent_at),
    }


def lines(text: Text, rows: Sequence[Delivery]) -> Iterator[str]:
    if not rows:
        yield text("deliveries.none")
    for row in rows:
        yield "\t".join([row.due.isoformat(), row.state, row.kind, row.target, row.key, row.error])


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
