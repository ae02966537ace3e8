"""Who and what Slack knows of the people and channels that a plan names."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.errors import UserError
from bot.people.directory import Profile, profile_of

UNKNOWN = {"user_not_found", "users_not_found", "user_not_visible", "channel_not_found"}
PAGE = 200
MOST_WAITS = 5


@dataclass(frozen=True)
class Directory:
    """The profile of each person and the id of each channel by what the plan calls them; who is not in it is not
    in Slack."""

    people: Mapping[str, Profile]
    channels: Mapping[str, str]


def slack(token: str, api_url: str) -> WebClient:
    """A client that waits where Slack asks it to."""
    return WebClient(token, base_url=api_url, retry_handlers=[RateLimitErrorRetryHandler(MOST_WAITS)])


def team_of_token(client: WebClient) -> str:
    return str(_ask(client, "auth.test")["team_id"])


def look_up(client: WebClient, people: Collection[str], channels: Collection[str]) -> Directory:
    """UserError where Slack cannot be asked, or the token lacks a scope."""
    profiles = {called: _profile(client, called) for called in people}
    known = {called: profile for called, profile in profiles.items() if profile}
    return Directory(known, _channels(client, channels))


def _profile(client: WebClient, called: str) -> Profile | None:
    """The person with an id or an e-mail; none for a bot too."""
    if "@" in called:
        found = _ask(client, "users.lookupByEmail", email=called).get("user")
        # Only users.info tells the language.
        return _profile(client, found["id"]) if found else None
    user = _ask(client, "users.info", user=called, include_locale=True).get("user")
    return profile_of(user) if user else None


def _channels(client: WebClient, wanted: Collection[str]) -> dict[str, str]:
    ids = [called for called in wanted if not called.startswith("#")]
    found = {called: called for called in ids if _ask(client, "conversations.info", channel=called)}
    if len(ids) < len(wanted):
        names = {f"#{channel['name']}": str(channel["id"]) for channel in _listed(client)}
        found |= {called: names[called] for called in wanted if called in names}
    return found


def _listed(client: WebClient) -> Iterator[dict[str, Any]]:
    wanted = {"types": "public_channel,private_channel", "exclude_archived": True, "limit": PAGE}
    cursor = ""
    while True:
        page = _ask(client, "conversations.list", **wanted, cursor=cursor)
        yield from page["channels"]
        cursor = page.get("response_metadata", {}).get("next_cursor", "")
        if not cursor:
            return


def _ask(client: WebClient, method: str, **arguments: Any) -> dict[str, Any]:
    """Slack's answer; an empty one where it knows no such person or channel."""
    try:
        answer = client.api_call(method, params=arguments).data
    except SlackApiError as refused:
        error = refused.response["error"]
        if error in UNKNOWN:
            return {}
        if error == "missing_scope":
            raise UserError("plan.missing_scope", scope=refused.response.get("needed", "?")) from refused
        raise UserError("plan.slack_refused", method=method, error=error) from refused
    except (SlackClientError, OSError) as unreachable:
        raise UserError("plan.slack_unreachable") from unreachable
    return answer if isinstance(answer, dict) else {}
