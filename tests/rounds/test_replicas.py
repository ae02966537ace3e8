"""Several processes tick at the same instants: one effect each, no failure, nobody waits for ever."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlmodel import col, select

from bot.tick import tick
from storage.db import Database
from storage.kinds import DeliveryKind, PartState
from storage.models import Part, Person
from storage.rounds import settle
from tests.rounds.conftest import Begin, Office, hire, moscow, opened, plan

FRIDAY = "2026-11-27"
REPLICAS, TEAMS, PEOPLE = 4, 12, 30


@pytest.fixture
def office(begin: Begin) -> Office:
    """Every person owns something in every team, so that all share their prompts."""

    def before(office: Office) -> None:
        hire(office)
        head, _, _ = plan(zone="team").partition("      - {title")
        people = [f"U{number:06}" for number in range(PEOPLE)]
        results = "".join(f"\n      - {{title: {person}, owner: {person}, start: 0, target: 1}}" for person in people)
        for number in range(TEAMS):
            team = head.replace("Support", f"Team {number}").replace("Customers recommend us", f"Objective {number}")
            office.plan(team.rstrip() + results)

    return begin("crowded", before)


@pytest.fixture
def replicas(office: Office, database_url: str) -> Iterator[list[Office]]:
    office.silent = True
    databases = [Database(database_url) for _ in range(REPLICAS)]
    yield [opened(database) for database in databases]
    for database in databases:
        database.close()


def together(replicas: list[Office], work: Callable[[Office], None]) -> None:
    """The same at the same instant in every replica; whatever fails in one fails the test."""
    gate = threading.Barrier(len(replicas))

    def one(office: Office) -> None:
        gate.wait()
        work(office)

    with ThreadPoolExecutor(len(replicas)) as pool:
        for done in [pool.submit(one, office) for office in replicas]:
            done.result(timeout=60)


def beat(office: Office, now: datetime) -> None:
    tick(office.context, now)


def test_it_plans_each_once_in_many_replicas(office: Office, replicas: list[Office]) -> None:
    for hour in ("09:30", "10:00", "13:00", "16:00"):
        now = moscow(f"{FRIDAY} {hour}")
        together(replicas, partial(beat, now=now))
        tick(office.context, now)  # what one held while the other looked
        office.send(now)
    asked = office.asked
    assert len(asked) == len(set(asked)) == PEOPLE + 2
    assert len(office.sent(DeliveryKind.REMINDER)) == len(asked)
    assert len(office.sent(DeliveryKind.DIGEST)) == TEAMS  # one more team waits for Lima
    assert office.idle(moscow(f"{FRIDAY} 16:00"))


def test_it_ticks_while_people_answer_and_change(office: Office, replicas: list[Office]) -> None:
    """Answers of every person beside ticks of every replica: nobody fails, and every answer stays."""
    now = moscow(f"{FRIDAY} 10:00")
    tick(office.context, now)
    office.send(now)
    turns = iter(range(REPLICAS))

    def busy(one: Office) -> None:
        turn = next(turns)
        for number in range(turn, PEOPLE, REPLICAS):
            with one.work() as session:
                person = one.person(session, f"U{number:06}")
                for part in session.exec(select(Part).where(Part.person_id == person.id).order_by(col(Part.round_id))):
                    settle(session, part, PartState.ON_TIME)
            with one.work() as session:
                session.get_one(Person, person.id).timezone = "Europe/Minsk"
            tick(one.context, now + timedelta(hours=3, minutes=number))

    together(replicas, busy)
    tick(office.context, now + timedelta(hours=4))
    assert office.states.count(PartState.ON_TIME) == PEOPLE * TEAMS
    assert len(office.sent(DeliveryKind.PROMPT)) == PEOPLE + 2
