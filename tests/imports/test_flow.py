"""A file into the database, by path or from memory, for every kind."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, select

from bot.errors import UserError, WrongUse
from bot.imports.flow import NothingReadable, Result, read, store
from bot.imports.mapped import MappedRequest
from bot.imports.surveys import Request
from storage.db import Database
from storage.facts import Customer, KpiValue, Purchase, Review, SurveyAnswer, Ticket
from storage.imports.limits import DEFAULT, Limits
from storage.imports.refusal import Rejected
from storage.imports.scores import Scale
from storage.imports.table import Layout, Table
from storage.kinds import Formula, ImportKind
from storage.models import Workspace
from storage.people import new_workspace
from tests.imports.mapped import moscow

TICKETS = b"id,created\n1,2026-10-05\n2,soon\n,\n"
NOW = datetime(2026, 10, 14, 12, tzinfo=UTC)


@pytest.fixture
def workspace(database: Database) -> Workspace:
    with database.write() as session:
        return new_workspace(session, "en", "Europe/Moscow", "T1")


def kpi(database: Database, workspace: Workspace, formula: Formula = Formula.VALUE) -> None:
    from bot.kpis import flow
    from bot.kpis.definition import KpiDefinition

    survey = {"survey": "s"} if formula is Formula.NPS else {}
    with database.write() as session:
        definition = KpiDefinition.model_validate({"name": "media", "formula": formula.value, **survey})
        flow.define(session, workspace.id, definition, NOW)


def taken(database: Database, workspace: Workspace, kind: ImportKind, content: bytes, **more: Any) -> Result:
    return store(database, workspace, content, MappedRequest(kind, **more), DEFAULT)


def rows(database: Database, model: type[SQLModel]) -> list[Any]:
    with database.read() as session:
        return list(session.exec(select(model)))


def test_it_says_how_a_file_would_be_read_and_stores_nothing(database: Database, workspace: Workspace) -> None:
    found = read(database, workspace, TICKETS, MappedRequest(ImportKind.TICKETS), DEFAULT)
    assert (found.rows, found.readable, found.skipped, found.rejected) == (3, 1, 1, 1)
    assert found.reading.chosen["created"] == "created"
    assert [row.row for row in found.errors] == [3]
    assert rows(database, Ticket) == []


def test_it_reads_a_survey_the_same_way(database: Database, workspace: Workspace) -> None:
    request = Request("s", {"score": "score", "id": "id"}, Layout(), Scale(0, 10))
    content = b"id,score\n1,9\n2,NA\n3,11\n"
    assert read(database, workspace, content, request, DEFAULT).readable == 2
    result = store(database, workspace, content, request, DEFAULT)
    assert (result.rows, result.imported, result.rejected, result.missing_score) == (3, 2, 1, 1)
    assert len(rows(database, SurveyAnswer)) == 2


def test_it_takes_a_path_or_bytes(database: Database, workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(TICKETS)
    request = MappedRequest(ImportKind.TICKETS)
    assert store(database, workspace, tmp_path / "t.csv", request, DEFAULT).imported == 1
    assert store(database, workspace, TICKETS, request, DEFAULT).duplicates == 1


def test_it_counts_every_row_once_and_adds_nothing_the_second_time(database: Database, workspace: Workspace) -> None:
    log = b"id,created,status\n1,2026-10-05,open\n1,2026-10-03,held\n1,2026-10-04,closed\n2,2026-10-04,open\n"
    first = taken(database, workspace, ImportKind.TICKETS, log)
    assert (first.imported, first.updated, first.duplicates) == (2, 2, 0)
    again = taken(database, workspace, ImportKind.TICKETS, log)
    assert (again.imported, again.updated, again.duplicates) == (0, 0, 4)
    stored = {row.external_id: row for row in rows(database, Ticket)}
    assert (stored["1"].created_at, stored["1"].created_day, stored["1"].status) == (
        moscow(3),
        date(2026, 10, 3),
        "closed",
    )


def test_it_works_out_durations_from_the_earliest_creation(database: Database, workspace: Workspace) -> None:
    log = b"id,created,solved\n1,2026-10-05 10:00,2026-10-05 18:00\n1,2026-10-05 12:00,2026-10-05 18:00\n"
    taken(database, workspace, ImportKind.TICKETS, log)
    (ticket,) = rows(database, Ticket)
    assert (ticket.resolution_seconds, ticket.resolution_business_seconds) == (8 * 3600, 8 * 3600)


def test_it_leaves_alone_what_a_later_file_does_not_tell(database: Database, workspace: Workspace) -> None:
    taken(database, workspace, ImportKind.TICKETS, b"id,created,tier\n1,2026-10-05,2\n")
    later = taken(database, workspace, ImportKind.TICKETS, b"id,created,status\n1,2026-10-05,closed\n")
    (ticket,) = rows(database, Ticket)
    assert (later.updated, ticket.tier, ticket.status) == (1, "2", "closed")


def test_it_stores_customers_orders_and_reviews(database: Database, workspace: Workspace) -> None:
    taken(database, workspace, ImportKind.CUSTOMERS, b"id,start,lost\nc,2026-10-05,no\n")
    order = b"id,customer,time,amount,refunded\no,c,2026-10-05,100,yes\n"
    taken(database, workspace, ImportKind.ORDERS, order)
    taken(database, workspace, ImportKind.REVIEWS, b"id,time,rating\nr,2026-10-05,5\n")
    (customer,), (purchase,), (review,) = (rows(database, model) for model in (Customer, Purchase, Review))
    assert (customer.start_day, customer.lost, customer.retained) == (date(2026, 10, 5), False, None)
    assert (purchase.amount, purchase.refunded, purchase.margin) == (100, 100, None)
    assert (review.day, review.rating, review.sentiment) == (date(2026, 10, 5), 5, "")


def test_it_takes_the_later_of_two_values_for_a_day(database: Database, workspace: Workspace) -> None:
    kpi(database, workspace)
    result = taken(database, workspace, ImportKind.VALUES, b"date,value\n2026-10-05,1\n2026-10-05,2\n", kpi="media")
    assert (result.imported, result.updated) == (1, 1)
    assert [(row.day, row.value) for row in rows(database, KpiValue)] == [(date(2026, 10, 5), 2)]


@pytest.mark.parametrize(("formula", "message"), [(None, "imports.no_kpi"), (Formula.NPS, "imports.computed_kpi")])
def test_it_refuses_values_of_what_is_no_series(
    database: Database, workspace: Workspace, formula: Formula | None, message: str
) -> None:
    if formula:
        kpi(database, workspace, formula)
    with pytest.raises(UserError, match=message):
        taken(database, workspace, ImportKind.VALUES, b"date,value\n2026-10-05,1\n", kpi="media")


def test_it_stores_nothing_on_trial(database: Database, workspace: Workspace) -> None:
    result = store(database, workspace, TICKETS, MappedRequest(ImportKind.TICKETS), DEFAULT, dry_run=True)
    assert (result.imported, rows(database, Ticket)) == (1, [])


def test_it_tells_of_each_row_left_out_while_it_reads(database: Database, workspace: Workspace) -> None:
    told: list[tuple[tuple[str, ...], Rejected]] = []

    def reject(table: Table, row: Rejected) -> None:
        told.append((table.header, row))

    store(database, workspace, TICKETS, MappedRequest(ImportKind.TICKETS), DEFAULT, reject=reject)
    assert [(header, row.cells) for header, row in told] == [(("id", "created"), ("2", "soon"))]


def test_it_refuses_a_file_of_which_no_row_can_be_read_and_says_why(database: Database, workspace: Workspace) -> None:
    with pytest.raises(NothingReadable) as refused:
        taken(database, workspace, ImportKind.TICKETS, b"id,created\n1,soon\n")
    assert (refused.value.values, [row.value for row in refused.value.errors]) == ({"n": 1}, ["soon"])


@pytest.mark.parametrize("columns", [{"id": "id"}, {"made": "created"}])
def test_it_tells_wrong_use_from_a_wrong_file(
    database: Database, workspace: Workspace, columns: dict[str, str]
) -> None:
    with pytest.raises(WrongUse):
        taken(database, workspace, ImportKind.TICKETS, b"id,at\n1,2026-10-05\n", columns=columns)
    with pytest.raises(UserError) as refused:
        taken(database, workspace, ImportKind.TICKETS, b"", columns=columns)
    assert not isinstance(refused.value, WrongUse)


def test_it_holds_to_the_limits_it_is_given(database: Database, workspace: Workspace) -> None:
    with pytest.raises(UserError, match="too_many_rows"):
        store(database, workspace, TICKETS, MappedRequest(ImportKind.TICKETS), Limits(rows=2))


def test_it_shows_how_far_it_is(database: Database, workspace: Workspace) -> None:
    lengths = []

    def track(found: Any, length: int) -> Any:
        lengths.append(length)
        return found

    store(database, workspace, TICKETS, MappedRequest(ImportKind.TICKETS), DEFAULT, track=track)
    assert lengths == [3]


def test_it_keeps_workspaces_apart(database: Database, workspace: Workspace) -> None:
    with database.write() as session:
        other = _other(session)
    taken(database, workspace, ImportKind.TICKETS, TICKETS)
    assert taken(database, other, ImportKind.TICKETS, TICKETS).imported == 1
    assert sorted(row.workspace_id for row in rows(database, Ticket)) == [workspace.id, other.id]


def _other(session: Session) -> Workspace:
    return new_workspace(session, "en", "Europe/Moscow", "T2")
