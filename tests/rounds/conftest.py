"""The clock's part without Slack: a team, its people, and ticks. Whatever is owed arrives at once."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col, select

from bot.context import Context
from bot.objectives.plans.store import store_plan
from bot.objectives.plans.tree import read_tree
from bot.settings import Settings
from bot.tick import tick
from storage.away import add_away, away_of
from storage.db import Database
from storage.kinds import DeliveryKind, DeliveryState, PartState
from storage.models import Delivery, Part, Person, Round
from storage.people import find_workspaces, new_workspace, person_by_slack_id
from storage.schedule import anything_due
from tests.beginnings import Beginnings

MADE = datetime(2026, 11, 25, 6, tzinfo=UTC)
ZONES = {"U0ANNA": "Europe/Moscow", "U0BORIS": "Europe/Moscow", "U0KIRI": "America/Lima"}
PLAN = """
teams:
  - name: Support
    channel: C0SUPPORT
    lead: U0ANNA
    timezone: Europe/Moscow
    checkin: {zone: ZONE, holidays: HOLIDAYS, every: EVERY}
cycles:
  - {name: 2026-Q4, from: 2026-10-01, to: 2026-12-31}
objectives:
  - title: Customers recommend us
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
    key_results:
      - {title: NPS, owner: U0ANNA, start: 40, target: 60}
      - {title: First response, owner: U0BORIS, start: 6, target: 2}
      - {title: Calls, owner: U0KIRI, start: 0, target: 10}
"""


def plan(zone: str = "person", holidays: str = '""', every: int = 1) -> str:
    return PLAN.replace("ZONE", zone).replace("HOLIDAYS", holidays).replace("EVERY", str(every))


def moscow(text: str) -> datetime:
    """The instant of a wall clock in Moscow: "2026-11-27 10:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Moscow")).astimezone(UTC)


@dataclass
class Office:
    """`to` moves the clock: what is due is planned, and sent unless `silent`."""

    context: Context
    silent: bool = False

    @contextmanager
    def work(self) -> Iterator[Session]:
        with self.context.database.write() as session:
            yield session

    def plan(self, text: str, made: datetime = MADE) -> None:
        with self.work() as session:
            (workspace,) = find_workspaces(session)
            store_plan(session, workspace, read_tree(text), None, made)

    def to(self, instant: datetime) -> None:
        tick(self.context, instant)
        if not self.silent:
            self.send(instant)

    def at(self, *texts: str) -> None:
        """Moscow time."""
        for text in texts:
            self.to(moscow(text))

    def send(self, now: datetime) -> None:
        with self.work() as session:
            for row in session.exec(select(Delivery).where(Delivery.state == DeliveryState.PENDING)):
                over = row.expires is not None and row.expires <= now
                row.state, row.sent_at = (DeliveryState.EXPIRED, None) if over else (DeliveryState.SENT, now)

    def idle(self, instant: datetime) -> bool:
        """Whether a tick would find nothing to do."""
        with self.context.database.read() as session:
            return not anything_due(session, instant)

    def sent(self, kind: DeliveryKind, state: DeliveryState = DeliveryState.SENT) -> list[tuple[str, datetime | None]]:
        """To whom and when."""
        with self.context.database.read() as session:
            query = select(Delivery).where(Delivery.kind == kind, Delivery.state == state)
            return [(row.target, row.sent_at) for row in session.exec(query.order_by(col(Delivery.id)))]

    @property
    def asked(self) -> list[str]:
        return [target for target, _ in self.sent(DeliveryKind.PROMPT)]

    @property
    def reminded(self) -> list[str]:
        return [target for target, _ in self.sent(DeliveryKind.REMINDER)]

    def parts(self, day: str | None = None) -> Mapping[str, PartState]:
        """The states of a round's parts by person; of the newest round unless a day is given."""
        with self.context.database.read() as session:
            query = select(Person.slack_id, Part.state).join(Part, col(Part.person_id) == Person.id)
            wanted = date.fromisoformat(day) if day else self.rounds[-1].day
            query = query.join(Round, col(Round.id) == Part.round_id).where(Round.day == wanted)
            return {person: PartState(state) for person, state in session.exec(query.order_by(col(Part.id)))}

    @property
    def states(self) -> list[PartState]:
        """Of all parts there are."""
        with self.context.database.read() as session:
            return [part.state for part in session.exec(select(Part))]

    @property
    def rounds(self) -> list[Round]:
        with self.context.database.read() as session:
            return list(session.exec(select(Round).order_by(col(Round.day), col(Round.id))))

    @property
    def days(self) -> list[str]:
        return [str(round_.day) for round_ in self.rounds]

    def person(self, session: Session, slack_id: str) -> Person:
        (workspace,) = find_workspaces(session)
        found = person_by_slack_id(session, workspace.id, slack_id)
        assert found is not None
        return found

    def change(self, slack_id: str, **values: object) -> None:
        """What Slack tells of a person."""
        with self.work() as session:
            person = self.person(session, slack_id)
            for field, value in values.items():
                setattr(person, field, value)

    def away(self, slack_id: str, first: str, last: str) -> None:
        with self.work() as session:
            person = self.person(session, slack_id)
            add_away(session, person, date.fromisoformat(first), date.fromisoformat(last), MADE)

    def back(self, session: Session, slack_id: str) -> None:
        person = self.person(session, slack_id)
        for row in away_of(session, person.id, date.min):
            session.delete(row)


def opened(database: Database) -> Office:
    settings = Settings(_env_file=None, slack_bot_token="xoxb-1", slack_app_token="xapp-1")
    return Office(Context(database, lambda: MADE, settings, wake=lambda: None))


Begin = Callable[[str, Callable[[Office], None]], Office]


@pytest.fixture
def begin(database_url: str, beginnings: Beginnings) -> Iterator[Begin]:
    """An office in which something has happened before, by a name: it happens once in a session."""
    database = Database(database_url)

    def begun(name: str, before: Callable[[Office], None]) -> Office:
        office = opened(database)
        if not beginnings.bring(database_url, f"office-{name}"):
            before(office)
            beginnings.keep(database_url, f"office-{name}")
        return office

    yield begun
    database.close()


def hire(office: Office) -> None:
    """Three people in one team, each asked by their own clock on Fridays at ten."""
    with office.work() as session:
        new_workspace(session, "en", "Europe/Moscow", "T1")
    office.plan(plan())
    for person, zone in ZONES.items():
        office.change(person, timezone=zone)


@pytest.fixture
def office(begin: Begin) -> Office:
    return begin("hired", hire)
