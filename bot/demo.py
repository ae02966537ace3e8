"""The demo's composition: the bot, a local Slack, a sample company, and a clock that people move."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import app
from bot.app import Okrbot
from bot.localslack.clock import Clock
from bot.localslack.sample import furnish, stock
from bot.localslack.server import LocalSlack
from bot.localslack.workspace import ClockMove
from bot.manifest import LISTENING
from bot.people.job import adopt, refresh
from bot.rounds.moments import Moments, next_moments
from bot.running import running
from bot.settings import Mode, Settings
from bot.tick import tick
from storage.deliveries import next_due

START = datetime(2026, 11, 27, 8, 55, tzinfo=UTC)  # Friday, 09:55 in Berlin, five minutes before the check-in
WEEK = timedelta(weeks=1)
MOST_STOPS = 200
LONGEST_SENDING = 60.0
GLANCE = 0.02


@dataclass(frozen=True)
class Stage:
    slack: LocalSlack
    bot: Okrbot
    clock: Clock

    @classmethod
    @contextmanager
    def open(cls, folder: Path, port: int, mode: Mode = Mode.SOCKET) -> Iterator["Stage"]:
        """Serves until the block ends. OSError where the port is taken."""
        clock = Clock(START, running=True)
        slack = LocalSlack(clock, "okrbot")
        furnish(slack)
        slack.start(port)
        try:
            bot = app.build(_settings(slack, folder, mode), clock)
            adopt(bot.context, bot.client)
            stock(bot.context.database, clock())
            refresh(bot.context, bot.clients)
            stage = cls(slack, bot, clock)
            stage.set_clock()
            with running(bot) as address:
                if address:
                    slack.deliver_to(f"{address}{LISTENING}")
                yield stage
        finally:
            slack.stop()

    def set_clock(self) -> None:
        """What the page's clock buttons do."""
        self.slack.on_clock_move = self.move
        self.slack.clock_moves = [
            ClockMove("next", "To the next check-in", lambda now: self._moments(now).opening),
            ClockMove("deadline", "To the deadline", lambda now: self._moments(now).deadline),
            ClockMove("week", "+1 week", lambda now: now + WEEK),
        ]

    def move(self, target: datetime) -> None:
        """Goes there by way of every opening and deadline between, and of all that is owed later, so that each happens
        at its hour."""
        self._settle()
        for _ in range(MOST_STOPS):
            now = self.clock()
            stops = [stop for stop in (*self._moments(now), self._owed()) if stop is not None and now < stop < target]
            if not stops:
                break
            self._happen(min(stops))
        self._happen(target)

    def _happen(self, instant: datetime) -> None:
        self.clock.move_to(instant)
        tick(self.bot.context, instant)
        self._settle()

    def _settle(self) -> None:
        """Waits until all that is due is sent, by whichever sender, or none sends any more: under a clock that jumps, a
        lease would run out while its holder is still sending, and another sender would send again."""
        end = time.monotonic() + LONGEST_SENDING
        while not self.bot.sender.stopped and self._waits() and time.monotonic() < end:
            self.bot.sender.drain()
            time.sleep(GLANCE)

    def _waits(self) -> bool:
        due = self._owed()
        return due is not None and due <= self.clock()

    def _owed(self) -> datetime | None:
        """When the next message is due."""
        with self.bot.context.database.read() as session:
            return next_due(session)

    def _moments(self, now: datetime) -> Moments:
        with self.bot.context.database.read() as session:
            return next_moments(session, now)


def _settings(slack: LocalSlack, folder: Path, mode: Mode) -> Settings:
    """In HTTP mode the bot listens at any free port."""
    return Settings(
        _env_file=None,
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_signing_secret=slack.signing_secret if mode is Mode.HTTP else "",
        port=0,
        slack_api_url=slack.api_url,
        database_url="",
        okrbot_data_dir=folder,
        okrbot_admins=tuple(person.id for person in slack.people.values() if person.admin),
        okrbot_timezone="Europe/Berlin",
    )
