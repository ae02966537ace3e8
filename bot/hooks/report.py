"""What is said of hooks and of what they brought."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from bot.hooks.flow import Taken
from bot.imports.report import counts
from bot.text import Text
from storage.models import Hook

PATH = "/hooks"
NONE = {"imported": 0, "updated": 0, "duplicates": 0, "missing_score": 0}


def taken(text: Text, found: Taken) -> dict[str, Any]:
    """Answers are numbered from 1, as they stand in what was sent."""
    stored = {name: n for name, n in counts(found.result).items() if name in NONE} if found.result else NONE
    errors = [
        {"answer": one.answer, "field": one.place, "value": one.value, "reason": text(one.reason)} for one in found.left
    ]
    return {"answers": found.n, **stored, "rejected": len(errors), "errors": errors}


def document(row: Hook, url: str) -> dict[str, Any]:
    """Without the secret."""
    return {
        "id": row.address,
        "survey": row.survey,
        "url": f"{url}{PATH}/{row.address}",
        "signature": row.signature.value,
        "header": row.header or None,
        "fields": row.places,
        **row.reading,
        "state": "revoked" if row.revoked_at else "active",
        "created": _written(row.created_at),
        "used": _written(row.used_at),
    }


def lines(text: Text, found: Sequence[dict[str, Any]]) -> Iterator[str]:
    if not found:
        yield text("hooks.none")
    for one in found:
        used = text("hooks.used", at=one["used"]) if one["used"] else text("hooks.never_used")
        state = text("hooks.revoked_state") if one["state"] == "revoked" else used
        yield "\t".join([one["id"], one["survey"], one["signature"], one["scale"], state])


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
