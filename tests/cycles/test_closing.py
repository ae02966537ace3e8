"""What closing stores: grades, what goes on where, and never twice."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from bot.cycles import closing
from bot.cycles.grading import Decision, Grading, grading_of
from bot.errors import UserError
from bot.people.caller import Caller
from storage.cycles import goes_on_in
from storage.kinds import DeliveryKind, Kind, Openness, Outcome
from storage.models import Cycle, Delivery, Initiative, KeyResult, Objective, Person
from tests.objectives.rows import FIRST_FRIDAY, Company, company

NOW = FIRST_FRIDAY + timedelta(weeks=13)


@pytest.fixture
def firm(session: Session) -> Company:
    found = company(session)
    found.team.channel = "C1"
    session.add(Cycle(workspace_id=found.workspace.id, name="2027-Q1", first=date(2027, 1, 1), last=date(2027, 3, 31)))
    session.flush()
    return found


def read(firm: Company, person: Person | None = None) -> Grading:
    caller = Caller(firm.workspace, person or firm.anna)
    return grading_of(firm.session, caller, firm.cycle.id, NOW, hold=True)


def carry(firm: Company, *rows: KeyResult, key: str = "V1", found: Grading | None = None) -> closing.Closed:
    decisions = {row.id: Decision(row.id, 0.5, "why", Outcome.CARRIED) for row in rows}
    return closing.close(firm.session, NOW, found or read(firm), decisions, key, whole=False)


def ahead(firm: Company) -> Cycle:
    return firm.session.exec(select(Cycle).where(Cycle.name == "2027-Q1")).one()


def gone_on(firm: Company, row: KeyResult) -> list[KeyResult]:
    return list(firm.session.exec(select(KeyResult).where(KeyResult.carried_from_id == row.id)))


def retrospectives(firm: Company) -> list[str]:
    query = select(Delivery.key).where(Delivery.kind == DeliveryKind.RETROSPECTIVE).order_by(col(Delivery.id))
    return list(firm.session.exec(query))


def test_it_keeps_one_objective_for_all_that_goes_on_from_one(firm: Company) -> None:
    objective = firm.objective()
    rows = [firm.key_result(objective, title) for title in ("NPS", "CSAT")]
    carry(firm, *rows)
    (nps,), (csat,) = (gone_on(firm, row) for row in rows)
    assert nps.objective_id == csat.objective_id
    new = firm.session.get_one(Objective, nps.objective_id)
    assert (new.title, new.carried_from_id, new.cycle_id) == ("Happier customers", objective.id, ahead(firm).id)
    assert (objective.state, firm.cycle.state, firm.cycle.closed_at) == (Openness.CLOSED, Openness.CLOSED, NOW)


def test_it_adds_to_what_somebody_has_written_down_there_already(firm: Company) -> None:
    row = firm.key_result(firm.objective(), "NPS")
    there = firm.objective(cycle_id=ahead(firm).id)
    written = firm.key_result(there, "NPS", start=10.0, target=90.0)
    carry(firm, row)
    (found,) = gone_on(firm, row)
    assert (found.id, found.start, found.target) == (written.id, 10.0, 90.0)
    assert there.carried_from_id == row.objective_id


def test_it_calls_an_objective_otherwise_where_its_title_is_taken(firm: Company) -> None:
    row = firm.key_result(firm.objective(), "NPS")
    firm.objective(cycle_id=ahead(firm).id, archived_at=NOW, state=Openness.CLOSED)
    carry(firm, row)
    (found,) = gone_on(firm, row)
    assert firm.session.get_one(Objective, found.objective_id).title == "Happier customers (1)"


@pytest.mark.parametrize("parent_first", [True, False])
def test_it_keeps_objectives_aligned(firm: Company, parent_first: bool) -> None:
    parent = firm.objective("Parent")
    child = firm.objective("Child", parent_id=parent.id)
    rows = [firm.key_result(parent, "NPS"), firm.key_result(child, "CSAT")]
    for place, row in enumerate(rows if parent_first else reversed(rows)):
        carry(firm, row, key=f"V{place}")
    new_child, new_parent = (goes_on_in(firm.session, ahead(firm), old.id) for old in (child, parent))
    assert new_child is not None
    assert new_parent is not None
    assert new_child.parent_id == new_parent.id


def test_it_stays_aligned_to_the_year_that_goes_on(firm: Company) -> None:
    year = Cycle(workspace_id=firm.workspace.id, name="2026+", first=date(2026, 1, 1), last=date(2027, 12, 31))
    firm.session.add(year)
    firm.session.flush()
    longer = firm.objective("Longer", cycle_id=year.id)
    row = firm.key_result(child := firm.objective("Child", parent_id=longer.id))
    carry(firm, row)
    new = goes_on_in(firm.session, ahead(firm), child.id)
    assert new is not None
    assert new.parent_id == longer.id


def test_open_initiatives_go_along(firm: Company) -> None:
    objective = firm.objective()
    row = firm.key_result(objective)
    for title, key_result, state in (
        ("Portal", row.id, Openness.OPEN),
        ("Academy", None, Openness.OPEN),
        ("Over", None, Openness.CLOSED),
    ):
        firm.session.add(
            Initiative(
                workspace_id=firm.workspace.id, objective_id=objective.id, key_result_id=key_result, title=title,
                owner_id=firm.boris.id, state=state,
            )
        )  # fmt: skip
    firm.session.flush()
    carry(firm, row)
    (new,) = gone_on(firm, row)
    query = select(Initiative.title, Initiative.key_result_id).where(Initiative.objective_id == new.objective_id)
    assert set(firm.session.exec(query)) == {("Portal", new.id), ("Academy", None)}


def test_a_baseline_that_is_found_lets_the_target_that_waited_begin(firm: Company) -> None:
    row = firm.key_result(firm.objective(), kind=Kind.BASELINE, start=None, target=None, relative_target=0.25)
    firm.check_in(row, 40)
    carry(firm, row)
    (found,) = gone_on(firm, row)
    assert (found.kind, found.start, found.target) == (Kind.CHANGE, 40.0, 50.0)


def test_what_somebody_else_has_graded_meanwhile_stands(firm: Company) -> None:
    first, second = firm.key_result(objective := firm.objective(), "NPS"), firm.key_result(objective, "CSAT")
    firm.boris.admin = True
    carry(firm, first)
    decisions = {row.id: Decision(row.id, 1.0, "mine", Outcome.DONE) for row in (first, second)}
    closed = closing.close(firm.session, NOW, read(firm, firm.boris), decisions, "V2", whole=False)
    assert (closed.stored, closed.refused, closed.over) == (1, ("1.1",), True)
    assert (first.grade, first.outcome, second.grade) == (0.5, Outcome.CARRIED, 1.0)
    assert len(gone_on(firm, first)) == 1


def test_a_channel_is_told_once_and_then_again_only_of_what_changed(firm: Company) -> None:
    row = firm.key_result(firm.objective())
    carry(firm, row)
    first = f"retrospective:{firm.team.id}:{firm.cycle.id}"
    assert retrospectives(firm) == [first]
    same = {row.id: Decision(row.id, 0.5, "why")}
    closing.close(firm.session, NOW, read(firm), same, "V2", whole=False)
    assert retrospectives(firm) == [first]
    other = {row.id: Decision(row.id, 0.6, "counted again")}
    closing.close(firm.session, NOW, read(firm), other, "V3", whole=False)
    assert retrospectives(firm) == [first, f"{first}:V3"]
    assert (row.grade, row.outcome, len(gone_on(firm, row))) == (0.6, Outcome.CARRIED, 1)


def test_a_cycle_closed_by_an_admin_leaves_nothing_open(firm: Company) -> None:
    row = firm.key_result(objective := firm.objective())
    firm.boris.admin = True
    closed = closing.close(firm.session, NOW, read(firm, firm.boris), {}, "V1", whole=True)
    assert (closed.over, closed.told) == (True, ("Support",))
    assert {row.state, objective.state, firm.cycle.state} == {Openness.CLOSED}
    assert (row.grade, row.outcome) == (None, None)


def test_a_member_grades_nothing(firm: Company) -> None:
    firm.key_result(firm.objective())
    with pytest.raises(UserError, match=r"access\.grade"):
        read(firm, firm.boris)
