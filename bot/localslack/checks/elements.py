"""Block elements, and which of them a block may hold."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from bot.localslack.checks.objects import (
    CONFIRM,
    DISPATCH,
    FILTER,
    LINK_OPTION,
    OPTION,
    OPTION_GROUP,
    RICH_OPTION,
    SLACK_FILE,
    initial_is_offered,
    kind,
    plain,
)
from bot.localslack.checks.rules import (
    Rule,
    Shape,
    address,
    boolean,
    exactly_one,
    items,
    matching,
    one_of,
    problem,
    string,
    tagged,
    whole,
)

_ID: Mapping[str, Rule] = {"action_id": string(255)}
_FOCUS: Mapping[str, Rule] = {**_ID, "focus_on_load": boolean}
_PICKED: Mapping[str, Rule] = {**_FOCUS, "confirm": CONFIRM, "placeholder": plain(150)}
_TYPED: Mapping[str, Rule] = {**_FOCUS, "dispatch_action_config": DISPATCH, "placeholder": plain(150)}
_NUMERIC = matching(r"-?\d+(\.\d+)?", "a number in a string")
_NAME = string(255)


def _ordered(least: str, most: str) -> Rule:
    def check(value: Any, at: str) -> Iterator[str]:
        if least in value and most in value and Decimal(value[least]) > Decimal(value[most]):
            yield problem(f"{least} must not be greater than {most}", at)

    return check


def _select(name: str, **extra: Rule) -> Shape:
    return Shape(kind(name), {**_PICKED, **extra})


def _multi(name: str, **extra: Rule) -> Shape:
    return _select(name, max_selected_items=whole(1, 100), **extra)


def _static(name: str, **extra: Rule) -> Shape:
    optional = {**_PICKED, "options": items(OPTION, 100), "option_groups": items(OPTION_GROUP, 100), **extra}
    return Shape(kind(name), optional, (exactly_one("options", "option_groups"), initial_is_offered))


def _group(name: str, **extra: Rule) -> Shape:
    required = {**kind(name), "options": items(RICH_OPTION, 10)}
    return Shape(required, {**_FOCUS, "confirm": CONFIRM, **extra}, (initial_is_offered,))


BUTTON = Shape(
    {**kind("button"), "text": plain(75)},
    {
        **_ID,
        "url": address(3000),
        "value": string(2000),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
IMAGE = Shape(
    {**kind("image"), "alt_text": string(2000)},
    {"image_url": address(3000), "slack_file": SLACK_FILE},
    (exactly_one("image_url", "slack_file"),),
)

PICKERS: Mapping[str, Rule] = {
    "checkboxes": _group("checkboxes", initial_options=items(RICH_OPTION, 10)),
    "radio_buttons": _group("radio_buttons", initial_option=RICH_OPTION),
    "datepicker": _select("datepicker", initial_date=matching(r"\d{4}-\d\d-\d\d", "a date as YYYY-MM-DD")),
    "timepicker": _select(
        "timepicker",
        initial_time=matching(r"([01]\d|2[0-3]):[0-5]\d", "a time as HH:mm"),
        timezone=_NAME,
    ),
    "datetimepicker": Shape(
        kind("datetimepicker"),
        {**_FOCUS, "confirm": CONFIRM, "initial_date_time": whole(1_000_000_000, 9_999_999_999)},
    ),
    "static_select": _static("static_select", initial_option=OPTION),
    "external_select": _select("external_select", initial_option=OPTION, min_query_length=whole(0, 100)),
    "users_select": _select("users_select", initial_user=_NAME),
    "channels_select": _select("channels_select", initial_channel=_NAME, response_url_enabled=boolean),
    "conversations_select": _select(
        "conversations_select",
        initial_conversation=_NAME,
        default_to_current_conversation=boolean,
        response_url_enabled=boolean,
        filter=FILTER,
    ),
}
MULTI_PICKERS: Mapping[str, Rule] = {
    "multi_static_select": _static(
        "multi_static_select", initial_options=items(OPTION, 100), max_selected_items=whole(1, 100)
    ),
    "multi_external_select": _multi(
        "multi_external_select", initial_options=items(OPTION, 100), min_query_length=whole(0, 100)
    ),
    "multi_users_select": _multi("multi_users_select", initial_users=items(_NAME, 100, 0)),
    "multi_channels_select": _multi("multi_channels_select", initial_channels=items(_NAME, 100, 0)),
    "multi_conversations_select": _multi(
        "multi_conversations_select",
        initial_conversations=items(_NAME, 100, 0),
        default_to_current_conversation=boolean,
        filter=FILTER,
    ),
}
FIELDS: Mapping[str, Rule] = {
    "plain_text_input": Shape(
        kind("plain_text_input"),
        {
            **_TYPED,
            "initial_value": string(3000),
            "multiline": boolean,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
        },
        (_ordered("min_length", "max_length"),),
    ),
    "number_input": Shape(
        {**kind("number_input"), "is_decimal_allowed": boolean},
        {**_TYPED, "initial_value": _NUMERIC, "min_value": _NUMERIC, "max_value": _NUMERIC},
        (_ordered("min_value", "max_value"), _ordered("min_value", "initial_value")),
    ),
    "email_text_input": Shape(kind("email_text_input"), {**_TYPED, "initial_value": string(3000)}),
    "url_text_input": Shape(kind("url_text_input"), {**_TYPED, "initial_value": string(3000)}),
    "file_input": Shape(kind("file_input"), {**_ID, "filetypes": items(string(20), 100), "max_files": whole(1, 10)}),
}
OVERFLOW = Shape({**kind("overflow"), "options": items(LINK_OPTION, 5)}, {**_ID, "confirm": CONFIRM})

IN_ACTIONS = tagged({"button": BUTTON, "overflow": OVERFLOW, **PICKERS})
IN_SECTION = tagged({"button": BUTTON, "overflow": OVERFLOW, "image": IMAGE, **PICKERS, **MULTI_PICKERS})
IN_INPUT = tagged({**FIELDS, **PICKERS, **MULTI_PICKERS})
