"""Handlers by names that are ours: what somebody crafted does not become a label."""

from typing import Any

import pytest

from bot.health.timing import handler_of

CASES: list[tuple[str, dict[str, Any], str]] = [
    ("slash_commands", {"command": "/okr", "text": ""}, "/okr mine"),
    ("slash_commands", {"command": "/okr"}, "/okr mine"),
    ("slash_commands", {"text": " Покажи 2.1"}, "/okr show"),
    ("slash_commands", {"text": "salary of Anna"}, "/okr unknown"),
    ("interactive", {"type": "block_actions", "actions": [{"action_id": "okr_show"}]}, "action okr_show"),
    (
        "interactive",
        {"type": "block_actions", "view": {"type": "home"}, "actions": [{"action_id": "okr_show"}]},
        "home okr_show",
    ),
    (
        "interactive",
        {"type": "block_actions", "view": {"type": "modal"}, "actions": [{"action_id": "okr_show"}]},
        "action okr_show",
    ),
    ("interactive", {"type": "shortcut", "callback_id": "check_in"}, "shortcut check_in"),
    ("interactive", {"type": "shortcut", "callback_id": "salary of Anna"}, "shortcut other"),
    ("interactive", {"type": "message_action", "callback_id": "add_blocker"}, "message_action add_blocker"),
    ("interactive", {"type": "block_suggestion", "action_id": "parent", "value": "x"}, "block_suggestion parent"),
    ("interactive", {"type": "block_suggestion"}, "block_suggestion other"),
    ("interactive", {"type": "block_actions", "actions": []}, "action other"),
    ("interactive", {"type": "block_actions", "actions": [{"action_id": "U0ANNA"}]}, "action other"),
    ("interactive", {"type": "block_actions", "actions": [{"action_id": 7}]}, "action other"),
    ("interactive", {"type": "view_submission", "view": {"callback_id": "checkin"}}, "view_submission checkin"),
    ("interactive", {"type": "view_submission", "view": None}, "view_submission other"),
    ("interactive", {}, "other other"),
    ("events_api", {"event": {"type": "message", "text": "hello"}}, "event message"),
    ("events_api", {"event": None}, "event other"),
]


@pytest.mark.parametrize(("kind", "payload", "name"), CASES)
def test_it_names_a_handler(kind: str, payload: dict[str, Any], name: str) -> None:
    assert handler_of(kind, payload) == name
