"""The manifest asks Slack for what the sources use, no more and no less, and the file is the one that is printed."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from bot.cli.main import app
from bot.manifest import EVENTS, INSTALL_EVENTS, SCOPES, manifest
from tests.shipping.web_api import SCOPES_OF, SCOPES_OF_EVENTS, methods_called

URL = "https://okrbot.example.com"
BESIDE = {
    "commands": "the slash command and the shortcuts",
    "team:read": "not used yet: another scope later means that everybody installs the app again",
}
"""Scopes that no method or event needs, and what they are for."""


def printed(*words: str) -> Any:
    result = CliRunner().invoke(app, ["manifest", *words])
    assert result.exit_code == 0, result.stderr
    return yaml.safe_load(result.stdout)


def test_the_file_is_what_the_command_prints() -> None:
    assert CliRunner().invoke(app, ["manifest"]).stdout == Path("manifest.yaml").read_text("utf-8")


def test_it_knows_the_scope_of_every_method_that_the_sources_call() -> None:
    called = methods_called()
    assert {method: place for method, place in called.items() if method not in SCOPES_OF} == {}
    assert {"chat.postMessage", "views.publish", "files.getUploadURLExternal", "users.lookupByEmail"} <= called.keys()


def test_it_asks_for_the_scopes_of_these_methods_and_events_and_for_no_others() -> None:
    of_methods = {scope for method in methods_called() for scope in SCOPES_OF[method]}
    of_events = {scope for event in (*EVENTS, *INSTALL_EVENTS) for scope in SCOPES_OF_EVENTS[event]}
    assert {*SCOPES} - {*BESIDE} == of_methods | of_events
    assert list(SCOPES) == sorted(SCOPES)


@pytest.mark.parametrize("url", ["", URL])
def test_it_is_within_slacks_limits(url: str) -> None:
    described = manifest(url)
    assert len(described["display_information"]["description"]) <= 140
    for shortcut in described["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


def test_over_socket_mode_it_names_no_address() -> None:
    described = printed()
    assert described["settings"]["socket_mode_enabled"] is True
    assert "http" not in yaml.safe_dump({**described, "display_information": {}})
    assert described["settings"]["event_subscriptions"]["bot_events"] == sorted(EVENTS)


def test_over_http_every_way_in_has_its_address() -> None:
    described = printed("--url", f"{URL}/")
    settings, listening = described["settings"], f"{URL}/slack/events"
    assert settings["socket_mode_enabled"] is False
    assert [command["url"] for command in described["features"]["slash_commands"]] == [listening]
    assert settings["interactivity"] == {
        "is_enabled": True,
        "request_url": listening,
        "message_menu_options_url": listening,
    }
    assert settings["event_subscriptions"]["request_url"] == listening
    assert described["oauth_config"]["redirect_urls"] == [f"{URL}/slack/oauth_redirect"]


def test_over_http_it_hears_of_workspaces_that_leave() -> None:
    events = printed("--url", URL)["settings"]["event_subscriptions"]["bot_events"]
    assert {*events} - {*EVENTS} == {"app_uninstalled", "tokens_revoked"}


def test_it_gives_the_reason_for_each_scope() -> None:
    lines = CliRunner().invoke(app, ["manifest"]).stdout.splitlines()
    assert [line.strip() for line in lines if "  # " in line] == [f"- {name}  # {why}" for name, why in SCOPES.items()]


def test_both_ask_for_the_same_scopes() -> None:
    assert printed("--url", URL)["oauth_config"]["scopes"] == printed()["oauth_config"]["scopes"]


@pytest.mark.parametrize("url", ["http://okrbot.example.com", "okrbot.example.com", "https://", "https://a b"])
def test_it_takes_no_address_that_slack_would_refuse(url: str) -> None:
    result = CliRunner().invoke(app, ["manifest", "--url", url])
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"This address cannot be used: {url}." in result.stderr
