"""What an import takes from a KPI, and what it aligns to."""

from datetime import date

import pytest
from sqlmodel import Session

from bot.kpis.definition import KpiDefinition
from bot.kpis.flow import define
from bot.objectives.flow import standings
from bot.objectives.plans.faults import PlanRefused
from bot.rules.progress import Change
from storage.facts import KpiValue
from storage.models import Workspace
from tests.objectives.plan import ALIGNED, NOW, PLAN, edits, key_results, load


def with_traffic(session: Session, workspace: Workspace, value: float) -> KpiValue:
    """The plan's KPI with a number, before the plan comes."""
    definition = KpiDefinition.model_validate({"name": "traffic", "formula": "value", "window": "90d"})
    kpi = define(session, workspace.id, definition, NOW)
    row = KpiValue(workspace_id=workspace.id, kpi_id=kpi.id, day=date(2026, 10, 1), value=value)
    session.add(row)
    session.flush()
    return row


def test_it_takes_a_missing_start_from_the_kpi(session: Session, workspace: Workspace) -> None:
    with_traffic(session, workspace, 1000)
    load(session, workspace, PLAN)
    assert key_results(session, workspace)["Traffic"].measure == Change(1000, 1250)


def test_it_keeps_the_start_once_the_kpi_has_moved(session: Session, workspace: Workspace) -> None:
    row = with_traffic(session, workspace, 1000)
    load(session, workspace, PLAN)
    row.value = 2000
    load(session, workspace, PLAN)
    assert key_results(session, workspace)["Traffic"].measure == Change(1000, 1250)


def test_it_refuses_a_target_that_the_kpi_has_reached_already(session: Session, workspace: Workspace) -> None:
    with_traffic(session, workspace, 1000)
    with pytest.raises(PlanRefused) as refused:
        load(session, workspace, PLAN.replace('"+25%"', "1000"))
    (fault,) = refused.value.faults
    assert (fault.line, fault.message) == (15, "plan.start_is_target")


def test_it_aligns_to_a_parent_further_down_in_another_cycle(session: Session, workspace: Workspace) -> None:
    load(session, workspace, ALIGNED)
    assert [(one.title, one.number, one.parent) for one in standings(session, workspace.id, NOW)] == [
        ("Team", 1, 2),
        ("Company", 2, None),
    ]
    assert edits(session) == set()


def test_it_refuses_objectives_that_are_aligned_in_a_circle(session: Session, workspace: Workspace) -> None:
    with pytest.raises(PlanRefused) as refused:
        load(session, workspace, ALIGNED.replace("rollup: true", "parent: Team"))
    assert [(fault.line, fault.message) for fault in refused.value.faults] == [
        (5, "plan.parent_loop"),
        (6, "plan.parent_loop"),
    ]


def test_it_refuses_a_parent_that_several_cycles_have(session: Session, workspace: Workspace) -> None:
    load(session, workspace, ALIGNED)
    twin = "{title: Company, team: Support, owner: U0LEAD, cycle: Later}"
    child = "{title: Child, team: Support, owner: U0LEAD, cycle: Q4, parent: Company}"
    source = f"cycles: [{{name: Later, from: 2027-01-01, to: 2027-12-31}}]\nobjectives: [{twin}, {child}]"
    with pytest.raises(PlanRefused) as refused:
        load(session, workspace, source)
    assert [fault.message for fault in refused.value.faults] == ["plan.parent_unclear"]
