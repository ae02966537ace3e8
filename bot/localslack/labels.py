"""Elements, inputs and options by what people read."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.localslack import inputs
from bot.localslack.errors import Json


def ids(block: Json, element: Json) -> tuple[str, str]:
    return block["block_id"], element["action_id"]


def element(blocks: Sequence[Json], label: str, section: str | None = None) -> tuple[Json, Json]:
    """The first one of this label or action_id; `section` picks by the text beside or above it."""
    known: list[str] = []
    for above, block in _under(blocks):
        for _, one in inputs.elements([block]):
            names = list(_names(block, one))
            if label in names and (section is None or section in above):
                return block, one
            known += names
    raise AssertionError(f"nothing here is called {label!r} under {section!r}, only {known}")


def input_block(blocks: Sequence[Json], label: str, section: str | None) -> Json:
    for above, block in _under(blocks):
        if block["type"] == "input" and block["label"]["text"] == label and (section is None or section in above):
            return block
    raise AssertionError(f"no input {label!r} under {section!r}")


def _under(blocks: Sequence[Json]) -> Iterator[tuple[str, Json]]:
    """Each block with the text it stands under; a section or header stands under its own."""
    above = ""
    for block in blocks:
        if block["type"] in ("section", "header"):
            above = (block.get("text") or {}).get("text", "")
        yield above, block


def _names(block: Json, element: Json) -> Iterator[str]:
    yield element["action_id"]
    for shown in (element.get("text"), element.get("placeholder"), block.get("label")):
        if isinstance(shown, dict):
            yield shown["text"]


def option(options: Sequence[Json], name: str) -> Json:
    """By its text or value."""
    for one in options:
        if name in (one["value"], one["text"]["text"]):
            return one
    raise AssertionError(f"no option {name!r}, only {[one['text']['text'] for one in options]}")


def chosen(options: Sequence[Json], kind: str, value: Any) -> Any:
    """Options may be named by their text or value; text and numbers are entered as text."""
    if isinstance(value, list):
        return [chosen(options, kind, one) for one in value]
    for one in options:
        if value in (one["value"], one["text"]["text"]):
            return one
    return str(value) if isinstance(value, int | float) and kind.endswith("_input") else value
