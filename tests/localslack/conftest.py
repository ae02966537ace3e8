from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack
from tests.browser.chromium import CHROMIUM, FLAGS

Visit = Callable[..., Page]
NOW = datetime(2026, 11, 27, 9, 55, tzinfo=UTC)


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """Anna, Boris, Vera the guest, Max of another company, and Olga who has left; #team and #secret."""
    local = LocalSlack(Clock(NOW))
    local.add_person("U0ANNA", "Anna Lind", email="anna@example.com", tz="Europe/Berlin", admin=True)
    local.add_person("U0BORIS", "Boris Kim", tz="Asia/Almaty", locale="ru-RU")
    local.add_person("U0VERA", "Vera Gast", guest=True)
    local.add_person("U0MAX", "Max Fremd", stranger=True)
    local.add_person("U0OLGA", "Olga Weg", deleted=True)
    local.add_channel("C0TEAM", "team", members=["U0ANNA", "U0BORIS"])
    local.add_channel("C0SECRET", "secret", members=["U0ANNA"], private=True, bot_member=False)
    local.add_channel("C0OPEN", "open", members=["U0ANNA"], bot_member=False)
    local.add_channel("C0OLD", "old", members=["U0ANNA"], archived=True)
    local.file_delay = 0.05
    with local:
        yield local


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url)


@pytest.fixture
def connected(slack: LocalSlack, client: WebClient) -> Iterator[SocketModeHandler]:
    """A Bolt app on the socket; listeners may be added as a test goes on."""
    handler = connect(slack, App(client=client, process_before_response=True))
    yield handler
    hang_up(slack, handler)


@pytest.fixture
def app(connected: SocketModeHandler) -> App:
    return connected.app


def connect(slack: LocalSlack, app: App) -> SocketModeHandler:
    socket_client = WebClient(token=slack.app_token, base_url=slack.api_url)
    handler = SocketModeHandler(app, slack.app_token, web_client=socket_client, ping_interval=1)
    before = slack.socket.connections
    handler.connect()  # type: ignore[no-untyped-call]
    slack.wait(lambda: slack.socket.connections == before + 1)
    return handler


def hang_up(slack: LocalSlack, *handlers: SocketModeHandler) -> None:
    """Closes at once; left to itself the client sits out its own time-outs, 3 s in all."""
    for handler in handlers:
        handler.client.auto_reconnect_enabled = False
    slack.drop_connections()
    for handler in handlers:
        slack.wait(lambda client=handler.client: not client.is_connected())  # type: ignore[misc]
        handler.client.closed = True
        handler.client.enqueue_message("")
        handler.close()  # type: ignore[no-untyped-call]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, slack: LocalSlack) -> Iterator[Visit]:
    """Opens the page, somebody's or some place's by its query, in a window of its own."""

    def go(query: str = "", width: int = 1200) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800})
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto(f"{slack.page_url}{query}")
        return page

    yield go
    for context in browser.contexts:
        context.close()
