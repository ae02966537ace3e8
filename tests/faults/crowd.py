"""People who answer their prompts: some at once, some late, some never; each keeps trying until Slack says it is
saved."""

import heapq
import json
import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.localslack.conversations import Message
from bot.localslack.driver import Driver
from bot.localslack.server import LocalSlack
from tests.faults.ledger import Post, posts_since
from tests.faults.weather import Weather

TRIES = 12
MODAL_SECONDS = 3.0
QUARTER = 900
SILENT, LATE, UNCHANGED = 0.15, 0.15, 0.3
"""The shares of those who never answer, who answer after it is due, and who press *No change* where they can."""


@dataclass(frozen=True, order=True)
class Intention:
    at: datetime
    post: Post
    unchanged: bool


@dataclass
class Crowd:
    """`said` is what was acknowledged: the value by person and day, and when."""

    slack: LocalSlack
    weather: Weather
    chance: random.Random
    said: dict[tuple[str, date], tuple[float, datetime]] = field(default_factory=dict)
    tries: int = 0

    def __post_init__(self) -> None:
        self._intentions: list[Intention] = []
        self._seen = 0
        self._last: dict[str, float] = {}
        self._typed: dict[str, float] = {}

    @property
    def next_at(self) -> datetime | None:
        """When somebody answers next."""
        return self._intentions[0].at if self._intentions else None

    def act(self, go: Callable[[], None]) -> bool:
        """Everybody who meant to answer by now does; false where nobody did. `go` brings dead replicas back."""
        self._look()
        acted = False
        while self._intentions and self._intentions[0].at <= self.slack.clock():
            self._answer(heapq.heappop(self._intentions), go)
            acted = True
        return acted

    def _look(self) -> None:
        """New prompts make people think of an answer, or not."""
        new, self._seen = posts_since(self.slack, self._seen)
        for post in new:
            if post.kind == "prompt" and self.chance.random() >= SILENT:
                late = self.chance.random() < LATE
                delay = timedelta(hours=self.chance.uniform(6, 18) if late else self.chance.uniform(0, 5.5))
                unchanged = self.chance.random() < UNCHANGED
                heapq.heappush(self._intentions, Intention(_in_company(post.at + delay), post, unchanged))

    def _answer(self, meant: Intention, go: Callable[[], None]) -> None:
        person = self.slack.person("U" + meant.post.channel[1:])
        for _ in range(TRIES):
            self.tries += 1
            value = (
                self._press(person, meant) if meant.unchanged and person.id in self._last else self._fill(person, meant)
            )
            if value is not None:
                self.said.setdefault((person.id, meant.post.day), (value, self.slack.clock()))
                self._last[person.id] = value
                return
            go()
        raise AssertionError(f"{person.id} could not answer {meant.post.key} in {TRIES} tries")

    def _press(self, person: Driver, meant: Intention) -> float | None:
        """*No change*; the value that stands after it, none where nobody acknowledged it."""
        message = self._message(meant.post)
        if not _has(message, "No change"):
            return self._last[person.id]  # the receipt is there: it was stored, and the bot died before it said so
        return self._last[person.id] if person.click(message, "No change").arrived else None

    def _fill(self, person: Driver, meant: Intention) -> float | None:
        """*Check in*, the form filled in and saved."""
        if person.modal is None and not self._open(person, self._message(meant.post)):
            return None
        value = self._typed.setdefault(meant.post.key, float(len(self._typed) + 1))
        person.fill({"Value": value, "Confidence (0-10)": "7"})
        ack = person.submit()
        if not ack.arrived or ack.problem:
            return None
        if person.errors_by_block:
            raise AssertionError(f"{person.id} filled in nonsense: {person.errors}")
        if person.modal is not None:
            person.close()  # it says that it is saved already
        return value

    def _open(self, person: Driver, message: Message) -> bool:
        failed = self.weather.met["views.open"]
        label = "Check in" if _has(message, "Check in") else "Edit"
        if not person.click(message, label).arrived:
            return False
        end = time.monotonic() + MODAL_SECONDS
        while person.modal is None and self.weather.met["views.open"] == failed and time.monotonic() < end:
            time.sleep(0.002)
        return person.modal is not None

    def _message(self, post: Post) -> Message:
        message = self.slack.conversations[post.channel].message(post.ts)
        assert message is not None
        return message


def _in_company(instant: datetime) -> datetime:
    """The next quarter of an hour, so that not everybody needs an instant of their own."""
    return datetime.fromtimestamp(math.ceil(instant.timestamp() / QUARTER) * QUARTER, UTC)


def _has(message: Message, label: str) -> bool:
    return f'"{label}"' in json.dumps(list(message.blocks))
