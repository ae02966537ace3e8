"""How somebody installs the app, as pictures for the manual: Slack's page that asks, the bot's, and its first words."""

import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from bot.app import build
from bot.keys import new_key
from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack
from bot.manifest import REDIRECT
from bot.running import running
from bot.settings import Settings
from tests.browser.chromium import CHROMIUM, FLAGS

SIZE = {"width": 900, "height": 460}
NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
QUIET_MS = 400


def shoot(folder: Path) -> None:
    with bot_to_install() as (slack, url), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport=SIZE, color_scheme="light")  # type: ignore[arg-type]
        page.goto(f"{url}/slack/install")
        page.get_by_role("link", name="Add to Slack").click()
        page.get_by_role("combobox").select_option("T0LOCAL:U0ANNA")
        page.screenshot(path=folder / "install-allow.png")
        page.get_by_role("button", name="Allow").click()
        page.get_by_role("heading", name="okrbot is installed").wait_for()
        page.screenshot(path=folder / "install-done.png")
        page.goto(f"{slack.page_url}?as=U0ANNA")
        page.get_by_role("button", name="Set up a team").wait_for()
        page.wait_for_timeout(QUIET_MS)
        page.screenshot(path=folder / "install-welcome.png")
        browser.close()


@contextmanager
def bot_to_install() -> Iterator[tuple[LocalSlack, str]]:
    """A bot in HTTP mode for many companies, and the Slack of one that has not installed it yet."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with (
        tempfile.TemporaryDirectory() as data,
        LocalSlack(Clock(NOW, running=True), "okrbot", team_name="Acme") as slack,
    ):
        slack.bot_token, slack.oauth.redirect_urls = "", (url + REDIRECT,)
        slack.add_person("U0ANNA", "Anna", tz="Europe/Berlin", locale="en-GB")
        settings = Settings(
            _env_file=None, slack_signing_secret=slack.signing_secret, slack_client_id=slack.oauth.client_id,
            slack_client_secret=slack.oauth.client_secret, okrbot_secret_key=new_key(), okrbot_url=url, port=port,
            okrbot_data_dir=Path(data), slack_api_url=slack.api_url,
        )  # fmt: skip
        with running(build(settings, slack.clock)) as address:
            slack.deliver_to(f"{address}/slack/events")
            yield slack, url
