"""How long each handler takes from the arrival of an envelope to its ack."""

import re
import threading
from collections.abc import Mapping
from time import perf_counter
from typing import Any

from prometheus_client import Histogram
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.commands import command_of

ACK, ANSWER = "ack", "answer"
"""The two parts of what a handler does: ours alone, without what Slack takes."""
NAME = re.compile(r"[a-z_.]{1,40}")


class _Begun(threading.local):
    """All listeners of one envelope run in one thread."""

    at: float = 0.0


def time_handlers(socket: SocketModeHandler, seconds: Histogram) -> None:
    """Looks at the clock before and after Bolt's own listener, which sends the ack; names what it was afterwards."""
    begun = _Begun()

    def begin(*_envelope: object) -> None:
        begun.at = perf_counter()

    def end(_client: object, envelope: SocketModeRequest) -> None:
        taken = perf_counter() - begun.at
        seconds.labels(handler_of(envelope.type, envelope.payload), ACK).observe(taken)

    listeners = socket.client.socket_mode_request_listeners
    listeners[:] = [begin, *listeners, end]


def handler_of(kind: str, payload: Mapping[str, Any]) -> str:
    """/okr show, action okr_show, home okr_show, view_submission checkin, shortcut check_in, event message: our own
    names only."""
    match kind:
        case "slash_commands":
            return f"/okr {command_of(str(payload.get('text') or '')) or 'unknown'}"
        case "events_api":
            return f"event {_known((payload.get('event') or {}).get('type'))}"
    shown, view = _known(payload.get("type")), payload.get("view") or {}
    match shown:
        case "block_actions":
            where = "home" if view.get("type") == "home" else "action"
            return f"{where} {_known((payload.get('actions') or [{}])[0].get('action_id'))}"
        case "block_suggestion":
            return f"{shown} {_known(payload.get('action_id'))}"
        case "shortcut" | "message_action":
            return f"{shown} {_known(payload.get('callback_id'))}"
    return f"{shown} {_known(view.get('callback_id'))}"


def _known(name: object) -> str:
    """Names of ours and of Slack's look like this; what somebody crafted is put together."""
    return name if isinstance(name, str) and NAME.fullmatch(name) else "other"
