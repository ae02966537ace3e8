"""What people have entered: the state of the inputs of a view or a message."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.localslack.errors import Json

Values = dict[str, dict[str, Json]]
Offers = dict[tuple[str, str], list[Json]]
"""What the app has offered a person who typed, by block_id and action_id."""
EXTERNAL = ("external_select", "multi_external_select")


@dataclass(frozen=True)
class Input:
    """Which key of the state holds the value, which field of the element starts it."""

    state: str
    initial: str
    empty: Any = None


_TEXT = Input("value", "initial_value")
_OPTION = Input("selected_option", "initial_option")
_OPTIONS = Input("selected_options", "initial_options", [])

INPUTS: Mapping[str, Input] = {
    "plain_text_input": _TEXT,
    "number_input": _TEXT,
    "email_text_input": _TEXT,
    "url_text_input": _TEXT,
    "rich_text_input": Input("rich_text_value", "initial_value"),
    "static_select": _OPTION,
    "external_select": _OPTION,
    "radio_buttons": _OPTION,
    "checkboxes": _OPTIONS,
    "multi_static_select": _OPTIONS,
    "multi_external_select": _OPTIONS,
    "users_select": Input("selected_user", "initial_user"),
    "multi_users_select": Input("selected_users", "initial_users", []),
    "conversations_select": Input("selected_conversation", "initial_conversation"),
    "multi_conversations_select": Input("selected_conversations", "initial_conversations", []),
    "channels_select": Input("selected_channel", "initial_channel"),
    "multi_channels_select": Input("selected_channels", "initial_channels", []),
    "datepicker": Input("selected_date", "initial_date"),
    "timepicker": Input("selected_time", "initial_time"),
    "datetimepicker": Input("selected_date_time", "initial_date_time"),
    "file_input": Input("files", "initial_files", []),
}


def elements(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with its block."""
    for block in blocks:
        held = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
        for element in held:
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def initial(element: Json) -> Json:
    kind = INPUTS[element["type"]]
    return {"type": element["type"], kind.state: element.get(kind.initial, kind.empty)}


def start(blocks: Sequence[Json]) -> Values:
    values: Values = {}
    for block, element in elements(blocks):
        if element["type"] in INPUTS:
            values.setdefault(block["block_id"], {})[element["action_id"]] = initial(element)
    return values


def carry(old: Values, blocks: Sequence[Json]) -> Values:
    """An input keeps its value across an update while block_id, action_id and type stay."""
    values = start(blocks)
    for block_id, actions in values.items():
        for action_id, state in actions.items():
            before = old.get(block_id, {}).get(action_id)
            if before is not None and before["type"] == state["type"]:
                actions[action_id] = before
    return values


def is_empty(state: Json) -> bool:
    return state[INPUTS[state["type"]].state] in (None, "", [])
