"""What Slack's refusals mean for a delivery. Source: Slack's method pages and what was measured of them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from aiohttp import ClientConnectorError
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.delivery.outgoing import NotYet

Answer = AsyncSlackResponse | SlackResponse
SHORTLY = 5.0
"""Seconds, where nobody says how long to wait."""


class Meaning(StrEnum):
    WAIT = "wait"
    """The same again later: Slack has not done it."""
    UNSURE = "unsure"
    """Slack may have done it."""
    PAUSE = "pause"
    """The token is refused: nothing can be sent in this workspace."""
    SKIP = "skip"
    """This person takes no direct messages."""
    PLAIN = "plain"
    """Slack refuses our blocks."""
    PARK = "park"
    """It would be refused again: somebody has to do something first."""


MEANINGS = {
    "ratelimited": Meaning.WAIT,
    "rate_limited": Meaning.WAIT,
    "message_limit_exceeded": Meaning.WAIT,
    "internal_error": Meaning.UNSURE,
    "fatal_error": Meaning.UNSURE,
    "service_unavailable": Meaning.UNSURE,
    "request_timeout": Meaning.UNSURE,
    "team_added_to_org": Meaning.WAIT,
    "token_revoked": Meaning.PAUSE,
    "token_expired": Meaning.PAUSE,
    "account_inactive": Meaning.PAUSE,
    "invalid_auth": Meaning.PAUSE,
    "not_authed": Meaning.PAUSE,
    "user_disabled": Meaning.SKIP,
    "user_not_found": Meaning.SKIP,
    "cannot_dm_bot": Meaning.SKIP,
    "messages_tab_disabled": Meaning.SKIP,
    "msg_too_long": Meaning.PLAIN,
    "msg_blocks_too_long": Meaning.PLAIN,
    "invalid_blocks": Meaning.PLAIN,
    "invalid_blocks_format": Meaning.PLAIN,
    "not_in_channel": Meaning.PARK,
    "is_archived": Meaning.PARK,
    "channel_not_found": Meaning.PARK,
    "restricted_action": Meaning.PARK,
    "missing_scope": Meaning.PARK,
}
CLOSED_TO_US = ("not_in_channel", "is_archived", "channel_not_found", "restricted_action")


def meaning_of(error: Exception) -> Meaning:
    """Any answer of Slack's that is not in the table parks. None at all, or one that is not Slack's, leaves it unsure
    whether the message is there, unless Slack was never reached."""
    if isinstance(error, NotYet | ClientConnectorError):
        return Meaning.WAIT
    answer = _answer(error)
    if answer is None or answer.status_code >= 500:
        return Meaning.UNSURE
    if answer.status_code == 429:
        return Meaning.WAIT
    code = _said(answer).get("error")
    return MEANINGS.get(code, Meaning.PARK) if code else Meaning.UNSURE


def code_of(error: Exception) -> str:
    """Slack's error code, with the scope where one is missing, or the kind of failure where Slack gave none."""
    answer = _answer(error)
    if answer is None:
        return type(error).__name__
    said = _said(answer)
    code, scope = said.get("error") or answer.status_code, said.get("needed")
    return f"{code}: {scope}" if scope else str(code)


def closes_to_us(code: str) -> bool:
    """A channel, or a person, that will go on refusing us; Slack has several kinds of restricted_action."""
    return code.startswith(CLOSED_TO_US)


def retry_after(error: Exception) -> float | None:
    """Seconds that Slack asks to wait, or that are enough; none where Slack was not reached."""
    if isinstance(error, ClientConnectorError):
        return None
    answer = _answer(error)
    headers: Mapping[str, str] = answer.headers if answer is not None else {}
    return float(next((value for name, value in headers.items() if name.lower() == "retry-after"), SHORTLY))


def method_of(error: Exception) -> str:
    """The method that was refused; empty where it was none of Slack's."""
    answer = _answer(error)
    return answer.api_url.rsplit("/", 1)[-1] if answer is not None else ""


def _answer(error: Exception) -> Answer | None:
    """Slack's answer; none where there was none, or something else answered in Slack's place."""
    answer = error.response if isinstance(error, SlackApiError) else None
    return answer if isinstance(answer, Answer) else None


def _said(answer: Answer) -> dict[str, Any]:
    return answer.data if isinstance(answer.data, dict) else {}
