"""What Slack sends by the names of what handles it, under which its time to the ack is measured."""

import re
from collections.abc import Mapping
from typing import Any

from bot.commands import command_of

ACK, ANSWER = "ack", "answer"
"""The two parts of what a handler does: ours alone, without what Slack takes."""
NAME = re.compile(r"[a-z_.]{1,40}")


def handler_of(kind: str, payload: Mapping[str, Any]) -> str:
    """/okr show, action okr_show, home okr_show, view_submission checkin, shortcut check_in, event message: our own
    names only."""
    match kind:
        case "slash_commands":
            return f"/okr {command_of(str(payload.get('text') or '')) or 'unknown'}"
        case "events_api":
            return f"event {known((payload.get('event') or {}).get('type'))}"
    shown, view = known(payload.get("type")), payload.get("view") or {}
    match shown:
        case "block_actions":
            where = "home" if view.get("type") == "home" else "action"
            return f"{where} {known((payload.get('actions') or [{}])[0].get('action_id'))}"
        case "block_suggestion":
            return f"{shown} {known(payload.get('action_id'))}"
        case "shortcut" | "message_action":
            return f"{shown} {known(payload.get('callback_id'))}"
    return f"{shown} {known(view.get('callback_id'))}"


def known(name: object) -> str:
    """Names of ours and of Slack's look like this; what somebody crafted is put together."""
    return name if isinstance(name, str) and NAME.fullmatch(name) else "other"
