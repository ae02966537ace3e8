"""Tickets: bulk inserts that work out days and durations, and sums per day."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Float, case, cast, func
from sqlmodel import Session, col, select

from storage.facts import Ticket
from storage.kpis import Days, Tally
from storage.staging import Stored, staged

BusinessSeconds = Callable[[datetime, datetime, ZoneInfo], int]
"""Counts those between two instants; the rule itself is not ours to know."""


class Duration(StrEnum):
    FIRST_REPLY = "first_reply"
    RESOLUTION = "resolution"
    HANDLE = "handle"


@dataclass(frozen=True)
class TicketRow:
    """A ticket as its system tells it; `customer_reply_at` is the customer's last one."""

    external_id: str
    created_at: datetime
    solved_at: datetime | None = None
    first_reply_at: datetime | None = None
    reopened_at: datetime | None = None
    customer_reply_at: datetime | None = None
    handle_seconds: int | None = None
    tier: str = ""
    status: str = ""
    segment: str = ""


def add_tickets(
    session: Session,
    workspace_id: int,
    tickets: Iterable[TicketRow],
    zone: str,
    business_seconds: BusinessSeconds | None = None,
) -> Stored:
    """Stores a few tickets, days being local ones in `zone`; a later row of the same id replaces it."""
    rows = [ticket_row(ticket, ZoneInfo(zone), business_seconds) for ticket in tickets]
    with staged(session, Ticket, "external_id", tuple(rows[0]) if rows else ()) as stage:
        stage.extend(tuple(row.values()) for row in rows)
        return stage.merge(session, {"workspace_id": workspace_id})


def ticket_row(ticket: TicketRow, zone: ZoneInfo, business_seconds: BusinessSeconds | None) -> dict[str, Any]:
    """Its columns: days are local ones in `zone`, and so are business hours."""
    return vars(ticket) | {
        "created_day": ticket.created_at.astimezone(zone).date(),
        "solved_day": ticket.solved_at.astimezone(zone).date() if ticket.solved_at else None,
        "first_reply_seconds": _seconds(ticket.created_at, ticket.first_reply_at),
        "first_reply_business_seconds": _business(business_seconds, ticket.created_at, ticket.first_reply_at, zone),
        "resolution_seconds": _seconds(ticket.created_at, ticket.solved_at),
        "resolution_business_seconds": _business(business_seconds, ticket.created_at, ticket.solved_at, zone),
        "recontact_seconds": _recontact(ticket),
    }


def _seconds(start: datetime, end: datetime | None) -> int | None:
    return None if end is None else round((end - start).total_seconds())


def _business(counted: BusinessSeconds | None, start: datetime, end: datetime | None, zone: ZoneInfo) -> int | None:
    return None if counted is None or end is None else counted(start, end, zone)


def _recontact(ticket: TicketRow) -> int | None:
    """Seconds from the solution until the customer needed more; a reply before it belongs to the solution."""
    solved = ticket.solved_at
    if solved is None:
        return None
    later = [at for at in (ticket.reopened_at, ticket.customer_reply_at) if at is not None and at > solved]
    return _seconds(solved, min(later, default=None))


# A resolution is dated by the day it happened, everything else by the day the ticket came in.
MEASURED: dict[Duration, tuple[Any, Any]] = {
    Duration.FIRST_REPLY: (Ticket.created_day, Ticket.first_reply_seconds),
    Duration.RESOLUTION: (Ticket.solved_day, Ticket.resolution_seconds),
    Duration.HANDLE: (Ticket.created_day, Ticket.handle_seconds),
}


def duration_tallies(
    session: Session, workspace_id: int, measured: Duration, days: Days, where: Mapping[str, str]
) -> list[Tally]:
    """How many durations each day has, with the sums of their seconds and of the squares."""
    day, measure = (col(column) for column in MEASURED[measured])
    # As floating point: the square of a month in seconds does not fit into 32 bits.
    seconds = cast(measure, Float)
    sums = func.sum(seconds), func.sum(seconds * seconds)
    query = select(day, func.count(), *sums).where(measure.is_not(None), *_scope(workspace_id, where), *days.hold(day))
    return [Tally(*row) for row in session.exec(query.group_by(day).order_by(day))]


def solved_tallies(
    session: Session, workspace_id: int, soon: timedelta, days: Days, where: Mapping[str, str]
) -> list[Tally]:
    """Tickets solved each day; the sum counts those whose customer was not back so soon."""
    day, back = col(Ticket.solved_day), col(Ticket.recontact_seconds)
    first_contact = func.sum(case((back <= soon.total_seconds(), 0), else_=1))
    query = select(day, func.count(), first_contact).where(day.is_not(None), *_scope(workspace_id, where))
    return [Tally(*row) for row in session.exec(query.where(*days.hold(day)).group_by(day).order_by(day))]


def created_tallies(session: Session, workspace_id: int, days: Days, where: Mapping[str, str]) -> list[Tally]:
    """Tickets created each day."""
    day = col(Ticket.created_day)
    query = select(day, func.count()).where(*_scope(workspace_id, where), *days.hold(day))
    return [Tally(*row) for row in session.exec(query.group_by(day).order_by(day))]


def newest_ticket(
    session: Session, workspace_id: int, days: Days, where: Mapping[str, str], *, solved: bool
) -> datetime | None:
    """When the latest ticket of the period was solved, or created."""
    day, at = (Ticket.solved_day, Ticket.solved_at) if solved else (Ticket.created_day, Ticket.created_at)
    query = select(func.max(at)).where(*_scope(workspace_id, where), *days.hold(col(day)))
    return session.exec(query).one()


def _scope(workspace_id: int, where: Mapping[str, str]) -> list[Any]:
    """`where` names columns: tier, status or segment."""
    chosen = [getattr(Ticket, column) == value for column, value in where.items()]
    return [Ticket.workspace_id == workspace_id, *chosen]
