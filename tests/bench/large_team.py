"""What /okr all, /okr tree and Home cost in a team of 60 people with 40 objectives and 150 key results."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from slack_sdk.models.blocks import Block
from sqlmodel import Session

from bot.home import flow as home
from bot.home import views as home_views
from bot.home.content import Place, Section
from bot.objectives import lookup, overview, views
from bot.objectives.tree import tree
from bot.people.caller import Caller
from storage.db import Database, sqlite_url
from storage.kinds import Kind, Level, Source
from storage.models import CheckIn, Cycle, KeyResult, Objective, Person, Round, Team, TeamMember
from storage.people import new_workspace
from storage.schema import upgrade
from tests.bench import Row

PEOPLE, OBJECTIVES, KEY_RESULTS, WEEKS = 60, 40, 150, 12
RUNS = 30
MADE = datetime(2026, 9, 28, 9, tzinfo=UTC)
FRIDAY = datetime(2026, 10, 2, 7, tzinfo=UTC)
NOW = FRIDAY + timedelta(weeks=WEEKS - 1, hours=9)
Look = Callable[[Session, Caller], Sequence[Block]]


@contextmanager
def large_team(folder: Path) -> Iterator[tuple[Database, Caller]]:
    """The team, and one of its members: who owns an objective and some key results."""
    database = Database(sqlite_url(folder))
    upgrade(database.engine)
    with database.write() as session:
        caller = fill(session)
    yield database, caller
    database.close()


def fill(session: Session) -> Caller:
    workspace = new_workspace(session, "en", "Europe/Moscow", "T1")
    place: dict[str, Any] = {"workspace_id": workspace.id}
    people = [
        Person(**place, slack_id=f"U{n:04}", name=f"Александра Верещагина {n}", read_at=MADE) for n in range(PEOPLE)
    ]
    session.add_all(people)
    session.flush()
    team = Team(**place, name="Служба поддержки", lead_id=people[0].id, timezone="Europe/Moscow", language="ru")
    cycle = Cycle(**place, name="2026-Q4", first=date(2026, 10, 1), last=date(2026, 12, 31))
    session.add_all([team, cycle])
    session.flush()
    session.add_all(TeamMember(**place, team_id=team.id, person_id=person.id) for person in people)
    owners = [person.id for person in people]
    _check_ins(session, place, _key_results(session, place, owners, team, cycle))
    session.add_all(
        Round(**place, team_id=team.id, cycle_id=cycle.id, day=at.date(), opens_at=at, due_at=at + timedelta(hours=6))
        for at in _fridays()
    )
    return Caller(workspace, people[1])


def _key_results(
    session: Session, place: dict[str, Any], owners: list[int], team: Team, cycle: Cycle
) -> list[KeyResult]:
    """Four objectives of the company, nine of the team aligned to each."""
    objectives: list[Objective] = []
    for n in range(OBJECTIVES):
        company = n < 4
        objective = Objective(
            **place, number=n + 1, title=f"Цель {n + 1}: клиенты рекомендуют нас 😀 <друзьям> & коллегам",
            level=Level.COMPANY if company else Level.TEAM, team_id=team.id, owner_id=owners[n], cycle_id=cycle.id,
            parent_id=None if company else objectives[n % 4].id, created_at=MADE,
        )  # fmt: skip
        session.add(objective)
        session.flush()
        objectives.append(objective)
    found = [
        KeyResult(
            **place, objective_id=objectives[n % OBJECTIVES].id, number=n // OBJECTIVES + 1, title=f"NPS до {40 + n}",
            owner_id=owners[n % PEOPLE], unit="points", kind=Kind.CHANGE, start=10.0, target=40.0 + n, created_at=MADE,
        )
        for n in range(KEY_RESULTS)
    ]  # fmt: skip
    session.add_all(found)
    session.flush()
    return found


def _check_ins(session: Session, place: dict[str, Any], found: list[KeyResult]) -> None:
    session.add_all(
        CheckIn(
            **place, key_result_id=one.id, person_id=one.owner_id, value=10.0 + week * (n % 7), confidence=n % 11,
            note="Договорились с поставщиком, ждём сборку", blocker="нет бюджета" if n % 9 == 0 else "",
            source=Source.MODAL, at=at, as_of=at,
        )
        for n, one in enumerate(found)
        for week, at in enumerate(_fridays())
    )  # fmt: skip


def _all(session: Session, caller: Caller) -> Sequence[Block]:
    return views.everything(caller.text, lookup.everything(session, caller, NOW)).blocks


def _tree(session: Session, caller: Caller) -> Sequence[Block]:
    return overview.alignment(caller.text, tree(lookup.everything(session, caller, NOW).found)).blocks


def _home(session: Session, caller: Caller) -> Sequence[Block]:
    return home_views.home(home.gather(session, caller, NOW)).blocks or ()


LOOKS: dict[str, Look] = {"/okr all": _all, "/okr tree": _tree}
HOMES = (Section.OWED, Section.MINE, Section.TEAM, Section.COMPANY)


def _fridays() -> list[datetime]:
    return [FRIDAY + timedelta(weeks=week) for week in range(WEEKS)]


def _milliseconds(database: Database, caller: Caller, look: Look) -> float:
    """Of the processor, from the question to the JSON for Slack: what else the machine does takes no part."""
    started = time.thread_time()
    with database.read() as session:
        blocks = look(session, caller)
    json.dumps([block.to_dict() for block in blocks])
    return (time.thread_time() - started) * 1000


def run() -> Iterator[Row]:
    with TemporaryDirectory() as folder, large_team(Path(folder)) as (database, caller):
        for name, look in LOOKS.items():
            yield _row(name, database, caller, look)
        for section in HOMES:
            with database.write() as session:
                home.go(session, caller, NOW, Place(section))
            yield _row(f"Home, {section}", database, caller, _home)


def _row(name: str, database: Database, caller: Caller, look: Look) -> Row:
    _milliseconds(database, caller, look)  # the statements are compiled once
    figures = tuple(_milliseconds(database, caller, look) for _ in range(RUNS))
    return Row(
        "large", f"{name}: {PEOPLE} people, {OBJECTIVES} objectives, {KEY_RESULTS} key results", figures, 50, "ms"
    )
