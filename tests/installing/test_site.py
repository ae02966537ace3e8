"""The whole way: a browser, the site, Slack's page, signed requests of two companies, and one of them leaves."""

import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from bot.app import Okrbot, build
from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack
from bot.manifest import REDIRECT
from bot.settings import Settings
from bot.web.server import serving
from tests.browser.chromium import CHROMIUM, FLAGS
from tests.installing.conftest import NOW
from tests.scenarios.conftest import STUDIO, words


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium.new_page()
        chromium.close()


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(Clock(NOW)) as found:
        found.bot_token = ""
        yield found


@pytest.fixture
def bot(settings: Settings, slack: LocalSlack, port: int) -> Iterator[Okrbot]:
    url = f"http://127.0.0.1:{port}"
    slack.oauth.redirect_urls = (url + REDIRECT,)
    there = {"slack_api_url": slack.api_url, "okrbot_url": url, "port": port}
    made = build(settings.model_copy(update=there), slack.clock, studio=STUDIO)
    with serving(made) as address:
        slack.deliver_to(f"{address}/slack/events")
        yield made
    made.context.database.close()


@pytest.mark.timeout(120)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_two_companies_install_it_and_one_takes_it_out(bot: Okrbot, slack: LocalSlack, page: Page) -> None:
    other = slack.neighbour("T0OTHER", "Other")
    slack.add_person("U0ANNA", "Anna")
    other.add_person("U0ANNA", "Anna")
    for company in (slack, other):
        page.goto(f"{bot.context.settings.okrbot_url}/slack/install")
        page.get_by_role("link", name="Add to Slack").click()
        page.get_by_role("combobox").select_option(f"{company.team_id}:U0ANNA")
        page.get_by_role("button", name="Allow").click()
        assert page.get_by_role("heading").inner_text() == "okrbot is installed"
        assert company.team_name in page.get_by_role("main").inner_text()
    page.reload()
    assert page.get_by_role("heading").inner_text() == "okrbot is not installed"
    assert all("/okr checkin" in said(company) for company in (slack, other))
    slack.uninstall_app()
    slack.wait(lambda: bot.clients.token("T0LOCAL") is None)
    assert "not connected to okrbot" in said(slack)
    assert "/okr checkin" in said(other)


def said(company: LocalSlack) -> str:
    """What Anna hears of `/okr help`, in the ack or after it."""
    anna, dm = company.person("U0ANNA"), company.dm_of("U0ANNA").id
    before = len(anna.ephemerals(dm))
    anna.slash("/okr", "help")
    company.wait(lambda: len(anna.ephemerals(dm)) > before)
    return words(anna.ephemerals(dm)[-1])
