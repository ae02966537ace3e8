"""The clock's part in a company of ten thousand people: all of them asked in one second, and a second without work."""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_MISSED
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import func, select
from sqlmodel import Session, col

from bot.context import Context
from bot.settings import Settings
from bot.tick import tick
from storage.db import Database
from storage.kinds import Kind, Level, PartState
from storage.models import Cycle, Delivery, KeyResult, Objective, Part, Person, Round, Team, Workspace
from storage.once import add_all_once
from storage.outbox import Lane, claim
from storage.schema import upgrade
from tests.bench import Row
from tests.bench.databases import both

PEOPLE, PER_TEAM = 10_000, 10
RUNS, GLANCES, HISTORY = 3, 300, 52
MADE = datetime(2025, 10, 1, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 10, tzinfo=UTC)
CYCLE = (date(2025, 10, 1), date(2026, 12, 31))


@dataclass(frozen=True)
class Company:
    context: Context
    workspace_id: int

    @property
    def database(self) -> Database:
        return self.context.database


def run() -> Iterator[Row]:
    with both() as databases, TemporaryDirectory() as folder:
        stores = [_fired(Path(folder) / f"{number}.jobs") for number in range(RUNS)]
        for name, fresh in databases.items():
            rounds = [_planned(fresh()) for _ in range(RUNS)]
            ratios = tuple(ours / theirs for ours, theirs in zip(rounds, stores, strict=True))
            yield Row("3", f"10,000 prompts planned and claimed, {name}, against a job store", ratios, 0.03)
            yield Row("3", f"10,000 prompts planned and claimed, {name}", tuple(rounds), None, "s")
            for weeks in (0, HISTORY):
                yield Row("14", f"tick without work, {name}, {weeks} weeks behind it", _idle(fresh(), weeks), 1, "ms")


def _planned(url: str) -> float:
    """Seconds for the tick of that second, and for claiming all that it owes. The rounds are there already: the clock
    writes them down within the hour before."""
    company = _company(url, weeks=0)
    tick(company.context, FRIDAY - timedelta(minutes=30))
    started = time.perf_counter()
    tick(company.context, FRIDAY)
    claimed = 0
    while claims := _claim(company):
        claimed += claims
    seconds = time.perf_counter() - started
    company.database.close()
    if claimed != PEOPLE:
        raise RuntimeError(f"{claimed} of {PEOPLE} prompts")
    return seconds


def _claim(company: Company) -> int:
    with company.database.write() as session:
        return len(claim(session, company.workspace_id, Lane.POST, FRIDAY, "bench", 1000))


def _idle(url: str, weeks: int) -> tuple[float, ...]:
    """Milliseconds of each of many ticks that find nothing to do."""
    company = _company(url, weeks)
    tick(company.context, FRIDAY - timedelta(hours=1))
    figures = tuple(
        _seconds(lambda: tick(company.context, FRIDAY - timedelta(minutes=59))) * 1000 for _ in range(GLANCES)
    )
    company.database.close()
    return figures


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _fired(file: Path) -> float:
    """Seconds for a stock scheduler to run as many jobs that are due at once, out of its table."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    left, done = [PEOPLE], Event()
    scheduler = BackgroundScheduler(
        jobstores={"default": SQLAlchemyJobStore(f"sqlite:///{file}")},
        executors={"default": ThreadPoolExecutor(10)},
        job_defaults={"misfire_grace_time": 3600},
        timezone=UTC,
    )

    def count(_event: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            done.set()

    scheduler.add_listener(count, EVENT_JOB_EXECUTED | EVENT_JOB_MISSED)
    scheduler.start(paused=True)
    now = datetime.now(UTC)
    for number in range(PEOPLE):
        scheduler.add_job(prompt, "date", run_date=now, args=[number])
    started = time.perf_counter()
    scheduler.resume()
    done.wait()
    seconds = time.perf_counter() - started
    scheduler.shutdown()
    return seconds


def prompt(_number: int) -> None:
    """What a job of the stock scheduler does."""


def _company(url: str, weeks: int) -> Company:
    database = Database(url)
    upgrade(database.engine)
    with database.write() as session:
        workspace_id = _people(session)
        for week in range(1, weeks + 1):
            _past(session, workspace_id, FRIDAY - timedelta(weeks=week))
        # A history that ended before the clock first looked leaves nothing to catch up with.
        since = MADE if weeks else FRIDAY - timedelta(days=1)
        session.execute(KeyResult.__table__.update().values(created_at=since))  # type: ignore[attr-defined]
    settings = Settings(_env_file=None, slack_bot_token="xoxb-1", slack_app_token="xapp-1")
    return Company(Context(database, lambda: FRIDAY, settings, wake=lambda: None), workspace_id)


def _people(session: Session) -> int:
    """Teams of ten, each with one objective and a key result for every person. Returns the workspace's id."""
    session.add(workspace := Workspace(slack_id="T1"))
    session.flush()
    own = {"workspace_id": workspace.id}
    session.add(Cycle(name="year", first=CYCLE[0], last=CYCLE[1], workspace_id=workspace.id))
    add_all_once(session, Person, [{**own, "slack_id": f"U{number}", "timezone": "UTC"} for number in range(PEOPLE)])
    teams = range(1, PEOPLE // PER_TEAM + 1)
    add_all_once(session, Team, [{**own, "name": f"t{team}", "lead_id": team, "channel": f"C{team}"} for team in teams])
    objectives = [
        {
            **own,
            "number": team,
            "title": f"o{team}",
            "level": Level.TEAM,
            "team_id": team,
            "owner_id": team,
            "cycle_id": 1,
        }
        for team in teams
    ]
    add_all_once(session, Objective, [{**row, "created_at": MADE} for row in objectives])
    results = [
        {**own, "objective_id": person % len(teams) + 1, "number": person, "title": f"k{person}", "owner_id": person}
        for person in range(1, PEOPLE + 1)
    ]
    change = {"kind": Kind.CHANGE, "start": 0.0, "target": 1.0, "created_at": MADE}
    add_all_once(session, KeyResult, [{**row, **change} for row in results])
    return workspace.id


def _past(session: Session, workspace_id: int, opened: datetime) -> None:
    """A closed round of every team, with all its parts answered."""
    due = opened + timedelta(hours=6)
    own = {"workspace_id": workspace_id, "opens_at": opened, "due_at": due}
    teams = range(1, PEOPLE // PER_TEAM + 1)
    closed = {**own, "cycle_id": 1, "day": opened.date(), "closed_at": due}
    first = session.execute(select(func.coalesce(func.max(col(Round.id)), 0))).scalar_one()
    add_all_once(session, Round, [{**closed, "team_id": team} for team in teams])
    answered = {**own, "local_opening": f"{opened:%Y-%m-%dT%H:%M}", "state": PartState.ON_TIME}
    parts = [
        {**answered, "round_id": first + person % len(teams) + 1, "person_id": person}
        for person in range(1, PEOPLE + 1)
    ]
    add_all_once(session, Part, parts)
    sent = {"workspace_id": workspace_id, "kind": "prompt", "state": "sent", "due": opened, "expires": due}
    prompts = [{**sent, "key": f"past:{opened:%F}:{person}", "target": f"U{person}"} for person in range(PEOPLE)]
    add_all_once(session, Delivery, prompts)
