"""Slack's limits as payloads: each case builds a block or view of a given size."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Limit:
    """`build(size)` is right up to `most` and wrong above; `constant` is its name in slackblocks."""

    name: str
    most: int
    build: Callable[[int], Json]
    constant: str | None = None

    def __str__(self) -> str:
        return self.name


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def options(count: int) -> list[Json]:
    return [option(f"option {number}", f"v{number}") for number in range(count)]


def option(text: str = "one", value: str = "v") -> Json:
    return {"text": plain(text), "value": value}


def button(**fields: Any) -> Json:
    return {"type": "button", "action_id": "go", "text": plain("Go"), **fields}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def section(**fields: Any) -> Json:
    return {"type": "section", **fields}


def entry(element: Json, **fields: Any) -> Json:
    return {"type": "input", "label": plain("Label"), "element": {"action_id": "a", **element}, **fields}


def picture(**fields: Any) -> Json:
    return {"type": "image", "image_url": "https://example.com/p.png", "alt_text": "a picture", **fields}


def modal(*blocks: Json, **fields: Any) -> Json:
    shown = list(blocks) or [{"type": "divider"}]
    return {"type": "modal", "title": plain("Title"), "submit": plain("Send"), "blocks": shown, **fields}


def table(rows: int, columns: int) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns for _ in range(rows)]}


def pie(title: str = "Pie", segments: int = 1, label: str = "a", value: float = 1) -> Json:
    chart = {"type": "pie", "segments": [{"label": label, "value": value}] * segments}
    return {"type": "data_visualization", "title": title, "chart": chart}


def line(series: int = 1, categories: int = 1, name: str | None = None, x_label: str = "x") -> Json:
    labels = [f"c{number}" for number in range(categories)]
    data = [{"label": label, "value": 1.5} for label in labels]
    named = [{"name": name or f"s{number}", "data": data} for number in range(series)]
    axes = {"categories": labels, "x_label": x_label}
    chart = {"type": "line", "series": named, "axis_config": axes}
    return {"type": "data_visualization", "title": "Line", "chart": chart}


def select(**fields: Any) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": options(1), **fields}


def confirm(**texts: str) -> Json:
    shown = {"title": "Sure?", "text": "Really?", "confirm": "Yes", "deny": "No", **texts}
    return actions(button(confirm={name: plain(text) for name, text in shown.items()}))


# Blocks of messages; those with an input block may stand in modals as well.
BLOCK_LIMITS = [
    Limit("block_id", 255, lambda n: {"type": "divider", "block_id": "x" * n}, "BLOCK_ID_MAX_LENGTH"),
    Limit("action_id", 255, lambda n: actions(button(action_id="x" * n)), "ACTION_ID_MAX_LENGTH"),
    Limit("section text", 3000, lambda n: section(text=plain("x" * n)), "SECTION_TEXT_MAX_LENGTH"),
    Limit("section fields", 10, lambda n: section(fields=[plain("x")] * n), "SECTION_FIELDS_MAX_ITEMS"),
    Limit("section field", 2000, lambda n: section(fields=[plain("x" * n)]), "SECTION_FIELDS_ITEM_MAX_LENGTH"),
    Limit("header", 150, lambda n: {"type": "header", "text": plain("x" * n)}, "HEADER_TEXT_MAX_LENGTH"),
    Limit(
        "context elements",
        10,
        lambda n: {"type": "context", "elements": [plain("x")] * n},
        "CONTEXT_ELEMENTS_MAX_ITEMS",
    ),
    Limit(
        "actions elements",
        25,
        lambda n: actions(*[button(action_id=f"a{number}") for number in range(n)]),
        "ACTIONS_ELEMENTS_MAX_ITEMS",
    ),
    Limit("button text", 75, lambda n: actions(button(text=plain("x" * n))), "BUTTON_TEXT_MAX_LENGTH"),
    Limit("button value", 2000, lambda n: actions(button(value="x" * n)), "BUTTON_VALUE_MAX_LENGTH"),
    Limit(
        "button accessibility_label",
        75,
        lambda n: actions(button(accessibility_label="x" * n)),
        "BUTTON_ACCESSIBILITY_LABEL_MAX_LENGTH",
    ),
    Limit("confirm title", 100, lambda n: confirm(title="x" * n), "CONFIRMATION_TITLE_MAX_LENGTH"),
    Limit("confirm text", 300, lambda n: confirm(text="x" * n), "CONFIRMATION_TEXT_MAX_LENGTH"),
    Limit("confirm confirm", 30, lambda n: confirm(confirm="x" * n), "CONFIRMATION_CONFIRM_MAX_LENGTH"),
    Limit("confirm deny", 30, lambda n: confirm(deny="x" * n), "CONFIRMATION_DENY_MAX_LENGTH"),
    Limit("select options", 100, lambda n: actions(select(options=options(n))), "SELECT_OPTIONS_MAX_ITEMS"),
    Limit(
        "select placeholder",
        150,
        lambda n: actions(select(placeholder=plain("x" * n))),
        "SELECT_PLACEHOLDER_MAX_LENGTH",
    ),
    Limit("option text", 75, lambda n: actions(select(options=[option("x" * n)])), "OPTION_TEXT_MAX_LENGTH"),
    Limit("option value", 75, lambda n: actions(select(options=[option(value="x" * n)]))),
    Limit(
        "overflow options",
        5,
        lambda n: actions({"type": "overflow", "action_id": "more", "options": options(n)}),
        "OVERFLOW_OPTIONS_MAX_ITEMS",
    ),
    Limit(
        "radio options",
        10,
        lambda n: entry({"type": "radio_buttons", "options": options(n)}),
        "RADIO_BUTTONS_OPTIONS_MAX_ITEMS",
    ),
    Limit(
        "checkboxes options",
        10,
        lambda n: entry({"type": "checkboxes", "options": options(n)}),
        "CHECKBOXES_OPTIONS_MAX_ITEMS",
    ),
    Limit(
        "input label",
        2000,
        lambda n: entry({"type": "plain_text_input"}, label=plain("x" * n)),
        "INPUT_LABEL_MAX_LENGTH",
    ),
    Limit(
        "input hint",
        2000,
        lambda n: entry({"type": "plain_text_input"}, hint=plain("x" * n)),
        "INPUT_HINT_MAX_LENGTH",
    ),
    Limit(
        "plain_text_input max_length",
        3000,
        lambda n: entry({"type": "plain_text_input", "max_length": n}),
        "PLAIN_TEXT_INPUT_MAX_LENGTH_MAX",
    ),
    Limit("image alt_text", 2000, lambda n: picture(alt_text="x" * n), "IMAGE_ALT_TEXT_MAX_LENGTH"),
    Limit("image title", 2000, lambda n: picture(title=plain("x" * n)), "IMAGE_TITLE_MAX_LENGTH"),
    Limit("markdown", 12_000, lambda n: {"type": "markdown", "text": "x" * n}, "MARKDOWN_TEXT_MAX_LENGTH"),
    Limit("table rows", 100, lambda n: table(n, 1), "TABLE_ROWS_MAX_ITEMS"),
    Limit("table columns", 20, lambda n: table(1, n), "TABLE_COLUMNS_MAX_ITEMS"),
    Limit("chart title", 50, lambda n: pie(title="x" * n), "DATA_VISUALIZATION_TITLE_MAX_LENGTH"),
    Limit("chart segments", 12, lambda n: pie(segments=n), "DATA_VISUALIZATION_SEGMENTS_MAX_ITEMS"),
    Limit("chart segment", 20, lambda n: pie(label="x" * n), "DATA_VISUALIZATION_SEGMENT_LABEL_MAX_LENGTH"),
    Limit("chart series", 12, lambda n: line(series=n), "DATA_VISUALIZATION_SERIES_MAX_ITEMS"),
    Limit("chart categories", 20, lambda n: line(categories=n), "DATA_VISUALIZATION_CATEGORIES_MAX_ITEMS"),
    Limit("chart series name", 20, lambda n: line(name="x" * n), "DATA_VISUALIZATION_SERIES_NAME_MAX_LENGTH"),
    Limit("chart axis", 50, lambda n: line(x_label="x" * n), "DATA_VISUALIZATION_AXIS_LABEL_MAX_LENGTH"),
]

VIEW_LIMITS = [
    Limit("title", 24, lambda n: modal(title=plain("x" * n)), "VIEW_TITLE_MAX_LENGTH"),
    Limit("submit", 24, lambda n: modal(submit=plain("x" * n)), "VIEW_SUBMIT_MAX_LENGTH"),
    Limit("close", 24, lambda n: modal(close=plain("x" * n)), "VIEW_CLOSE_MAX_LENGTH"),
    Limit("callback_id", 255, lambda n: modal(callback_id="x" * n), "VIEW_CALLBACK_ID_MAX_LENGTH"),
    Limit("external_id", 255, lambda n: modal(external_id="x" * n), "VIEW_EXTERNAL_ID_MAX_LENGTH"),
    Limit("private_metadata", 3000, lambda n: modal(private_metadata="x" * n), "VIEW_PRIVATE_METADATA_MAX_LENGTH"),
    Limit("view blocks", 100, lambda n: modal(*[{"type": "divider"}] * n), "VIEW_BLOCKS_MAX_ITEMS"),
]
