"""A team with 20 key results and 3 KPIs, eleven weeks into its cycle: stored, as a digest finds it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from math import sin
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from sqlmodel import Session

from bot.digests.flow import Digest, gather
from bot.objectives.plans.store import store_plan
from bot.objectives.plans.tree import read_tree
from bot.rounds.opening import open_rounds
from bot.rules.business_hours import business_seconds
from storage.db import Database, sqlite_url
from storage.kinds import PartState, Source
from storage.models import CheckIn, Part, Round, Workspace
from storage.people import find_workspaces, new_workspace
from storage.rounds import owed, parts_of, settle, unclosed_rounds
from storage.schema import upgrade
from storage.surveys import Answer, add_answers, ensure_survey
from storage.tickets import TicketRow, add_tickets
from tests.bench.cards import TITLES

KEY_RESULTS, OBJECTIVES, OWNERS, WEEKS = 20, 5, 6, 11
PLANNED = datetime(2026, 9, 28, 7, tzinfo=UTC)
FIRST_EVENING = datetime(2026, 10, 2, 23, tzinfo=UTC)
NOW = FIRST_EVENING + timedelta(weeks=WEEKS)
ANSWERS_A_DAY, TICKETS_A_DAY, DAYS = 40, 60, 100
KPIS = (
    {"name": "nps", "title": "NPS", "formula": "nps", "survey": "relationship", "window": "28d"},
    {"name": "csat", "title": "Satisfaction with support", "formula": "csat", "survey": "support", "window": "28d"},
    {"name": "reply", "title": "First reply", "formula": "first_response_time", "window": "28d"},
)


@contextmanager
def quarter() -> Iterator[tuple[Database, int]]:
    """The database, and the id of the last round."""
    with TemporaryDirectory() as folder:
        database = Database(sqlite_url(Path(folder)))
        upgrade(database.engine)
        with database.write() as session:
            workspace = new_workspace(session, "en", "Europe/Moscow", "T1")
            store_plan(session, workspace, read_tree(yaml.safe_dump(_plan(), allow_unicode=True)), None, PLANNED)
            _add_rows(session, workspace)
            last = _live(session, workspace)
        yield database, last
        database.close()


def gathered(database: Database, last: int, *, spread: bool = False) -> Digest:
    with database.read() as session:
        (workspace,) = find_workspaces(session)
        return gather(session, workspace, last, NOW, spread=spread)


def _plan() -> dict[str, Any]:
    owners = [f"U{number:04}" for number in range(OWNERS)]
    team = {"name": "Support", "lead": owners[0], "members": owners, "language": "ru", "timezone": "Europe/Moscow"}
    return {
        "teams": [team],
        "cycles": [{"name": "2026-Q4", "from": "2026-10-01", "to": "2026-12-31"}],
        "kpis": list(KPIS),
        "objectives": [_objective(number, owners) for number in range(OBJECTIVES)],
    }


def _objective(number: int, owners: list[str]) -> dict[str, Any]:
    a_piece = KEY_RESULTS // OBJECTIVES
    found = [_key_result(n, owners) for n in range(number * a_piece, (number + 1) * a_piece)]
    place = {"level": "team", "team": "Support", "owner": owners[number], "cycle": "2026-Q4"}
    return {"title": f"Клиенты рекомендуют нас {number}", **place, "key_results": found}


def _key_result(number: int, owners: list[str]) -> dict[str, Any]:
    """The first one of an objective is driven by a KPI, while there are any."""
    title = f"{TITLES[number % len(TITLES)]} ({number})"
    found = {"title": title, "owner": owners[number % OWNERS], "start": 10.0, "target": 60.0, "unit": "points"}
    driven, first = divmod(number, KEY_RESULTS // OBJECTIVES)
    return {**found, "kpi": KPIS[driven]["name"]} if not first and driven < len(KPIS) else found


def _add_rows(session: Session, workspace: Workspace) -> None:
    for name, high in (("relationship", 10), ("support", 5)):
        survey = ensure_survey(session, workspace.id, name, high // 5 - 1 if high < 10 else 0, high)
        answers = (Answer(f"id:{n}", (n * 7 + n // 9) % high + 1, _at(n, ANSWERS_A_DAY)) for n in _many(ANSWERS_A_DAY))
        add_answers(session, survey, answers, workspace.timezone)
    tickets = (_ticket(n) for n in _many(TICKETS_A_DAY))
    add_tickets(session, workspace.id, tickets, workspace.timezone, business_seconds)


def _many(a_day: int) -> range:
    return range(a_day * DAYS)


def _at(number: int, a_day: int) -> datetime:
    return NOW - timedelta(days=number / a_day)


def _ticket(number: int) -> TicketRow:
    at = _at(number, TICKETS_A_DAY)
    return TicketRow(f"T{number}", created_at=at, first_reply_at=at + timedelta(minutes=number * 13 % 400))


def _live(session: Session, workspace: Workspace) -> int:
    """Rounds opened, answered and closed, as they would have been; one part of the last is silent."""
    last = 0
    for week in range(WEEKS):
        open_rounds(session, FIRST_EVENING + timedelta(weeks=week))
        for round_ in unclosed_rounds(session):
            last = round_.id
            for part in parts_of(session, round_.id):
                _answer(session, workspace, round_, part, week)
            round_.closed_at, round_.next_at = round_.due_at, None
            session.add(round_)
    return last


def _answer(session: Session, workspace: Workspace, round_: Round, part: Part, week: int) -> None:
    if week == WEEKS - 1 and part.id % OWNERS == 1:
        return settle(session, part, PartState.MISSED)
    at = part.opens_at + timedelta(minutes=40)
    for row, *_ in owed(session, part, round_):
        session.add(
            CheckIn(
                workspace_id=workspace.id,
                key_result_id=row.id,
                person_id=part.person_id,
                round_id=round_.id,
                value=10 + week * (row.id % 7) + 3 * sin(week * row.id),
                confidence=(row.id + week // 3) % 11,
                note="Договорились с поставщиком, ждём сборку",
                blocker="нет бюджета" if row.id % 9 == 0 else "",
                source=Source.MODAL,
                at=at,
                as_of=at,
            )
        )
    return settle(session, part, PartState.ON_TIME)
