"""Slack's Web API as the sources call it, and the scopes that Slack's reference names for each method."""

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from slack_sdk import WebClient

SOURCES = ("bot",)
STAND_IN = "localslack"
SCOPES_OF: Mapping[str, frozenset[str]] = {
    method: frozenset(scopes.split())
    for method, scopes in {
        "apps.connections.open": "",  # the app-level token's connections:write
        "auth.revoke": "",
        "auth.test": "",
        "chat.delete": "chat:write",
        "chat.getPermalink": "",
        "chat.postEphemeral": "chat:write",
        "chat.postMessage": "chat:write",
        "chat.update": "chat:write",
        "conversations.history": "channels:history groups:history im:history",
        "conversations.info": "channels:read groups:read",
        "conversations.list": "channels:read groups:read",
        "conversations.members": "channels:read groups:read",
        "conversations.open": "im:write",
        "conversations.replies": "channels:history groups:history im:history",
        "files.completeUploadExternal": "files:write",
        "files.getUploadURLExternal": "files:write",
        "files.info": "files:read",
        "oauth.v2.access": "",  # the app's id and secret
        "oauth.v2.exchange": "",
        "team.info": "team:read",
        "users.conversations": "channels:read groups:read",
        "users.info": "users:read",
        "users.list": "users:read",
        "users.lookupByEmail": "users:read.email",
        "views.open": "",
        "views.publish": "",
        "views.push": "",
        "views.update": "",
    }.items()
}
"""Of the kinds of conversation that the bot talks in: channels, private ones, direct messages."""
SCOPES_OF_EVENTS: Mapping[str, frozenset[str]] = {
    "app_home_opened": frozenset(),
    "app_uninstalled": frozenset(),
    "message.im": frozenset({"im:history"}),
    "tokens_revoked": frozenset(),
    "user_change": frozenset({"users:read"}),
}
CALL = re.compile(r'api_call\(\s*"([\w.]+)"')
INNER = re.compile(r"self\.([a-z]+(?:_\w+)+)\(")


def methods_called() -> Mapping[str, str]:
    """The methods of Slack that the sources call, and where: through slack_sdk's client, or by their names."""
    through, found = _client(), dict[str, str]()
    names = {method for methods in through.values() for method in methods}
    for file, node in _nodes():
        place = f"{file}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Attribute):
            found.update(dict.fromkeys(through.get(node.attr, ()), place))
        elif isinstance(node, ast.Constant) and node.value in names:
            found[str(node.value)] = place
    return found


def _client() -> Mapping[str, frozenset[str]]:
    """What each function of slack_sdk's client calls, itself or through another one."""
    functions = {name: inspect.getsource(f) for name, f in inspect.getmembers(WebClient, inspect.isfunction)}
    direct = {name: set(CALL.findall(source)) for name, source in functions.items() if "_" in name.strip("_")}
    return {
        name: frozenset(calls.union(*(direct.get(inner, ()) for inner in INNER.findall(functions[name]))))
        for name, calls in direct.items()
        if not name.startswith("_") and name != "api_call"
    }


def _nodes() -> Iterator[tuple[Path, ast.AST]]:
    for folder in SOURCES:
        for file in sorted(Path(folder).rglob("*.py")):
            if STAND_IN not in file.parts:
                yield from ((file, node) for node in ast.walk(ast.parse(file.read_text("utf-8"))))
