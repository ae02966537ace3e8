"""A person as Slack describes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.away.status import NO_STATUS, Status, status_of
from bot.text import language_of

UNKNOWN = ("user_not_found", "user_not_visible")


@dataclass(frozen=True)
class Profile:
    slack_id: str
    name: str
    timezone: str
    language: str
    active: bool
    guest: bool
    stranger: bool
    status: Status = NO_STATUS


def profile_of(user: Mapping[str, Any]) -> Profile | None:
    """A person out of one of Slack's user objects, in which any field may be missing; none for a bot."""
    if user.get("is_bot") or user["id"] == "USLACKBOT":
        return None
    shown = user.get("profile", {})
    return Profile(
        slack_id=user["id"],
        name=shown.get("display_name") or user.get("real_name") or user.get("name", ""),
        timezone=user.get("tz") or "",
        language=language_of(user.get("locale"), ""),
        active=not user.get("deleted", False),
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        stranger=bool(user.get("is_stranger")),
        status=status_of(shown),
    )


def profile_in(client: WebClient, slack_id: str) -> Profile | None:
    """The person with an id; none where Slack knows no such person."""
    try:
        return profile_of(client.users_info(user=slack_id, include_locale=True)["user"])
    except SlackApiError as refused:
        if refused.response["error"] in UNKNOWN:
            return None
        raise
