"""When an admin is owed the digest of a company."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from bot.company.owing import company_digests
from bot.people.caller import Caller
from bot.preferences.flow import Preferences, save
from storage.deliveries import deliveries_of
from storage.models import Person, Round, Workspace
from storage.owing import owe_all
from storage.people import ensure_person, new_workspace


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def workspace(session: Session) -> Workspace:
    return new_workspace(session, "en", "UTC", "T1")


def reader(session: Session, workspace: Workspace, zone: str, **fields: bool) -> Person:
    person = ensure_person(session, workspace.id, f"U0{zone[:4].upper()}")
    person.timezone, person.admin, person.company_digest = zone, True, True
    for name, value in fields.items():
        setattr(person, name, value)
    session.add(person)
    session.flush()
    return person


def closed(workspace: Workspace, due: str) -> Round:
    return Round(workspace_id=workspace.id, day=instant(due).date(), due_at=instant(due))


@pytest.mark.parametrize(
    ("zone", "at", "due", "week"),
    [
        ("Europe/Moscow", "2026-11-27T13:00", "2026-11-30T06:00", "2026-49"),
        ("Europe/Moscow", "2026-11-30T05:59", "2026-11-30T06:00", "2026-49"),
        ("Europe/Moscow", "2026-11-30T06:00", "2026-12-07T06:00", "2026-50"),
        ("Pacific/Auckland", "2026-11-29T19:00", "2026-11-29T20:00", "2026-49"),
        ("America/Lima", "2026-11-30T06:00", "2026-11-30T14:00", "2026-49"),
        ("America/New_York", "2026-10-30T20:00", "2026-11-02T14:00", "2026-45"),  # clocks went back that Sunday
        ("Europe/Berlin", "2026-12-24T12:00", "2026-12-28T08:00", "2026-53"),
        ("Europe/Berlin", "2026-12-31T12:00", "2027-01-04T08:00", "2027-01"),
        ("Europe/Berlin", "2024-12-27T12:00", "2024-12-30T08:00", "2025-01"),
    ],
)
def test_it_is_due_on_the_next_monday_morning_where_the_admin_lives(
    session: Session, workspace: Workspace, zone: str, at: str, due: str, week: str
) -> None:
    person = reader(session, workspace, zone)
    (owed,) = company_digests(session, [closed(workspace, at)], instant(at))
    assert (owed.due, owed.key) == (instant(due), f"company_digest:{person.id}:{week}")
    assert (owed.target, owed.subject_id) == (person.slack_id, person.id)


def test_it_is_due_at_once_for_a_round_that_closed_late(session: Session, workspace: Workspace) -> None:
    reader(session, workspace, "UTC")
    (owed,) = company_digests(session, [closed(workspace, "2026-11-27T13:00")], instant("2026-11-30T12:00"))
    assert owed.due == instant("2026-11-30T09:00")


def test_it_has_one_key_for_all_rounds_of_a_week_and_each_person(session: Session, workspace: Workspace) -> None:
    for zone in ("UTC", "Europe/Moscow"):
        reader(session, workspace, zone)
    rounds = [closed(workspace, f"2026-11-{day}T12:00") for day in (24, 26, 27)]
    assert len({owed.key for owed in company_digests(session, rounds, instant("2026-11-27T12:00"))}) == 2


def test_it_is_owed_once_for_a_monday_to_who_moves_round_the_world(session: Session, workspace: Workspace) -> None:
    """After a Monday morning in Auckland it is Sunday yet in Honolulu."""
    person = reader(session, workspace, "Pacific/Auckland")
    for zone, at in (
        ("Pacific/Auckland", "2026-11-29T19:00"),
        ("Pacific/Honolulu", "2026-11-30T01:00"),
        ("Pacific/Auckland", "2026-11-30T01:00"),
    ):
        person.timezone = zone
        owe_all(session, company_digests(session, [closed(workspace, at)], instant(at)))
    owed = [(row.key, row.due) for row in deliveries_of(session, workspace.id)]
    assert owed == [
        (f"company_digest:{person.id}:2026-49", instant("2026-11-29T20:00")),
        (f"company_digest:{person.id}:2026-50", instant("2026-12-06T20:00")),
    ]


@pytest.mark.parametrize("without", ["admin", "company_digest", "active"])
def test_it_is_owed_to_active_admins_who_want_it(session: Session, workspace: Workspace, without: str) -> None:
    reader(session, workspace, "UTC", **{without: False})
    assert company_digests(session, [closed(workspace, "2026-11-27T13:00")], instant("2026-11-27T13:00")) == []


def test_it_is_owed_to_nobody_of_another_workspace(session: Session, workspace: Workspace) -> None:
    reader(session, new_workspace(session, "en", "UTC", "T2"), "UTC")
    assert company_digests(session, [closed(workspace, "2026-11-27T13:00")], instant("2026-11-27T13:00")) == []


@pytest.mark.parametrize("admin", [True, False])
def test_it_is_for_admins_to_want_whatever_a_client_sends(session: Session, workspace: Workspace, admin: bool) -> None:
    person = reader(session, workspace, "UTC", admin=admin, company_digest=False)
    save(session, Caller(workspace, person), Preferences("", "", 9, 18, company_digest=True))
    assert person.company_digest is admin


def test_it_stays_wanted_where_a_form_did_not_ask(session: Session, workspace: Workspace) -> None:
    person = reader(session, workspace, "UTC")
    save(session, Caller(workspace, person), Preferences("", "", 9, 18))
    assert person.company_digest
