"""The bot listens to what the manifest names, and so does the local Slack."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

from bot.features import FEATURES
from bot.localslack.clock import Clock
from bot.localslack.sample import furnish
from bot.localslack.server import LocalSlack
from bot.localslack.workspace import BOT_EVENTS, SCOPES
from bot.manifest import EVENTS, INSTALL_EVENTS
from tests.localslack.conftest import NOW
from tests.scenarios import conftest
from tests.scenarios.conftest import Company

company, language = conftest.company, conftest.language


@pytest.fixture(scope="module")
def manifest() -> Any:
    return yaml.safe_load(Path("manifest.yaml").read_text("utf-8"))


@pytest.fixture
def slack() -> LocalSlack:
    """As the demo sets it up."""
    slack = LocalSlack(Clock(NOW))
    furnish(slack)
    return slack


def test_the_demo_has_the_commands_shortcuts_and_events_of_the_manifest(slack: LocalSlack, manifest: Any) -> None:
    features = manifest["features"]
    commands = [
        {name: value for name, value in one.items() if name != "should_escape"} for one in features["slash_commands"]
    ]
    assert [vars(one) for one in slack.commands] == commands
    assert [vars(one) for one in slack.shortcuts] == features["shortcuts"]
    assert sorted(slack.bot_events) == manifest["settings"]["event_subscriptions"]["bot_events"]


def test_a_workspace_of_its_own_has_them_too(manifest: Any) -> None:
    slack, features = LocalSlack(Clock(NOW)), manifest["features"]
    known = [(one.name, one.type, one.callback_id) for one in slack.shortcuts]
    assert known == [(one["name"], one["type"], one["callback_id"]) for one in features["shortcuts"]]
    assert [one.command for one in slack.commands] == [one["command"] for one in features["slash_commands"]]
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) <= BOT_EVENTS
    assert set(manifest["oauth_config"]["scopes"]["bot"]) <= SCOPES


def _nobody() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id=None)


@pytest.fixture
def heard(company: Company) -> dict[str, set[str]]:
    """What the features listen to, by kind."""
    app, found = App(authorize=_nobody), {kind: set[str]() for kind in ("command", "shortcut", "event")}

    def noting(kind: str) -> Callable[..., Any]:
        def listen(named: Any, **_options: Any) -> Callable[..., Any]:
            found[kind].add(named["type"] if isinstance(named, dict) else named)
            return lambda *listeners, **_lazy: listeners[0] if listeners else None

        return listen

    for kind in found:
        setattr(app, kind, noting(kind))
    for feature in FEATURES:
        feature.register(app, company.bot.context)
    return found


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_bot_listens_to_what_the_manifest_names(heard: dict[str, set[str]], manifest: Any) -> None:
    features = manifest["features"]
    assert heard["command"] == {one["command"] for one in features["slash_commands"]}
    assert heard["shortcut"] == {one["callback_id"] for one in features["shortcuts"]}
    assert heard["event"] == {name.partition(".")[0] for name in (*EVENTS, *INSTALL_EVENTS)}
