"""Stopping: what was received is still answered, and nobody waits long for the end."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from slack_bolt import Ack, App

from bot import app
from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack
from bot.localslack.workspace import Command
from bot.people.job import adopt
from bot.socket_mode import listening
from tests.scenarios.conftest import settings


def test_it_acks_what_is_under_way_when_it_stops(database_url: str, tmp_path: Path) -> None:
    clock = Clock(datetime(2026, 11, 27, 9, 55, tzinfo=UTC))
    with LocalSlack(clock) as slack, ThreadPoolExecutor(1) as pool:
        slack.add_person("U0ANNA", "Anna")
        bot = app.build(settings(slack, database_url, tmp_path), clock)
        adopt(bot.context, bot.client)
        reached = listen_slowly(bot.app, slack)
        with listening(bot):
            ack = pool.submit(slack.person("U0ANNA").slash, "/slow")
            slack.wait(lambda: bool(reached))
        assert ack.result().arrived
        bot.context.database.close()


def listen_slowly(bolt: App, slack: LocalSlack) -> list[str]:
    """A command whose listener takes its time; what it has begun is in the list."""
    slack.commands = [Command("/slow")]
    reached: list[str] = []

    @bolt.command("/slow")
    def slow(ack: Ack) -> None:
        reached.append("begun")
        time.sleep(0.4)
        ack("done")

    return reached
