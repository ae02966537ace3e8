from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack

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
def app(client: WebClient) -> App:
    return App(client=client, process_before_response=True)


@pytest.fixture
def connected(slack: LocalSlack, app: App) -> Iterator[SocketModeHandler]:
    """The Bolt app on the socket; listeners may be added before and after."""
    socket_client = WebClient(token=slack.app_token, base_url=slack.api_url)
    handler = SocketModeHandler(app, slack.app_token, web_client=socket_client, ping_interval=1)
    handler.connect()  # type: ignore[no-untyped-call]
    slack.wait(lambda: slack.socket.connections == 1)
    yield handler
    handler.client.auto_reconnect_enabled = False
    # Without these two the client sits out its own time-outs, 3 s in all.
    slack.drop_connections()
    handler.client.closed = True
    handler.client.enqueue_message("")
    handler.close()  # type: ignore[no-untyped-call]
