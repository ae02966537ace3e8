"""Which workspace is talked to with which token."""

from datetime import UTC, datetime

import pytest

from bot.client import web_client
from bot.clients import Clients, OwnToken
from bot.errors import UserError
from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack
from bot.settings import Settings

NOW = datetime(2026, 11, 27, 7, tzinfo=UTC)


def test_it_talks_to_each_workspace_with_its_own_token() -> None:
    clients = Clients(Settings(_env_file=None, slack_api_url="http://127.0.0.1:9/api/"), {"T1": "xoxb-1"}.get)
    assert (clients.of("T1").token, clients.of("T1").base_url) == ("xoxb-1", "http://127.0.0.1:9/api/")
    assert clients.of("T1") is clients.of("T1")
    with pytest.raises(UserError, match=r"clients\.not_installed"):
        clients.of("T2")


def test_it_follows_a_token_that_is_rotated_or_taken_away() -> None:
    tokens = {"T1": "xoxb-1"}
    clients = Clients(Settings(_env_file=None), tokens.get)
    clients.of("T1")
    tokens["T1"] = "xoxb-2"
    assert clients.of("T1").token == "xoxb-2"
    del tokens["T1"]
    assert clients.token("T1") is None
    with pytest.raises(UserError):
        clients.of("T1")


def test_the_token_of_the_settings_serves_its_own_workspace_and_no_other() -> None:
    with LocalSlack(Clock(NOW)) as slack:
        settings = Settings(_env_file=None, slack_bot_token=slack.bot_token, slack_api_url=slack.api_url)
        clients = Clients(settings, OwnToken(web_client(settings)))
        assert clients.token(slack.team_id) == slack.bot_token
        assert clients.token("T0OTHER") is None
        assert clients.of(slack.team_id).auth_test()["team_id"] == slack.team_id
        asked = [call.method for call in slack.ledger]
    assert asked == ["auth.test", "auth.test"]  # once for the token, once here


def test_an_unknown_token_belongs_to_no_workspace_until_slack_tells() -> None:
    settings = Settings(_env_file=None, slack_bot_token="xoxb-1", slack_api_url="http://127.0.0.1:9/api/")
    own = OwnToken(web_client(settings))
    with pytest.raises(OSError, match="refused"):
        own("T1")
