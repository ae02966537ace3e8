"""Checks that ask Slack: the tokens, what they allow, and the channels that digests go to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.health.finding import Check, Finding, SlackId, ok, warning, wrong
from bot.manifest import SCOPES
from storage.models import Team

OPTIONAL = {
    "channels:history": "health.scope_channels_history",
    "groups:history": "health.scope_groups_history",
    "users:read.email": "health.scope_email",
}
NEEDED = tuple(scope for scope in SCOPES if scope not in OPTIONAL)


@dataclass(frozen=True)
class Token:
    """What auth.test told; no workspace where it was refused."""

    findings: Sequence[Finding]
    workspace: str = ""
    reached: bool = True


def token(client: WebClient) -> Token:
    try:
        told = client.auth_test()
    except SlackApiError as refused:
        error = refused.response["error"]
        return Token([wrong(Check.TOKEN, "health.token_refused", "health.new_token", error=error)])
    except (SlackClientError, OSError):
        unreachable = wrong(
            Check.TOKEN, "health.slack_unreachable", "health.slack_unreachable.fix", url=client.base_url
        )
        return Token([unreachable], reached=False)
    known = ok(Check.TOKEN, "health.token", workspace=told.get("team", told["team_id"]), bot=told.get("user", ""))
    return Token([known, *_scopes(_granted(told.headers))], told["team_id"])


def app_token(client: WebClient, given: str) -> Finding:
    """Asks for an address to connect to, and does not connect."""
    try:
        client.apps_connections_open(app_token=given)
    except SlackApiError as refused:
        error = refused.response["error"]
        return wrong(Check.APP_TOKEN, "health.app_token_refused", "health.app_token_refused.fix", error=error)
    except (SlackClientError, OSError):
        return wrong(
            Check.APP_TOKEN, "health.slack_unreachable", "health.slack_unreachable.fix", url=client.base_url
        )  # fmt: skip
    return ok(Check.APP_TOKEN, "health.app_token")


def channels(client: WebClient, teams: Sequence[Team]) -> Iterator[Finding]:
    """One question for all the channels that the bot is in, and one for each of the others."""
    try:
        joined = _joined(client)
        apart = [found for team in teams if (found := _apart(client, team, joined))]
    except (SlackClientError, OSError) as failed:
        error = failed.response["error"] if isinstance(failed, SlackApiError) else type(failed).__name__
        yield warning(Check.CHANNELS, "health.channels_unknown", "health.again", error=error)
        return
    yield from apart or [ok(Check.CHANNELS, "health.channels", n=len(teams))]


def _granted(headers: Mapping[str, str]) -> set[str]:
    listed = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), "")
    return {scope.strip() for scope in listed.split(",")}


def _scopes(granted: Collection[str]) -> Iterator[Finding]:
    missing = [scope for scope in NEEDED if scope not in granted]
    wanting = [scope for scope in OPTIONAL if scope not in granted]
    if missing:
        yield wrong(Check.SCOPES, "health.scopes_missing", "health.reinstall", scopes=missing)
    for scope in wanting:
        yield warning(Check.SCOPES, OPTIONAL[scope], "health.reinstall", scope=scope)
    if not missing and not wanting:
        yield ok(Check.SCOPES, "health.scopes")


def _joined(client: WebClient) -> set[str]:
    """The channels that the bot is in and that are not archived."""
    found: set[str] = set()
    cursor: str | None = None
    while True:
        page = client.users_conversations(
            types="public_channel,private_channel", exclude_archived=True, limit=200, cursor=cursor
        )
        found |= {channel["id"] for channel in page["channels"]}
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return found


def _apart(client: WebClient, team: Team, joined: Collection[str]) -> Finding | None:
    """Why the digest of a team cannot be posted; none where it can."""
    if team.channel in joined:
        return None
    values = {"team": team.name, "channel": SlackId(team.channel)}
    if not team.channel:
        return warning(Check.CHANNELS, "health.channel_none", "health.channel_none.fix", team=team.name)
    try:
        told = client.conversations_info(channel=team.channel)["channel"]
    except SlackApiError as refused:
        if refused.response["error"] != "channel_not_found":
            raise
        return wrong(Check.CHANNELS, "health.channel_not_found", "health.channel_not_found.fix", **values)
    if told.get("is_archived"):
        return wrong(Check.CHANNELS, "health.channel_archived", "health.unarchive", **values)
    return wrong(Check.CHANNELS, "health.channel_not_joined", "health.invite", **values)
