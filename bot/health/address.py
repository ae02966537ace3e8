"""The check of the address that Slack sends requests to in HTTP mode."""

from urllib.error import HTTPError
from urllib.request import Request, urlopen

from bot.health.finding import Check, Finding, ok, warning
from bot.manifest import LISTENING
from bot.settings import Settings
from bot.tls import shared_context

SECONDS = 3.0


def address(settings: Settings) -> Finding:
    """Whether OKRBOT_URL is reached from here and okrbot stands behind it: what asks without Slack's signature is
    refused. Slack may see another net than this machine does, so it is a warning only."""
    if not settings.okrbot_url:
        local = f"http://{settings.okrbot_host}:{settings.port}{LISTENING}"
        return warning(Check.ADDRESS, "health.address_unknown", "health.address_unknown.fix", url=local)
    url = f"{settings.okrbot_url}{LISTENING}"
    problem = _refusal(url)
    if problem:
        return warning(Check.ADDRESS, "health.address_silent", "health.address_silent.fix", url=url, problem=problem)
    return ok(Check.ADDRESS, "health.address", url=url)


def _refusal(url: str) -> str:
    """Why nobody there answers as okrbot does; nothing where it does."""
    request = Request(url, data=b"{}", headers={"Content-Type": "application/json"})  # noqa: S310 - https? by settings
    try:
        with urlopen(request, timeout=SECONDS, context=shared_context()) as answer:  # noqa: S310
            return f"HTTP {answer.status}"
    except HTTPError as refused:
        with refused:
            return "" if refused.code == 401 else f"HTTP {refused.code}"
    except (OSError, ValueError) as unreachable:
        return str(getattr(unreachable, "reason", unreachable))
