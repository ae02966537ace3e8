"""The way through Slack and back: Bolt's OAuth flow on our stores, with our pages."""

import logging
import re
from collections.abc import Callable
from datetime import datetime

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.error import BoltError
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import CallbackOptions, FailureArgs, SuccessArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy.exc import SQLAlchemyError

from bot.client import web_client
from bot.installing import pages
from bot.installing.states import STATE_SECONDS, States
from bot.installing.store import Installations
from bot.manifest import REDIRECT, SCOPES
from bot.settings import Settings
from storage.db import Database

INSTALL = "/slack/install"
CODE = re.compile(r"code: \S+")
HTML = "text/html; charset=utf-8"
logger = logging.getLogger(__name__)


class OrgWide(BoltError):
    """An installation for a whole Enterprise Grid organisation, which has no workspace of its own."""


class Flow(OAuthFlow):
    def __init__(self, settings: OAuthSettings, spoken: Settings, stored: Callable[[], None]) -> None:
        """`stored` is called after each installation."""
        without_token = spoken.model_copy(update={"slack_bot_token": ""})
        super().__init__(client=web_client(without_token), logger=_quiet(), settings=settings)
        self._language, self._stored = spoken.okrbot_language, stored

    def build_install_page_html(self, url: str, request: BoltRequest) -> str:
        return pages.begin(pages.language_of_browser(request.headers, self._language), url)

    def run_installation(self, code: str) -> Installation | None:
        try:
            return super().run_installation(code)
        except (SlackClientError, OSError):
            logger.exception("Slack could not be asked for the token of an installation")
            return None

    def store_installation(self, request: BoltRequest, installation: Installation) -> None:
        if installation.is_enterprise_install or not installation.team_id or not installation.bot_token:
            self._give_back(installation)
            raise OrgWide("an installation for a whole organisation")
        try:
            super().store_installation(request, installation)
        except SQLAlchemyError as failed:
            logger.exception("an installation could not be stored")
            raise BoltError("the database refused an installation") from failed
        self._stored()

    def _give_back(self, installation: Installation) -> None:
        try:
            self.client.auth_revoke(token=installation.bot_token)
        except (SlackApiError, OSError):
            logger.warning("the token of a refused installation could not be given back", exc_info=True)


def oauth_flow(
    installations: Installations,
    settings: Settings,
    database: Database,
    clock: Callable[[], datetime],
    stored: Callable[[], None],
) -> Flow:
    """What answers `/slack/install` and `/slack/oauth_redirect`; `stored` is called after each installation."""
    told = OAuthSettings(
        client_id=settings.slack_client_id,
        client_secret=settings.slack_client_secret,
        scopes=tuple(SCOPES),
        user_scopes=(),
        redirect_uri=settings.okrbot_url + REDIRECT,
        install_path=INSTALL,
        redirect_uri_path=REDIRECT,
        callback_options=_answers(settings.okrbot_language, settings.okrbot_url + INSTALL),
        authorization_url=settings.slack_api_url.removesuffix("api/") + "oauth/v2/authorize",
        installation_store=installations,
        state_store=States(database, clock),
        state_expiration_seconds=STATE_SECONDS,
    )
    return Flow(told, settings, stored)


def _answers(language: str, again: str) -> CallbackOptions:
    def success(args: SuccessArgs) -> BoltResponse:
        text = pages.language_of_browser(args.request.headers, language)
        found = args.installation
        url = f"https://slack.com/app_redirect?app={found.app_id}&team={found.team_id}"
        return _answer(200, pages.installed(text, found.team_name or "", url), args)

    def failure(args: FailureArgs) -> BoltResponse:
        reason = "org_wide" if isinstance(args.error, OrgWide) else args.reason
        logger.warning("an installation ended with %s", reason[:80])
        text = pages.language_of_browser(args.request.headers, language)
        return _answer(args.suggested_status_code, pages.failed(text, reason, again), args)

    return CallbackOptions(success=success, failure=failure)


def _answer(status: int, page: str, args: SuccessArgs | FailureArgs) -> BoltResponse:
    """Nothing of the page is kept, and the state's cookie goes."""
    gone = args.settings.state_utils.build_set_cookie_for_deletion()
    return BoltResponse(
        status=status, body=page, headers={"Content-Type": HTML, "Set-Cookie": gone, "Cache-Control": "no-store"}
    )


def _quiet() -> logging.Logger:
    """For what Bolt logs: it names the code that Slack gave, which is good for a token until it is used."""
    found = logging.getLogger(f"{__name__}.bolt")
    if not found.filters:
        found.addFilter(_without_code)
    return found


def _without_code(record: logging.LogRecord) -> bool:
    record.msg = CODE.sub("code: ...", str(record.msg))
    return True
