"""The client that talks to Slack's Web API."""

from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.settings import Settings
from bot.tls import shared_context

SLACK_SECONDS = 20
MOST_WAITS = 20


def web_client(settings: Settings, token: str = "") -> WebClient:
    """With the token of the settings where no other is given. Tries each call once: the client's own retry of a post
    could post twice."""
    return WebClient(
        token or settings.slack_bot_token,
        base_url=settings.slack_api_url,
        timeout=SLACK_SECONDS,
        ssl=shared_context(),
        retry_handlers=[],
    )


def patient(client: WebClient) -> WebClient:
    """The same for reading many people: waits where Slack asks it to."""
    waiting = RateLimitErrorRetryHandler(max_retry_count=MOST_WAITS)
    return WebClient(client.token, base_url=client.base_url, ssl=client.ssl, retry_handlers=[waiting])
