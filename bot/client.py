"""The client that talks to Slack's Web API."""

from slack_sdk import WebClient

from bot.settings import Settings
from bot.tls import shared_context

SLACK_SECONDS = 20


def web_client(settings: Settings) -> WebClient:
    """Tries each call once: the client's own retry of a post could post twice."""
    return WebClient(
        settings.slack_bot_token,
        base_url=settings.slack_api_url,
        timeout=SLACK_SECONDS,
        ssl=shared_context(),
        retry_handlers=[],
    )
