"""The real bot on the local Slack: a team, a Friday morning, and a clock that only the test moves."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import BoltRequest, BoltResponse

from bot import app
from bot.app import Okrbot
from bot.checkins.log import Logged, logged
from bot.localslack.clock import Clock
from bot.localslack.conversations import Message
from bot.localslack.driver import Driver
from bot.localslack.server import LocalSlack
from bot.localslack.socket import Ack
from bot.objectives.plans.store import store_plan
from bot.objectives.plans.tree import read_tree
from bot.people.job import adopt, refresh
from bot.settings import Mode, Settings
from bot.socket_mode import listening
from bot.tick import tick
from charts.studio import Studio
from storage.deliveries import deliveries_of
from storage.models import Delivery, Person
from storage.people import find_workspaces, person_by_slack_id
from tests.beginnings import Beginnings
from tests.command import Run, at_command
from tests.localslack.conftest import hang_up
from tests.scenarios.kpis import DRIVEN, Survey, bring

FRIDAY = datetime(2026, 11, 27, 6, 55, tzinfo=UTC)  # 09:55 in Moscow
THURSDAY = FRIDAY.replace(day=26)
CHANNEL = "C0SUPPORT"
STUDIO = Studio()

PLAN = """
teams:
  - name: Support
    channel: C0SUPPORT
    lead: U0ANNA
    members: [U0ANNA, U0BORIS]
    language: LANGUAGE
    timezone: Europe/Moscow
cycles:
  - {name: 2026-Q4, from: 2026-10-01, to: 2026-12-31}
objectives:
  - title: Customers recommend us
    level: team
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
    key_results:
      - {title: NPS from 40 to 60, owner: U0ANNA, start: 40, target: 60, unit: points}
      - {title: First response in 2 hours, owner: U0BORIS, start: 6, target: 2, unit: h}
"""


@dataclass
class Company:
    """The bot, its Slack and its people. `to` moves the clock and lets everything due happen."""

    slack: LocalSlack
    bot: Okrbot
    clock: Clock

    @property
    def anna(self) -> Driver:
        return self.slack.person("U0ANNA")

    @property
    def boris(self) -> Driver:
        return self.slack.person("U0BORIS")

    def plan(self, text: str, made: datetime = THURSDAY) -> None:
        """Imports an OKR file, the day before."""
        with self.bot.context.database.write() as session:
            (workspace,) = find_workspaces(session)
            store_plan(session, workspace, read_tree(text), None, made)
        refresh(self.bot.context, self.bot.clients)

    def to(self, instant: datetime) -> None:
        self.clock.move_to(instant)
        tick(self.bot.context, instant)
        self.settle()

    def at(self, hour: int, minute: int = 0, day: int = 27) -> None:
        """Moscow time in November 2026."""
        self.to(datetime(2026, 11, day, hour - 3, minute, tzinfo=UTC))

    def settle(self) -> None:
        """Sends all that is owed."""
        self.bot.sender.drain()

    def asking(self, person: Driver) -> Message:
        """The newest message with buttons of a check-in: a person is told of other things too."""
        return next(one for one in reversed(person.dm) if '"checkin_' in json.dumps(one.blocks))

    def open_form(self, person: Driver, button: str = "Check in", message: Message | None = None) -> None:
        """Presses a button of the newest message that has some, or of another one, and waits for the modal."""
        person.click(message or self.asking(person), button)
        self.slack.wait(lambda: person.modal is not None)

    def answer(self, person: Driver, values: dict[str, Any], button: str = "Check in") -> Ack:
        """Fills the form of the newest prompt in, saves it, and lets the receipt go out."""
        self.open_form(person, button)
        person.fill(values)
        ack = person.submit()
        self.settle()
        return ack

    @property
    def checkins(self) -> list[Logged]:
        with self.bot.context.database.read() as session:
            (workspace,) = find_workspaces(session)
            return logged(session, workspace, None, None)

    @property
    def deliveries(self) -> list[Delivery]:
        with self.bot.context.database.read() as session:
            (workspace,) = find_workspaces(session)
            return deliveries_of(session, workspace.id)

    def person(self, slack_id: str) -> Person:
        """The person's row."""
        with self.bot.context.database.read() as session:
            (workspace,) = find_workspaces(session)
            found = person_by_slack_id(session, workspace.id, slack_id)
        assert found is not None
        return found

    @property
    def posts(self) -> list[Message]:
        """The team's channel, without threads."""
        return [message for message in self.anna.read(CHANNEL) if not message.is_reply]


@pytest.fixture
def language() -> str:
    """English unless a test says otherwise."""
    return "en"


@pytest.fixture
def company(database_url: str, tmp_path: Path, language: str, mode: Mode, beginnings: Beginnings) -> Iterator[Company]:
    clock = Clock(FRIDAY)
    begun = beginnings.bring(database_url, f"company-{language}")
    locale = {"en": "en-US", "ru": "ru-RU"}[language]
    with LocalSlack(clock) as slack:
        slack.file_delay = 0.02
        for person, name in (("U0ANNA", "Anna"), ("U0BORIS", "Boris")):
            slack.add_person(person, name, tz="Europe/Moscow", locale=locale)
        slack.add_person("U0VERA", "Vera", guest=True, tz="Europe/Moscow", locale=locale)
        slack.add_person("U0MAX", "Max", stranger=True)
        slack.add_channel(CHANNEL, "support", members=["U0ANNA", "U0BORIS"])
        bot = app.build(settings(slack, database_url, tmp_path, mode), clock, studio=STUDIO)
        company = Company(slack, bot, clock)
        if not begun:
            adopt(bot.context, bot.client)
            company.plan(PLAN.replace("LANGUAGE", language))
            beginnings.keep(database_url, f"company-{language}")
        with reached(slack, bot):
            yield company
        bot.context.database.close()


@contextmanager
def reached(slack: LocalSlack, bot: Okrbot) -> Iterator[None]:
    """Slack reaches the bot the way that its settings say."""
    if bot.context.settings.mode is Mode.HTTP:
        from bot.web.server import serving  # which takes a while to load

        with serving(bot) as address:
            slack.deliver_to(f"{address}/slack/events")
            yield
        return
    with listening(bot) as socket:
        yield
        hang_up(slack, socket)


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls `okrbot` on the company's database."""
    return at_command(database_url, tmp_path, monkeypatch)


@pytest.fixture
def survey(company: Company) -> Survey:
    """Stores a survey's answers."""
    return partial(bring, company.bot.context.database)


@pytest.fixture
def driven(company: Company) -> Company:
    """A survey drives Anna's key result."""
    company.plan(DRIVEN)
    return company


def dispatch(company: Company, body: Mapping[str, Any]) -> BoltResponse:
    """Hands the app a payload that no Slack client sends, or one that comes again."""
    return company.bot.app.dispatch(BoltRequest(body=dict(body), mode="socket_mode"))


def settings(slack: LocalSlack, database_url: str, folder: Path, mode: Mode = Mode.SOCKET) -> Settings:
    return Settings(
        _env_file=None,
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_signing_secret=slack.signing_secret if mode is Mode.HTTP else "",
        port=0,
        slack_api_url=slack.api_url,
        database_url=database_url,
        okrbot_data_dir=folder,
        okrbot_timezone="Europe/Moscow",
    )


def words(message: Message) -> str:
    """All that a person reads of a message."""
    return "\n".join([message.text, json.dumps(list(message.blocks), ensure_ascii=False)])
