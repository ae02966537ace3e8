"""Reminders that people ask for, between those of the team's rule: whatever happens, in whatever order."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from bot.away.days import Days
from bot.away.flow import come_back_wholly, go_away
from bot.checkins.flow import Answer, record
from bot.errors import UserError
from bot.later.flow import remind_later
from bot.people.caller import Caller
from bot.prompts.flow import prompt_of
from bot.prompts.job import renderers
from bot.rules.calendar import Later
from storage.db import Database
from storage.kinds import DeliveryKind, DeliveryState
from storage.models import Delivery, Workspace
from storage.outbox import CLAIMED, Claim
from storage.people import new_workspace
from tests.rounds.conftest import Office, moscow, opened, plan

OPENING = moscow("2026-11-27 10:00")
STEP = timedelta(minutes=30)
ACTS = ("answer", "away", "back", *Later)
REMIND = (DeliveryKind.REMINDER, DeliveryKind.LATER)


@dataclass
class Week:
    """Boris's Friday and Saturday, in half hours; what he was sent, when, and what he asked for."""

    office: Office
    now: datetime = OPENING
    sent: list[tuple[datetime, DeliveryKind]] = field(default_factory=list)
    due: list[datetime] = field(default_factory=list)
    later_at: datetime | None = None
    answered: bool = False
    away: set[date] = field(default_factory=set)

    @contextmanager
    def boris(self) -> Iterator[tuple[Session, Caller]]:
        with self.office.work() as session:
            yield session, Caller(session.exec(select(Workspace)).one(), self.office.person(session, "U0BORIS"))

    def step(self) -> None:
        """The clock ticks, what is due is sent, and what has to have been sent by now is noted."""
        self.now += STEP
        self.office.to(self.now)
        for claim in self._claims():
            self._send(claim)
        owed = not self.answered and OPENING.date() not in self.away and self.today not in self.away
        if self.later_at == self.now and owed:
            self.due.append(self.now)

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo("Europe/Moscow")).date()

    def act(self, act: str) -> None:
        with self.boris() as (session, caller):
            prompt = session.exec(select(Delivery).where(Delivery.key == "prompt:2:2026-11-27T10:00")).one()
            mark = f"{self.now}:{act}"
            match act:
                case "answer":
                    asked = prompt_of(session, caller.workspace, prompt.id, self.now)
                    assert asked is not None
                    record(session, self.now, asked, [Answer(one.key_result.id, 4, 5) for one in asked.asked])
                    self.answered = True
                case "away":
                    go_away(session, caller, Days(self.today, self.today), self.now, mark)
                    self.away.add(self.today)
                case "back":
                    come_back_wholly(session, caller, self.now, mark)
                    self.away = {day for day in self.away if day < self.today}
                case _:
                    self._ask(session, caller, prompt.id, Later(act), mark)

    def _ask(self, session: Session, caller: Caller, prompt_id: int, choice: Later, mark: str) -> None:
        try:
            remind_later(session, caller, prompt_id, choice, self.now, mark)
        except UserError:
            return
        asked = prompt_of(session, caller.workspace, prompt_id, self.now)
        assert asked is not None
        self.later_at = asked.later_at

    def _claims(self) -> list[Claim]:
        with self.office.work() as session:
            query = select(Delivery).where(Delivery.state == DeliveryState.PENDING, Delivery.due <= self.now)
            return [Claim._make((*row, False)) for row in session.execute(query.with_only_columns(*CLAIMED))]

    def _send(self, claim: Claim) -> None:
        over = claim.expires is not None and claim.expires <= self.now
        rendered = claim.kind not in REMIND or renderers(self.office.context.database)[claim.kind](claim, self.now)
        with self.office.work() as session:
            row = session.get_one(Delivery, claim.id)
            row.state = DeliveryState.SENT if rendered and not over else DeliveryState.SKIPPED
            row.sent_at = self.now
        if rendered and not over and claim.kind in REMIND and claim.target == "U0BORIS":
            self.sent.append((self.now, claim.kind))
            assert not self.answered
            assert self.today not in self.away
            assert self.later_at is None or self.later_at <= self.now


@pytest.fixture(scope="module")
def planned(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which the round has been planned, and nobody asked yet."""
    file = tmp_path_factory.mktemp("later") / "planned.db"
    shutil.copy(sqlite_template, file)
    database = Database(f"sqlite:///{file}")
    office = opened(database)
    with office.work() as session:
        new_workspace(session, "en", "Europe/Moscow", "T1")
    office.plan(plan())
    for person in ("U0ANNA", "U0BORIS", "U0KIRI"):
        office.change(person, timezone="Europe/Moscow")
    office.at("2026-11-26 12:00", "2026-11-27 10:00")
    database.close()
    return file


@given(st.dictionaries(st.integers(1, 50), st.sampled_from(ACTS), max_size=6))
@example({1: Later.HOUR})
@example({1: Later.TOMORROW, 2: "away", 4: "back"})
@example({1: Later.AFTERNOON, 2: Later.HOUR, 3: Later.AFTERNOON, 20: "answer"})
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_reminds_as_asked_and_never_twice(planned: Path, acts: dict[int, str]) -> None:
    file = planned.with_name("week.db")
    shutil.copy(planned, file)
    database = Database(f"sqlite:///{file}")
    week = Week(opened(database))
    week.office.silent = True
    for place in range(1, 54):
        week.step()
        if place in acts:
            week.act(acts[place])
    database.close()
    times = [at for at, _ in week.sent]
    assert len(set(times)) == len(times)
    assert [at for at, kind in week.sent if kind is DeliveryKind.LATER] == week.due
    assert [kind for _, kind in week.sent].count(DeliveryKind.REMINDER) <= 2
