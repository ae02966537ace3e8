"""A bot that many companies install, on the local Slack; somebody with a browser, and one without."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from slack_bolt import BoltRequest, BoltResponse

from bot import app
from bot.app import Okrbot
from bot.installing.oauth import INSTALL, Flow, oauth_flow
from bot.keys import new_key
from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack
from bot.manifest import REDIRECT
from bot.settings import Settings
from storage.models import Workspace
from storage.people import workspace_by_slack_id
from tests.scenarios.conftest import STUDIO

URL = "https://okrs.example.com"
NOW = datetime(2026, 11, 27, 6, 55, tzinfo=UTC)


class _Links(HTMLParser):
    """The address behind the page's button."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.button = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and ("class", "button") in attrs:
            self.button = dict(attrs)["href"] or ""


def button(page: str) -> str:
    return _Links(page).button


@dataclass
class Browser:
    """Keeps cookies, follows nothing by itself."""

    flow: Flow
    language: str = "en"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, url: str) -> BoltResponse:
        """One of the bot's two pages."""
        parts = urlsplit(url)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers: dict[str, str | Sequence[str]] = {
            "cookie": [cookie],
            "accept-language": [f"{self.language}-XX,{self.language};q=0.9"],
        }
        request = BoltRequest(body="", query=parts.query, headers=headers)
        handle = self.flow.handle_installation if parts.path == INSTALL else self.flow.handle_callback
        answer = handle(request)
        for kept in answer.cookies():
            self.cookies |= {name: value.value for name, value in kept.items()}
        return answer

    def at_slack(self, team: str, person: str, answer: str = "allow") -> str:
        """Begins, answers Slack's page, and gives the address that Slack sends back to."""
        asked = button(self.get(f"{URL}{INSTALL}").body)
        told = requests.post(asked, {"who": f"{team}:{person}", "answer": answer}, allow_redirects=False, timeout=20)
        return told.headers["Location"]

    def install(self, team: str, person: str) -> BoltResponse:
        return self.get(self.at_slack(team, person))


@dataclass
class Provider:
    """Who runs the bot for all, with the first company's Slack and a second company beside it."""

    slack: LocalSlack
    other: LocalSlack
    bot: Okrbot
    clock: Clock
    flow: Flow

    def browser(self, language: str = "en") -> Browser:
        return Browser(self.flow, language)

    def token(self, team: str) -> str | None:
        return self.bot.clients.token(team)

    def workspace(self, team: str) -> Workspace:
        with self.bot.context.database.read() as session:
            found = workspace_by_slack_id(session, team)
        assert found is not None
        return found


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(
        _env_file=None,
        slack_signing_secret="local-signing-secret",
        slack_client_id="1000.2000",
        slack_client_secret="local-client-secret",
        okrbot_secret_key=new_key(),
        okrbot_url=URL,
        database_url=database_url,
        okrbot_data_dir=tmp_path,
    )


@pytest.fixture
def provider(settings: Settings, caplog: pytest.LogCaptureFixture) -> Iterator[Provider]:
    caplog.set_level(logging.INFO)
    clock = Clock(NOW)
    with LocalSlack(clock) as slack:
        slack.bot_token = ""
        slack.oauth.redirect_urls = (URL + REDIRECT,)
        other = slack.neighbour("T0OTHER", "Other")
        for company in (slack, other):
            company.add_person("U0ANNA", "Anna", tz="Europe/Moscow", locale="ru-RU")
            company.add_person("U0BORIS", "Boris")
        bot, flow = made(settings, slack, clock)
        yield Provider(slack, other, bot, clock, flow)
        bot.context.database.close()


def made(settings: Settings, slack: LocalSlack, clock: Clock) -> tuple[Okrbot, Flow]:
    """A bot of its own, as another replica would be."""
    there = settings.model_copy(update={"slack_api_url": slack.api_url})
    bot = app.build(there, clock, studio=STUDIO)
    assert bot.installations is not None
    return bot, oauth_flow(bot.installations, there, bot.context.database, clock, bot.context.wake)
