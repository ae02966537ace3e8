"""The addresses of an installation, for the site of HTTP mode. The database and Slack are asked in a thread."""

from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.app import Okrbot
from bot.installing.oauth import INSTALL, oauth_flow
from bot.installing.store import Installations
from bot.manifest import REDIRECT


def routes(bot: Okrbot, installations: Installations) -> list[Route]:
    context = bot.context
    flow = oauth_flow(installations, context.settings, context.database, context.clock, context.wake)

    def install(request: Request) -> Response:
        return to_starlette_response(flow.handle_installation(to_bolt_request(request, b"")))

    def come_back(request: Request) -> Response:
        return to_starlette_response(flow.handle_callback(to_bolt_request(request, b"")))

    return [Route(INSTALL, install), Route(REDIRECT, come_back)]
