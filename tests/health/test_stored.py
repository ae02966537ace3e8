"""What the database tells the doctor about deliveries and people."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.health.finding import Check, Finding, State
from bot.health.stored import database as check_database
from bot.health.stored import stored
from bot.health.views import lines
from bot.text import speak
from storage.db import Database
from storage.health import RECENT, oldest_waiting
from storage.kinds import DeliveryKind, DeliveryState, Rank
from storage.models import Delivery, Person, Workspace
from tests.scenarios.conftest import CHANNEL, FRIDAY


@pytest.fixture
def workspace(session: Session) -> Workspace:
    row = Workspace(slack_id="T1")
    session.add(row)
    session.flush()
    return row


def owed(session: Session, workspace: Workspace, state: DeliveryState, age: timedelta, error: str = "") -> Delivery:
    """A delivery that was due so long ago."""
    row = Delivery(
        workspace_id=workspace.id, kind=DeliveryKind.DIGEST, key=f"{state}-{age}", target=CHANNEL, state=state,
        rank=Rank.FIRST, due=FRIDAY - age, error=error,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def found(session: Session, workspace: Workspace, check: Check) -> list[Finding]:
    return [finding for finding in stored(session, workspace, FRIDAY) if finding.check is check]


def one(session: Session, workspace: Workspace, check: Check) -> Finding:
    (finding,) = found(session, workspace, check)
    return finding


def said(finding: Finding) -> str:
    return "\n".join(lines(speak("en"), [finding], "Europe/Moscow"))


def test_it_waits_for_no_writer(database: Database) -> None:
    with database.write() as busy:
        busy.add(Workspace(slack_id="T1"))
        busy.flush()
        told = [(finding.check, finding.state) for finding in check_database(database)]
    assert told == [(Check.DATABASE, State.OK), (Check.MIGRATION, State.OK)]


def test_it_says_that_the_workspace_is_paused(session: Session, workspace: Workspace) -> None:
    workspace.paused_by = "account_inactive"
    finding = one(session, workspace, Check.PAUSED)
    assert (finding.state, finding.fix) == (State.WRONG, "health.new_token")
    assert "account_inactive" in said(finding)


@pytest.mark.parametrize(("minutes", "state"), [(5, State.OK), (15, State.WARNING), (90, State.WRONG)])
def test_it_minds_what_waits_for_long(session: Session, workspace: Workspace, minutes: int, state: State) -> None:
    owed(session, workspace, DeliveryState.PENDING, timedelta(minutes=minutes))
    owed(session, workspace, DeliveryState.PENDING, timedelta(minutes=-300))
    assert one(session, workspace, Check.WAITING).state is state


def test_it_counts_from_the_first_try_where_the_next_one_is_yet_to_come(session: Session, workspace: Workspace) -> None:
    row = owed(session, workspace, DeliveryState.UNSURE, timedelta(minutes=-1))
    row.first_try_at = FRIDAY - timedelta(hours=2)
    session.add(row)
    session.flush()
    finding = one(session, workspace, Check.WAITING)
    assert finding.state is State.WRONG
    assert "For: 2 hours." in said(finding)


def test_it_minds_its_own_workspace_only(session: Session, workspace: Workspace) -> None:
    other = Workspace(slack_id="T2")
    session.add(other)
    session.flush()
    owed(session, other, DeliveryState.PENDING, timedelta(hours=3))
    owed(session, other, DeliveryState.PARKED, timedelta(hours=3), "not_in_channel")
    assert {finding.state for finding in stored(session, workspace, FRIDAY)} == {State.OK}
    assert oldest_waiting(session, FRIDAY) == FRIDAY - timedelta(hours=3)


def test_it_does_not_mind_what_was_sent(session: Session, workspace: Workspace) -> None:
    owed(session, workspace, DeliveryState.SENT, timedelta(days=2))
    assert one(session, workspace, Check.WAITING).state is State.OK
    assert one(session, workspace, Check.DELIVERIES).state is State.OK


@pytest.mark.parametrize(
    ("error", "fix"),
    [
        ("not_in_channel", "health.invite"),
        ("is_archived", "health.unarchive"),
        ("restricted_action_read_only_channel", "health.allow_posting"),
        ("missing_scope: im:write", "health.reinstall"),
        ("invalid_arguments", "health.parked.fix"),
    ],
)
def test_it_tells_the_last_refusal_of_the_week_with_its_fix(
    session: Session, workspace: Workspace, error: str, fix: str
) -> None:
    owed(session, workspace, DeliveryState.PARKED, timedelta(days=6), "older")
    owed(session, workspace, DeliveryState.PARKED, timedelta(hours=20), error)
    finding = one(session, workspace, Check.DELIVERIES)
    assert (finding.state, finding.fix, finding.values["error"]) == (State.WARNING, fix, error)
    assert f"Digest, to C0SUPPORT, due on Thursday, November 26, 13:55; the answer was {error}." in said(finding)


def test_it_forgets_what_is_long_ago(session: Session, workspace: Workspace) -> None:
    for state in (DeliveryState.PARKED, DeliveryState.EXPIRED):
        owed(session, workspace, state, RECENT + timedelta(minutes=1), "not_in_channel")
    assert one(session, workspace, Check.DELIVERIES).state is State.OK


def test_it_tells_what_came_too_late_beside_what_was_refused(session: Session, workspace: Workspace) -> None:
    owed(session, workspace, DeliveryState.EXPIRED, timedelta(days=1))
    owed(session, workspace, DeliveryState.PARKED, timedelta(days=2), "not_in_channel")
    told = [finding.says for finding in found(session, workspace, Check.DELIVERIES)]
    assert told == ["health.parked", "health.expired"]


def test_it_names_who_cannot_be_reached(session: Session, workspace: Workspace) -> None:
    people = [("U1", "Boris", True), ("U2", "", True), ("U3", "Olga", False)]
    for slack_id, name, active in people:
        session.add(
            Person(workspace_id=workspace.id, slack_id=slack_id, name=name, active=active, unreachable="user_disabled")
        )
    session.flush()
    finding = one(session, workspace, Check.PEOPLE)
    assert finding.state is State.WARNING
    assert "for: Boris (user_disabled), U2 (user_disabled)." in said(finding)
