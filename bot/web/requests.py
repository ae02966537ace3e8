"""What Slack's requests hold: commands and clicks as forms, events as JSON."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl


class Malformed(Exception):
    """Nothing that Slack sends looks like this."""


@dataclass(frozen=True)
class Sent:
    """`kind` is that of an envelope of Socket Mode."""

    kind: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class Check:
    """Slack looks whether this is the right address, or whether its certificate is good; `challenge` is to be said
    back."""

    challenge: str = ""


def read(content_type: str, body: bytes) -> Sent | Check:
    """Raises Malformed."""
    try:
        words = body.decode()
        if content_type.partition(";")[0].strip().lower() == "application/json":
            return _event(json.loads(words))
        return _act(dict(parse_qsl(words, keep_blank_values=True, max_num_fields=100)))
    except (ValueError, RecursionError) as unreadable:
        raise Malformed from unreadable


def _event(found: Any) -> Sent | Check:
    if isinstance(found, dict) and found.get("type") == "url_verification":
        return Check(str(found.get("challenge", "")))
    return Sent("events_api", _object(found))


def _act(form: dict[str, str]) -> Sent | Check:
    if "payload" in form:
        return Sent("interactive", _object(json.loads(form["payload"])))
    return Sent("slash_commands", dict(form)) if "command" in form else _ssl_check(form)


def _ssl_check(form: dict[str, str]) -> Check:
    if form.get("ssl_check") != "1":
        raise Malformed
    return Check()


def _object(found: Any) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise Malformed
    return found
