from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session, select

from bot.rules.business_hours import business_seconds
from storage.facts import Ticket
from storage.people import new_workspace
from storage.staging import Stored
from storage.tickets import TicketRow, add_tickets

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


def test_it_counts_business_hours_by_the_rule_it_is_given(session: Session) -> None:
    workspace = new_workspace(session, "en", "Europe/Moscow", "T1")
    monday = datetime(2026, 10, 5, 5, tzinfo=UTC)  # 8 o'clock in Moscow
    row = TicketRow("1", monday, solved_at=monday + 24 * HOUR, first_reply_at=monday + 2 * HOUR)
    add_tickets(session, workspace.id, [row], "Europe/Moscow", business_seconds)
    found = session.exec(select(Ticket)).one()
    assert (found.first_reply_business_seconds, found.resolution_business_seconds) == (3600, 9 * 3600)


def test_it_keeps_the_earliest_creation_of_a_ticket(session: Session) -> None:
    """Of a log of events the first is the creation, and the last says how things stand."""
    solved = CREATED + 10 * HOUR
    log = [TicketRow("1", CREATED + n * HOUR, solved_at=solved, status=str(n)) for n in (3, 0, 5)]
    workspace_id, added = add(session, *log)
    assert added == Stored(imported=1, updated=2, duplicates=0)
    row = session.exec(select(Ticket)).one()
    assert (row.created_at, row.created_day, row.status) == (CREATED, date(2026, 10, 6), "5")
    assert row.resolution_seconds == 10 * 3600
    assert add_tickets(session, workspace_id, log, "Europe/Moscow") == Stored(imported=0, updated=0, duplicates=3)
    earlier = TicketRow("1", CREATED - HOUR, solved_at=solved, status="5")
    assert add_tickets(session, workspace_id, [earlier], "Europe/Moscow").updated == 1
    session.expire_all()
    assert session.exec(select(Ticket.resolution_seconds)).one() == 11 * 3600
