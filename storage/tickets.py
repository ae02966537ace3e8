"""Tickets as rows of their table, with days and durations worked out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from storage.facts import Ticket
from storage.staging import Stored, staged
from storage.verdicts import Least

BusinessSeconds = Callable[[datetime, datetime, ZoneInfo], int]
"""Counts those between two instants; the rule itself is not ours to know."""
SINCE_CREATED = (
    "created_day",
    "first_reply_seconds",
    "first_reply_business_seconds",
    "resolution_seconds",
    "resolution_business_seconds",
)


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
    """Stores a few tickets, days being local ones in `zone`; of one id a later row replaces all but the creation."""
    rows = [ticket_row(ticket, ZoneInfo(zone), business_seconds) for ticket in tickets]
    least = earliest_created(ZoneInfo(zone), business_seconds)
    with staged(session, Ticket, "external_id", tuple(rows[0]) if rows else (), least=least) as stage:
        stage.extend(tuple(row.values()) for row in rows)
        return stage.merge(session, {"workspace_id": workspace_id})


def ticket_row(ticket: TicketRow, zone: ZoneInfo, business_seconds: BusinessSeconds | None) -> dict[str, Any]:
    """Its columns: days are local ones in `zone`, and so are business hours."""
    return ticket_columns(vars(ticket), zone, business_seconds)


def ticket_columns(told: Mapping[str, Any], zone: ZoneInfo, business_seconds: BusinessSeconds | None) -> dict[str, Any]:
    """What a ticket's system tells, by the names of TicketRow, with what follows from it."""
    return {
        **told,
        **since_created(told, zone, business_seconds),
        "solved_day": told["solved_at"].astimezone(zone).date() if told["solved_at"] else None,
        "recontact_seconds": _recontact(told),
    }


def since_created(told: Mapping[str, Any], zone: ZoneInfo, business_seconds: BusinessSeconds | None) -> dict[str, Any]:
    """The columns that say what follows from when a ticket was created."""
    created, replied, solved = told["created_at"], told.get("first_reply_at"), told.get("solved_at")
    return {
        "created_day": created.astimezone(zone).date(),
        "first_reply_seconds": _seconds(created, replied),
        "first_reply_business_seconds": _business(business_seconds, created, replied, zone),
        "resolution_seconds": _seconds(created, solved),
        "resolution_business_seconds": _business(business_seconds, created, solved, zone),
    }


def earliest_created(zone: ZoneInfo, business_seconds: BusinessSeconds | None) -> Least:
    """Of several rows of a ticket, the log of its events, the earliest creation counts."""
    return Least("created_at", SINCE_CREATED, partial(since_created, zone=zone, business_seconds=business_seconds))


def _seconds(start: datetime, end: datetime | None) -> int | None:
    """None for what came before: a reply to a call that became a ticket later took no time that anybody knows."""
    return None if end is None or end < start else round((end - start).total_seconds())


def _business(counted: BusinessSeconds | None, start: datetime, end: datetime | None, zone: ZoneInfo) -> int | None:
    return None if counted is None or end is None or end < start else counted(start, end, zone)


def _recontact(told: Mapping[str, Any]) -> int | None:
    """Seconds from the solution until the customer needed more; a reply before it belongs to the solution."""
    solved = told["solved_at"]
    if solved is None:
        return None
    later = [at for at in (told["reopened_at"], told["customer_reply_at"]) if at is not None and at > solved]
    return _seconds(solved, min(later)) if later else None
