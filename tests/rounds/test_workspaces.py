"""Many companies, one clock: what is wrong with the rows of one keeps no other from being asked."""

import logging

import pytest
from sqlmodel import Session, select

from bot.objectives.plans.store import store_plan
from bot.objectives.plans.tree import read_tree
from storage.models import Delivery, Team, Workspace
from storage.people import new_workspace
from tests.rounds.conftest import MADE, Office, plan


def asked(session: Session, workspace: Workspace) -> list[str]:
    query = select(Delivery).where(Delivery.workspace_id == workspace.id)
    return sorted(one.target for one in session.exec(query))


def spoil(session: Session, workspace: Workspace) -> None:
    for team in session.exec(select(Team).where(Team.workspace_id == workspace.id)):
        team.remind_hours, team.next_at = ["soon"], None  # type: ignore[list-item]
        session.add(team)


@pytest.fixture
def next_door(office: Office) -> Workspace:
    """Another company with the same people, teams and objectives, in name."""
    office.silent = True
    with office.work() as session:
        workspace = new_workspace(session, "en", "Europe/Moscow", "T2")
        store_plan(session, workspace, read_tree(plan(zone="team")), None, MADE)
    return workspace


def test_a_company_is_asked_though_the_rows_of_another_are_wrong(
    office: Office, next_door: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    with office.work() as session:
        (first,) = session.exec(select(Workspace).where(Workspace.slack_id == "T1"))
        spoil(session, first)
    with caplog.at_level(logging.ERROR):
        office.at("2026-11-27 09:30", "2026-11-27 10:00")
    with office.work() as session:
        assert (asked(session, first), asked(session, next_door)) == ([], ["U0ANNA", "U0BORIS", "U0KIRI"])
    assert f"planning failed in workspace {first.id}" in caplog.text


def test_what_fails_in_every_company_is_a_tick_that_failed(office: Office, next_door: Workspace) -> None:
    with office.work() as session:
        for workspace in session.exec(select(Workspace)):
            spoil(session, workspace)
    office.at("2026-11-27 09:30")
    with pytest.raises(TypeError):
        office.at("2026-11-27 10:00")
    with office.work() as session:
        assert asked(session, next_door) == []
