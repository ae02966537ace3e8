"""Blocks, and on which surface each may stand."""

from collections.abc import Mapping

from bot.localslack.checks.charts import CHART
from bot.localslack.checks.elements import IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION
from bot.localslack.checks.objects import SLACK_FILE, kind, plain, text
from bot.localslack.checks.rich_text import PARTS
from bot.localslack.checks.rules import (
    Rule,
    Shape,
    address,
    at_least_one,
    boolean,
    exactly_one,
    items,
    nullable,
    number,
    one_of,
    string,
    tagged,
)

_ID: Mapping[str, Rule] = {"block_id": string(255)}
_RICH_TEXT = Shape({**kind("rich_text"), "elements": items(tagged(PARTS), 1000)}, _ID)
_CELL = tagged(
    {
        "raw_text": Shape({**kind("raw_text"), "text": string(3000)}),
        "raw_number": Shape({**kind("raw_number"), "value": number, "text": string(3000)}),
        "rich_text": _RICH_TEXT,
    }
)
_COLUMN = Shape(optional={"align": one_of("left", "center", "right"), "is_wrapped": boolean})

BLOCKS: Mapping[str, Rule] = {
    "actions": Shape({**kind("actions"), "elements": items(IN_ACTIONS, 25)}, _ID),
    "alert": Shape(
        {**kind("alert"), "text": text(200)},
        {**_ID, "level": one_of("default", "info", "warning", "error", "success")},
    ),
    "context": Shape(
        {
            **kind("context"),
            "elements": items(tagged({"image": IMAGE, "mrkdwn": text(3000), "plain_text": text(3000)}), 10),
        },
        _ID,
    ),
    "data_visualization": Shape(
        {**kind("data_visualization"), "title": string(50), "chart": CHART},
        _ID,
    ),
    "divider": Shape(kind("divider"), _ID),
    "header": Shape({**kind("header"), "text": plain(150)}, _ID),
    "image": Shape(
        {**kind("image"), "alt_text": string(2000)},
        {**_ID, "title": plain(2000), "image_url": address(3000), "slack_file": SLACK_FILE},
        (exactly_one("image_url", "slack_file"),),
    ),
    "input": Shape(
        {**kind("input"), "label": plain(2000), "element": IN_INPUT},
        {**_ID, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "markdown": Shape({**kind("markdown"), "text": string(12_000)}, _ID),
    "rich_text": _RICH_TEXT,
    "section": Shape(
        kind("section"),
        {
            **_ID,
            "text": text(3000),
            "fields": items(text(2000), 10),
            "accessory": IN_SECTION,
            "expand": boolean,
        },
        (at_least_one("text", "fields"),),
    ),
    "table": Shape(
        {**kind("table"), "rows": items(items(_CELL, 20), 100)},
        {**_ID, "column_settings": items(nullable(_COLUMN), 20)},
    ),
}

_EVERYWHERE = {"actions", "context", "divider", "header", "image", "input", "rich_text", "section"}
_IN_MESSAGES = _EVERYWHERE | {"markdown", "table"}
MESSAGE = tagged({name: BLOCKS[name] for name in _IN_MESSAGES | {"data_visualization"}})
MESSAGE_WITHOUT_CHARTS = tagged({name: BLOCKS[name] for name in _IN_MESSAGES})
MODAL = tagged({name: BLOCKS[name] for name in _EVERYWHERE | {"alert"}})
HOME = tagged({name: BLOCKS[name] for name in _EVERYWHERE})
