from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from storage.facts import Ticket
from storage.kpis import Days
from storage.people import new_workspace
from storage.staging import Stored
from storage.tickets import Duration, TicketRow, add_tickets, duration_tallies

CREATED = datetime(2026, 10, 5, 22, 30, tzinfo=UTC)  # 6 October in Moscow
HOUR = timedelta(hours=1)
WHOLE = TicketRow(
    "1",
    CREATED,
    solved_at=CREATED + 48 * HOUR,
    first_reply_at=CREATED + HOUR,
    customer_reply_at=CREATED + 50 * HOUR,
    reopened_at=CREATED + 49 * HOUR,
    handle_seconds=600,
    tier="1",
)


def add(session: Session, *tickets: TicketRow) -> tuple[int, Stored]:
    workspace = new_workspace(session, "en", "Europe/Moscow", "T1")
    return workspace.id, add_tickets(session, workspace.id, tickets, "Europe/Moscow")


def test_it_works_out_days_and_durations(session: Session) -> None:
    add(session, WHOLE)
    row = session.exec(select(Ticket)).one()
    assert (row.created_day, row.solved_day) == (date(2026, 10, 6), date(2026, 10, 8))
    assert (row.first_reply_seconds, row.resolution_seconds, row.handle_seconds) == (3600, 48 * 3600, 600)
    assert row.recontact_seconds == 3600


def test_it_has_no_durations_for_what_has_not_happened(session: Session) -> None:
    add(session, TicketRow("1", CREATED, customer_reply_at=CREATED + HOUR))
    row = session.exec(select(Ticket)).one()
    assert (row.solved_day, row.first_reply_seconds, row.resolution_seconds, row.recontact_seconds) == (None,) * 4


def test_it_takes_a_later_row_of_a_ticket_for_its_new_state(session: Session) -> None:
    workspace_id, added = add(session, TicketRow("1", CREATED), TicketRow("2", CREATED))
    assert added == Stored(imported=2, updated=0, duplicates=0)
    again = add_tickets(session, workspace_id, [WHOLE, TicketRow("2", CREATED)], "Europe/Moscow")
    assert again == Stored(imported=0, updated=1, duplicates=1)
    assert session.exec(select(Ticket.resolution_seconds).where(Ticket.external_id == "1")).one() == 48 * 3600


def test_it_sums_seconds_and_their_squares_by_day(session: Session) -> None:
    second = TicketRow("2", CREATED, first_reply_at=CREATED + 3 * HOUR)
    workspace_id, _ = add(session, WHOLE, second, TicketRow("3", CREATED))
    tally = duration_tallies(session, workspace_id, Duration.FIRST_REPLY, Days(), {})[0]
    assert (tally.day, tally.n, tally.total) == (date(2026, 10, 6), 2, 4 * 3600)
    assert tally.squares == pytest.approx(3600**2 + 10800**2)
