"""What is typed into a form that asks the same of several key results."""

from collections.abc import Mapping
from typing import Any

from bot.actions import row_id

Fields = dict[str, Any]
"""The raw values by field: words, the value of what was chosen, or a list of such."""


def typed_in(view: Mapping[str, Any]) -> dict[int, Fields]:
    """By key result id, of a view that was sent or closed."""
    found: dict[int, Fields] = {}
    for block_id, actions in (view.get("state") or {}).get("values", {}).items():
        name, _, key_result = block_id.partition(":")
        if row_id(key_result) and name in actions:
            found.setdefault(row_id(key_result), {})[name] = _raw(actions[name])
    return found


def _raw(state: Mapping[str, Any]) -> Any:
    if "selected_options" in state:
        return [option["value"] for option in state["selected_options"] or []]
    if "selected_option" in state:
        return (state["selected_option"] or {}).get("value")
    return state.get("selected_user") if "selected_user" in state else state.get("value")


def changed(typed: Mapping[int, Fields], before: Mapping[int, Fields]) -> dict[int, Fields]:
    """What was typed, without what the fields showed before: what was only looked at says nothing."""
    return {key: fields for key, fields in typed.items() if not _same(fields, before.get(key, {}))}


def _same(now: Fields, before: Fields) -> bool:
    return all((now[name] or None) == (before.get(name) or None) for name in now)
