"""What okrbot asks of Slack, as the manifest of its app: the one place that names scopes, events and addresses.

`okrbot manifest` prints it; manifest.yaml in the repository is the one for Socket Mode.
"""

from typing import Any

SCOPES = {
    "channels:history": "looks up in a public channel whether a digest has arrived after all; optional",
    "channels:read": "knows whether the bot is in a team's channel",
    "chat:write": "prompts, reminders, receipts, digests",
    "commands": "/okr and the shortcuts",
    "files:read": "reads a file of answers that somebody sends to the bot",
    "files:write": "charts",
    "groups:history": "as channels:history, in a private channel; optional",
    "groups:read": "as channels:read, for private channels",
    "im:history": "answers in words, and whether a prompt has arrived after all",
    "im:write": "opens the direct message with a person",
    "team:read": "nothing yet: a scope that comes later means that everybody installs the app again",
    "users:read": "names, time zones and languages of people",
    "users:read.email": "a plan may name people by their e-mail; optional",
}
"""And what for."""
EVENTS = ("app_home_opened", "message.im", "user_change")
INSTALL_EVENTS = ("app_uninstalled", "tokens_revoked")
"""Of an app that many workspaces install."""
LISTENING = "/slack/events"
"""Where commands, clicks and events arrive over HTTP."""
REDIRECT = "/slack/oauth_redirect"
"""Where Slack sends back who installs the app."""
BACKGROUND = "#1f4e79"


def manifest(url: str = "") -> dict[str, Any]:
    """As Slack takes it: for Socket Mode, or for the bot behind `url`, its public address without a slash at the end.

    Token rotation stays off: Slack never turns it off again, and a token set by hand would stop working.
    """
    listening = url and url + LISTENING
    return {
        "display_information": {
            "name": "okrbot",
            "description": "Weekly OKR check-ins in a direct message, and one digest with charts for the team.",
            "background_color": BACKGROUND,
        },
        "features": _features(listening),
        "oauth_config": {
            **({"redirect_urls": [url + REDIRECT]} if url else {}),
            "scopes": {"bot": list(SCOPES)},
        },
        "settings": {
            "event_subscriptions": {
                **({"request_url": listening} if url else {}),
                "bot_events": sorted((*EVENTS, *INSTALL_EVENTS) if url else EVENTS),
            },
            "interactivity": {
                "is_enabled": True,
                **({"request_url": listening, "message_menu_options_url": listening} if url else {}),
            },
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def _features(listening: str) -> dict[str, Any]:
    command = {
        "command": "/okr",
        **({"url": listening} if listening else {}),
        "description": "Objectives and key results",
        "usage_hint": "[team | company | all | at-risk | show 2.1 | kpi | new | help]",
        "should_escape": True,
    }
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "okrbot", "always_online": True},
        "slash_commands": [command],
        "shortcuts": [
            _shortcut("Check in", "global", "check_in", "Tell how your key results stand"),
            _shortcut("New objective", "global", "new_objective", "Set an objective"),
            _shortcut("Add as blocker", "message", "add_blocker", "Say what blocks a key result"),
        ],
    }


def _shortcut(name: str, kind: str, callback: str, description: str) -> dict[str, str]:
    return {"name": name, "type": kind, "callback_id": callback, "description": description}
