"""Messages, modals and Home tabs as wholes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.localslack.checks import blocks as allowed
from bot.localslack.checks.objects import kind, plain
from bot.localslack.checks.rules import Rule, Shape, boolean, items, problem, string
from bot.localslack.errors import Json
from bot.localslack.files import File, id_in_address

MARKDOWN = 12_000
CHARTS = 2

MESSAGE_BLOCKS = items(allowed.MESSAGE, 50, 0)
MESSAGE_BLOCKS_WITHOUT_CHARTS = items(allowed.MESSAGE_WITHOUT_CHARTS, 50, 0)


def _submit_for_inputs(view: Any, at: str) -> Iterator[str]:
    if "submit" not in view and any(block["type"] == "input" for block in view["blocks"]):
        yield problem("missing required field: submit", at)


def _one_focus(view: Any, at: str) -> Iterator[str]:
    focused = [element for _, element in held(view["blocks"]) if element.get("focus_on_load")]
    if len(focused) > 1:
        yield problem("only one element can have focus_on_load", f"{at}/blocks")


_COMMON: Mapping[str, Rule] = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
VIEWS: Mapping[str, Rule] = {
    "modal": Shape(
        {**kind("modal"), "title": plain(24), "blocks": items(allowed.MODAL, 100)},
        {
            **_COMMON,
            "close": plain(24),
            "submit": plain(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
        },
        (_submit_for_inputs, _one_focus),
    ),
    "home": Shape({**kind("home"), "blocks": items(allowed.HOME, 100)}, _COMMON, (_one_focus,)),
}


def held(blocks: Sequence[Json]) -> Iterator[tuple[str, Json]]:
    """The elements of sound blocks, each with the end of its pointer."""
    for number, block in enumerate(blocks):
        for name in ("accessory", "element"):
            if name in block:
                yield f"{number}/{name}", block[name]
        if block["type"] in ("actions", "context"):
            for index, element in enumerate(block["elements"]):
                yield f"{number}/elements/{index}", element


def repeated_ids(blocks: Sequence[Json], at: str) -> Iterator[str]:
    """A block_id once in a message or view, an action_id once in a block."""
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            yield problem(f"block_id {block_id} already exists", f"{at}/{number}/block_id")
        seen.update({block_id} if block_id else ())
        if block["type"] == "actions":
            counts = Counter(element.get("action_id") for element in block["elements"])
            for action_id, count in counts.items():
                if action_id is not None and count > 1:
                    yield problem(f"action_id {action_id} already exists", f"{at}/{number}/elements")


def unready_files(blocks: Sequence[Json], files: Mapping[str, File], at: str) -> Iterator[str]:
    """An image may name a file only when that is processed and a picture."""
    pictures = [(str(number), block) for number, block in enumerate(blocks) if block["type"] == "image"]
    for end, image in [*pictures, *held(blocks)]:
        named = image.get("slack_file")
        if named is None:
            continue
        file = files.get(named.get("id") or id_in_address(named["url"]))
        if file is None or not file.is_picture:
            yield problem("invalid slack file", f"{at}/{end}/slack_file")


def totals(blocks: Sequence[Json]) -> Iterator[str]:
    """What a message may hold only so much of in all."""
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > MARKDOWN:
        yield problem(f"markdown text must be less than {MARKDOWN + 1} characters in all", "/blocks")
    if sum(block["type"] == "data_visualization" for block in blocks) > CHARTS:
        yield problem(f"no more than {CHARTS} data_visualization blocks allowed", "/blocks")
