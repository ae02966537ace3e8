"""Who talks to Slack's Web API outside a listener: one client for each workspace, with the token that it gave."""

from collections.abc import Callable
from threading import Lock

from slack_sdk import WebClient

from bot.client import web_client
from bot.errors import UserError
from bot.settings import Settings


class Clients:
    """`token_of` tells the token of a workspace by its Slack id, none where the app is not installed. It may ask the
    database, or Slack: no transaction is open then, and no event loop waits."""

    def __init__(self, settings: Settings, token_of: Callable[[str], str | None]) -> None:
        self._settings = settings
        self._token_of = token_of
        self._kept: dict[str, WebClient] = {}

    def token(self, team: str) -> str | None:
        return self._token_of(team)

    def of(self, team: str) -> WebClient:
        """The same one as long as the token is the same. UserError where there is none."""
        token = self.token(team)
        if not token:
            self._kept.pop(team, None)
            raise UserError("clients.not_installed")
        kept = self._kept.get(team)
        if kept is None or kept.token != token:
            kept = self._kept[team] = web_client(self._settings, token)
        return kept


class OwnToken:
    """The one token of the settings, for the workspace that it belongs to. Which that is Slack tells, once."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._team = ""
        self._lock = Lock()

    def __call__(self, team: str) -> str | None:
        """Raises what the client raises where Slack does not tell."""
        with self._lock:
            self._team = self._team or self._client.auth_test()["team_id"]
        return self._client.token if team == self._team else None
