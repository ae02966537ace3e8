import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.localslack.errors import Json, Refusal, invalid_argument
from bot.localslack.workspace import Workspace

PARSED = ("blocks", "view", "metadata", "files", "attachments")


@dataclass(frozen=True)
class Arguments:
    """The arguments of one call, whichever way they were encoded."""

    given: Json

    def text(self, name: str) -> str | None:
        value = self.given.get(name)
        return None if value in (None, "") else str(value)

    def needed(self, name: str) -> str:
        value = self.text(name)
        if value is None:
            raise invalid_argument(f"missing required field: {name}", f"/{name}")
        return value

    def flag(self, name: str) -> bool:
        return str(self.given.get(name, "")).lower() in ("1", "true")

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.given.get(name) or default)
        except ValueError:
            raise invalid_argument("must be an integer", f"/{name}") from None

    def blocks(self) -> list[Json]:
        blocks = self.given.get("blocks") or []
        if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
            raise Refusal("invalid_blocks_format")
        return blocks

    def view(self) -> Json:
        view = self.given.get("view")
        if not isinstance(view, dict):
            raise invalid_argument("missing required field: view", "/view")
        return view


Handler = Callable[[Workspace, Arguments], Json]


def decode(given: Json) -> Arguments:
    """Blocks, views and the like may come as JSON in a string; what is no JSON stays a string."""
    return Arguments({name: _parsed(value) if name in PARSED else value for name, value in given.items()})


def _parsed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
