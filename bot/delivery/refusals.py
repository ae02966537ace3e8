"""What Slack's refusals mean for a delivery. Source: Slack's method pages and what was measured of them."""

from enum import StrEnum

from slack_sdk.errors import SlackApiError

from bot.delivery.outgoing import NotYet


class Meaning(StrEnum):
    WAIT = "wait"
    UNSURE = "unsure"
    PAUSE = "pause"
    PARK = "park"
    SKIP = "skip"
    PLAIN = "plain"


MEANINGS = {
    "ratelimited": Meaning.WAIT,
    "internal_error": Meaning.UNSURE,
    "fatal_error": Meaning.UNSURE,
    "service_unavailable": Meaning.UNSURE,
    "request_timeout": Meaning.UNSURE,
    "token_revoked": Meaning.PAUSE,
    "token_expired": Meaning.PAUSE,
    "account_inactive": Meaning.PAUSE,
    "invalid_auth": Meaning.PAUSE,
    "not_authed": Meaning.PAUSE,
    "user_disabled": Meaning.SKIP,
    "cannot_dm_bot": Meaning.SKIP,
    "messages_tab_disabled": Meaning.SKIP,
    "user_not_found": Meaning.SKIP,
    "msg_too_long": Meaning.PLAIN,
    "invalid_blocks": Meaning.PLAIN,
    "invalid_blocks_format": Meaning.PLAIN,
}


def meaning_of(error: Exception) -> Meaning:
    """A refusal we know; a wait for what is under way; any other answer of Slack's parks, and no answer at all
    leaves it unsure whether the message is there."""
    if isinstance(error, NotYet):
        return Meaning.WAIT
    if isinstance(error, SlackApiError):
        if error.response.status_code >= 500:
            return Meaning.UNSURE
        return MEANINGS.get(code_of(error), Meaning.PARK)
    return Meaning.UNSURE


def code_of(error: Exception) -> str:
    """Slack's error code, with the scope where one is missing, or the kind of failure where Slack gave none."""
    if not isinstance(error, SlackApiError):
        return type(error).__name__
    code, scope = error.response.get("error") or error.response.status_code, error.response.get("needed")
    return f"{code}: {scope}" if scope else str(code)


def retry_after(error: Exception) -> float:
    """Seconds that Slack asks to wait; 5 where it does not say."""
    headers = error.response.headers if isinstance(error, SlackApiError) else {}
    return float(next((value for name, value in headers.items() if name.lower() == "retry-after"), 5))
