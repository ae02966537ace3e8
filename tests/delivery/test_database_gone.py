"""The database goes away in the middle of sending, and comes back: what was sent is known, and all else goes on."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.clients import Clients
from bot.delivery import office, recording
from bot.delivery.outbox import Outbox
from bot.delivery.outgoing import Outgoing, Post
from bot.delivery.pace import POST
from bot.delivery.sender import Sender
from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack
from bot.settings import Settings
from storage.db import Database
from storage.deliveries import deliveries_of, owe
from storage.kinds import DeliveryKind, DeliveryState
from storage.people import new_workspace

NOW = datetime(2026, 11, 27, 7, tzinfo=UTC)
KEYS = [f"key{number}" for number in range(10)]


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(Clock(NOW)) as served:
        served.add_person("U0ANNA", "Anna")
        yield served


@pytest.fixture
def sender(database: Database, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch) -> Sender:
    monkeypatch.setattr(recording, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(office, "AFTER_FAILURE_SECONDS", 0.01)
    with database.write() as session:
        workspace = new_workspace(session, "en", "UTC", slack.team_id)
        for key in KEYS:
            owe(session, workspace.id, DeliveryKind.PROMPT, key, target="U0ANNA", subject_id=1, due=NOW)
    settings = Settings(_env_file=None, slack_api_url=slack.api_url)
    clients = Clients(settings, lambda _team: slack.bot_token)
    renderers = dict.fromkeys(DeliveryKind, lambda delivery, _now: Outgoing(Post(delivery.key, ())))
    return Sender(Outbox(database, lambda *_: None), renderers, clients, slack.clock)


def failing(database: Database, times: int, word: str) -> Callable[[], int]:
    """The next statements with a word in them find no database; tells how many have met that."""
    met = [0]

    def gone(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if word in statement and met[0] < times:
            met[0] += 1
            raise OperationalError(statement, None, ConnectionError("the server closed the connection"))

    event.listen(database.engine, "before_cursor_execute", gone)
    return lambda: met[0]


def states(database: Database) -> list[DeliveryState]:
    with database.read() as session:
        return [one.state for one in deliveries_of(session, 1)]


def test_what_was_sent_is_written_down_once_it_is_back(database: Database, slack: LocalSlack, sender: Sender) -> None:
    met = failing(database, 3, "sent_at=")
    sender.drain()
    assert met() == 3
    assert states(database) == [DeliveryState.SENT] * len(KEYS)
    assert sorted(call.args["text"] for call in slack.ledger if call.method == POST) == KEYS


def test_a_look_that_fails_is_followed_by_another(database: Database, slack: LocalSlack, sender: Sender) -> None:
    met = failing(database, 3, "sender_until")
    running = threading.Thread(target=sender.run)
    running.start()
    slack.wait(lambda: states(database) == [DeliveryState.SENT] * len(KEYS))
    sender.stop()
    running.join()
    assert met() == 3
    assert len([call for call in slack.ledger if call.method == POST]) == len(KEYS)
