"""The same rows in okrbot's own tables and in tables of another database."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Boolean, Column, DateTime, Double, MetaData, String, Table, create_engine, insert
from sqlalchemy.pool import NullPool
from sqlalchemy.types import TypeEngine
from sqlmodel import Session

from storage.customers import CustomerRow, customer_row
from storage.facts import Customer, Purchase, Review
from storage.models import Workspace
from storage.purchases import PurchaseRow, purchase_row
from storage.reviews import ReviewRow, review_row
from storage.surveys import Answer, add_answers, ensure_survey
from storage.tickets import TicketRow, add_tickets
from tests.kpis.rows import MOSCOW

ADDRESS = "WAREHOUSE_URL"
START = datetime(2026, 6, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
Type = TypeEngine[Any]
TEXT: Type = String(200)
NUMBER: Type = Double()
FLAG: Type = Boolean()
TIME: Type = DateTime(timezone=True)
SEGMENTS = ("EU", "US", "")


@dataclass(frozen=True)
class Content:
    """A table of another database: the type of each column, and the rows."""

    columns: Mapping[str, Type]
    rows: Sequence[tuple[Any, ...]]


def duckdb_file(folder: Path) -> str:
    return f"duckdb:///{folder / 'warehouse.duckdb'}"


def sqlite_file(folder: Path) -> str:
    return f"sqlite:///{folder / 'warehouse.db'}"


def fill(address: str, tables: Mapping[str, Content]) -> None:
    """SQLite keeps no zones: its times are local ones there."""
    engine = create_engine(address, poolclass=NullPool)
    local = engine.dialect.name == "sqlite"
    with engine.begin() as connection:
        for name, content in tables.items():
            columns = [Column(column, type_) for column, type_ in content.columns.items()]
            made = Table(name, MetaData(), *columns)
            connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{name}"')
            made.create(connection, checkfirst=False)
            rows = [dict(zip(content.columns, row, strict=True)) for row in content.rows]
            connection.execute(insert(made), [_local(row) for row in rows] if local else rows)
    engine.dispose()


def _local(row: dict[str, Any]) -> dict[str, Any]:
    zone = ZoneInfo(MOSCOW)
    return {
        name: value.astimezone(zone).replace(tzinfo=None) if isinstance(value, datetime) and value.tzinfo else value
        for name, value in row.items()
    }


def company_rows(session: Session, workspace: Workspace, seed: int = 7) -> dict[str, Content]:
    """Five months of everything, stored as imports would, and as another database's tables."""
    chance = random.Random(seed)
    return {
        "answers": _answers(session, workspace, chance),
        "tickets": _tickets(session, workspace, chance),
        "customers": _customers(session, workspace, chance),
        "orders": _orders(session, workspace, chance),
        "reviews": _reviews(session, workspace, chance),
    }


def _moment(chance: random.Random, after: datetime = START, days: int = 150) -> datetime:
    return after + timedelta(seconds=chance.randrange(days * 86400))


def _perhaps(chance: random.Random, value: Any, share: float = 0.7) -> Any:
    return value if chance.random() < share else None


def _answers(session: Session, workspace: Workspace, chance: random.Random) -> Content:
    survey = ensure_survey(session, workspace.id, "relationship", 0, 10)
    rows = [
        Answer(
            key=str(number),
            score=_perhaps(chance, float(chance.choice(range(11))), 0.9),
            at=_perhaps(chance, _moment(chance), 0.95),
            segment=chance.choice(SEGMENTS),
            respondent=chance.choice(("", *(f"r{n}" for n in range(60)))),
        )
        for number in range(300)
    ]
    add_answers(session, survey, rows, MOSCOW)
    columns = {"happened": TIME, "score": NUMBER, "plan": TEXT, "who": TEXT}
    return Content(columns, [(row.at, row.score, row.segment, row.respondent) for row in rows])


def _tickets(session: Session, workspace: Workspace, chance: random.Random) -> Content:
    rows = []
    for number in range(300):
        created = _moment(chance)
        solved = _perhaps(chance, _moment(chance, created, 10))
        rows.append(
            TicketRow(
                external_id=str(number),
                created_at=created,
                solved_at=solved,
                first_reply_at=_perhaps(chance, _moment(chance, created, 2)),
                reopened_at=_perhaps(chance, _moment(chance, solved, 20), 0.2) if solved else None,
                customer_reply_at=_perhaps(chance, _moment(chance, created, 20), 0.4),
                handle_seconds=_perhaps(chance, 60 * chance.randrange(1, 90)),
                tier=chance.choice(("1", "2")),
                status=chance.choice(("Open", "Closed", "solved ")),
                segment=chance.choice(SEGMENTS),
            )
        )
    add_tickets(session, workspace.id, rows, MOSCOW)
    columns = {
        "id": TEXT, "opened": TIME, "done": TIME, "replied": TIME, "again": TIME, "back": TIME, "minutes": NUMBER,
        "tier": TEXT, "state": TEXT, "plan": TEXT,
    }  # fmt: skip
    told = [
        (
            row.external_id, row.created_at, row.solved_at, row.first_reply_at, row.reopened_at, row.customer_reply_at,
            None if row.handle_seconds is None else row.handle_seconds / 60, row.tier, row.status, row.segment,
        )
        for row in rows
    ]  # fmt: skip
    return Content(columns, told)


def _customers(session: Session, workspace: Workspace, chance: random.Random) -> Content:
    rows = []
    for number in range(200):
        start = _moment(chance)
        rows.append(
            CustomerRow(
                external_id=str(number),
                start_at=start,
                end_at=_perhaps(chance, _moment(chance, start), 0.4),
                activated_at=_perhaps(chance, _moment(chance, start, 30)),
                first_value_at=_perhaps(chance, _moment(chance, start, 40)),
                lost=_perhaps(chance, chance.random() < 0.3),
                converted=_perhaps(chance, chance.random() < 0.3),
                status=chance.choice(("Stayed", "Churned", "Joined", "")),
                segment=chance.choice(SEGMENTS),
            )
        )
    zone = ZoneInfo(MOSCOW)
    session.add_all(Customer(workspace_id=workspace.id, **customer_row(row, zone)) for row in rows)
    session.flush()
    columns = {
        "id": TEXT, "since": TIME, "until": TIME, "active": TIME, "valued": TIME, "gone": FLAG, "bought": TEXT,
        "state": TEXT, "plan": TEXT,
    }  # fmt: skip
    words = {True: "Yes", False: "no", None: ""}
    told = [
        (
            row.external_id, row.start_at, row.end_at, row.activated_at, row.first_value_at, row.lost,
            words[row.converted], row.status, row.segment,
        )
        for row in rows
    ]  # fmt: skip
    return Content(columns, told)


def _orders(session: Session, workspace: Workspace, chance: random.Random) -> Content:
    rows = []
    for number in range(300):
        amount = float(chance.randrange(1, 500))
        refunded = chance.choice((0.0, 0.0, 0.0, amount / 2, amount))
        rows.append(PurchaseRow(str(number), f"c{chance.randrange(120)}", _moment(chance), amount, refunded))
    zone = ZoneInfo(MOSCOW)
    session.add_all(Purchase(workspace_id=workspace.id, **purchase_row(row, zone)) for row in rows)
    session.flush()
    columns = {"buyer": TEXT, "happened": TIME, "amount": NUMBER, "back": NUMBER}
    return Content(columns, [(row.customer, row.at, row.amount, row.refunded or None) for row in rows])


def _reviews(session: Session, workspace: Workspace, chance: random.Random) -> Content:
    rows = [
        ReviewRow(
            external_id=str(number),
            at=_moment(chance),
            rating=_perhaps(chance, float(chance.randrange(1, 6))),
            sentiment=chance.choice(("", "", "negative", "Positive", "neutral")),
        )
        for number in range(200)
    ]
    zone = ZoneInfo(MOSCOW)
    session.add_all(Review(workspace_id=workspace.id, **review_row(row, zone)) for row in rows)
    session.flush()
    columns = {"happened": TIME, "stars": NUMBER, "mood": TEXT}
    return Content(columns, [(row.at, row.rating, row.sentiment or None) for row in rows])
