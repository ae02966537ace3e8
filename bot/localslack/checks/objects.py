"""Composition objects: text, options, confirmation, files."""

from collections.abc import Iterator
from typing import Any

from bot.localslack.checks.rules import (
    Rule,
    Shape,
    address,
    at_least_one,
    boolean,
    exactly_one,
    items,
    one_of,
    problem,
    string,
    tagged,
)


def kind(name: str) -> dict[str, Rule]:
    return {"type": one_of(name)}


def plain(most: int) -> Rule:
    return tagged({"plain_text": Shape({**kind("plain_text"), "text": string(most)}, {"emoji": boolean})})


def text(most: int) -> Rule:
    mrkdwn = Shape({**kind("mrkdwn"), "text": string(most)}, {"verbatim": boolean})
    return tagged({"plain_text": plain(most), "mrkdwn": mrkdwn})


CONFIRM = Shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
# Slack's pages have said 75 and 150 for an option's value: what fits in 75 is right either way.
OPTION_VALUE = 75
OPTION = Shape({"text": plain(75), "value": string(OPTION_VALUE)}, {"description": plain(75)})
RICH_OPTION = Shape({"text": text(75), "value": string(OPTION_VALUE)}, {"description": text(75)})
LINK_OPTION = Shape(
    {"text": plain(75), "value": string(OPTION_VALUE)}, {"description": plain(75), "url": address(3000)}
)
OPTION_GROUP = Shape({"label": plain(75), "options": items(OPTION, 100)})
FOUND = Shape(
    optional={"options": items(OPTION, 100, 0), "option_groups": items(OPTION_GROUP, 100, 0)},
    also=(exactly_one("options", "option_groups"),),
)
DISPATCH = Shape(
    {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)},
)
FILTER = Shape(
    optional={
        "include": items(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    also=(at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),),
)
SLACK_FILE = Shape(optional={"id": string(255), "url": address(3000)}, also=(exactly_one("id", "url"),))


def initial_is_offered(value: Any, at: str) -> Iterator[str]:
    """What is chosen at the start must be among the options, all of it alike."""
    groups = value.get("option_groups", ())
    offered = [*value.get("options", ()), *(one for group in groups for one in group["options"])]
    chosen = [*value.get("initial_options", ()), *([value["initial_option"]] if "initial_option" in value else [])]
    if any(option not in offered for option in chosen):
        yield problem("initial option was not found in the options", at)
