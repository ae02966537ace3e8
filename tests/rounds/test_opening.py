"""Rounds open by the calendar, once, and the clock looks only at what is due."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from bot.rounds import asking
from storage.changes import change
from storage.kinds import DeliveryKind, Openness, PartState
from storage.models import Cycle, KeyResult, Objective, Person, Team, Workspace
from tests.rounds.conftest import Begin, Office, hire, moscow, plan

FRIDAY = "2026-11-27"


@pytest.fixture
def friday(begin: Begin) -> Office:
    """The weeks before are over."""

    def before(office: Office) -> None:
        hire(office)
        office.at("2026-11-26 12:00")

    return begin("eve", before)


def test_it_opens_a_round_with_a_part_for_each_owner(friday: Office) -> None:
    friday.at(f"{FRIDAY} 10:00")
    assert (friday.days[-1], friday.parts()) == (FRIDAY, dict.fromkeys(friday.parts(), PartState.PENDING))
    assert list(friday.parts()) == ["U0ANNA", "U0BORIS", "U0KIRI"]


def test_it_asks_nobody_a_minute_early(friday: Office) -> None:
    friday.at(f"{FRIDAY} 09:59")
    assert friday.asked == []


def test_it_writes_a_round_down_before_it_opens(friday: Office) -> None:
    friday.at(f"{FRIDAY} 09:30")
    assert dict(friday.parts()) == dict.fromkeys(friday.parts(), PartState.PENDING)
    assert friday.idle(moscow(f"{FRIDAY} 09:59"))
    friday.at(f"{FRIDAY} 10:00")
    assert friday.asked == ["U0ANNA", "U0BORIS"]


@pytest.mark.parametrize("hour", ["09:45", "10:20"])
def test_it_follows_a_new_hour_of_a_round_that_has_not_opened(friday: Office, hour: str) -> None:
    friday.at(f"{FRIDAY} 09:30")
    friday.plan(f"teams: [{{name: Support, lead: U0ANNA, checkin: {{time: '{hour}'}}}}]")
    friday.at(f"{FRIDAY} 09:44", f"{FRIDAY} {hour}")
    assert friday.sent(DeliveryKind.PROMPT)[0] == ("U0ANNA", moscow(f"{FRIDAY} {hour}"))
    assert friday.days == [FRIDAY]


def test_it_forgets_a_round_that_is_taken_off_the_calendar_before_it_opens(friday: Office) -> None:
    friday.at(f"{FRIDAY} 09:30")
    friday.plan("teams: [{name: Support, lead: U0ANNA, checkin: {day: mon}}]", made=moscow(f"{FRIDAY} 09:31"))
    friday.at(f"{FRIDAY} 09:32", f"{FRIDAY} 10:00", f"{FRIDAY} 23:00")
    assert (friday.days, friday.asked) == ([], [])
    friday.at("2026-11-30 10:00")
    assert friday.days == ["2026-11-30"]


def test_it_asks_each_by_their_own_clock(friday: Office) -> None:
    friday.at(f"{FRIDAY} 10:00")
    assert friday.asked == ["U0ANNA", "U0BORIS"]
    friday.at(f"{FRIDAY} 17:59")
    assert friday.asked == ["U0ANNA", "U0BORIS"]
    friday.at(f"{FRIDAY} 18:00")
    assert friday.asked == ["U0ANNA", "U0BORIS", "U0KIRI"]


def test_it_has_nothing_to_do_until_the_next_hour_that_counts(friday: Office) -> None:
    friday.at(f"{FRIDAY} 10:00")
    assert friday.idle(moscow(f"{FRIDAY} 10:59"))
    friday.at(f"{FRIDAY} 12:59:59")
    assert friday.idle(moscow(f"{FRIDAY} 12:59:59"))
    assert not friday.idle(moscow(f"{FRIDAY} 13:00"))


def test_it_does_nothing_twice(friday: Office) -> None:
    for _ in range(3):
        friday.at(f"{FRIDAY} 10:00", f"{FRIDAY} 13:00", f"{FRIDAY} 16:00")
    assert friday.asked == ["U0ANNA", "U0BORIS"]
    assert friday.reminded == ["U0ANNA", "U0BORIS"]
    assert friday.days.count(FRIDAY) == 1


def edited(session: Session, row: object, **values: object) -> None:
    for field, value in values.items():
        setattr(row, field, value)
    session.add(row)


CHANGES = {
    "the hour": lambda session: edited(session, session.exec(select(Team)).one(), due_hours=8),
    "holidays": lambda session: edited(session, session.exec(select(Team)).one(), holidays="RU"),
    "the cycle": lambda session: edited(session, session.exec(select(Cycle)).one(), state=Openness.CLOSED),
    "the objective": lambda session: edited(session, session.exec(select(Objective)).one(), state=Openness.CLOSED),
    "the owner": lambda session: edited(session, session.exec(select(KeyResult)).first(), owner_id=2),
    "a key result": lambda session: edited(session, session.exec(select(KeyResult)).first(), state=Openness.CLOSED),
    "a zone": lambda session: edited(session, session.exec(select(Person)).first(), timezone="Asia/Tokyo"),
    "who is here": lambda session: edited(session, session.exec(select(Person)).first(), active=False),
    "the workspace": lambda session: edited(session, session.exec(select(Workspace)).one(), timezone="Asia/Tokyo"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_looks_again_at_once_where_a_round_hangs_on_what_changed(friday: Office, change: str) -> None:
    now = moscow("2026-11-26 12:00")
    assert friday.idle(now)
    with friday.work() as session:
        CHANGES[change](session)
    assert not friday.idle(now)


def test_it_looks_again_at_once_where_somebody_is_away_or_back(friday: Office) -> None:
    friday.away("U0ANNA", FRIDAY, FRIDAY)
    now = moscow("2026-11-26 12:00")
    assert not friday.idle(now)
    friday.to(now)
    with friday.work() as session:
        friday.back(session, "U0ANNA")
    assert not friday.idle(now)


def test_it_looks_at_no_team_for_a_new_name_or_a_key_result_that_begins(friday: Office) -> None:
    with friday.work() as session:
        edited(session, session.exec(select(Person)).first(), name="Anna K.", language="ru")
        edited(session, session.exec(select(KeyResult)).first(), start=41.0, title="NPS of all")
        edited(session, session.exec(select(Team)).one(), channel="C0OTHER")
    assert friday.idle(moscow("2026-11-26 12:00"))


def test_it_looks_only_at_the_teams_that_a_change_concerns(friday: Office) -> None:
    friday.plan(
        plan().replace("Support", "Sales").replace("Customers recommend us", "More").replace("U0KIRI", "U0LENA")
    )
    friday.at("2026-11-26 12:00")
    friday.change("U0LENA", timezone="Asia/Tokyo")
    with friday.work() as session:
        assert [team.name for team in session.exec(select(Team)) if team.next_at is None] == ["Sales"]


def test_it_finds_within_an_hour_what_nobody_told_it_of(friday: Office) -> None:
    friday.at(f"{FRIDAY} 10:00")
    with friday.work() as session:
        session.execute(text("UPDATE person SET active = false WHERE slack_id = 'U0BORIS'"))
    friday.at(f"{FRIDAY} 11:00")
    assert friday.parts()["U0BORIS"] is PartState.EXCUSED


def test_it_serves_a_company_that_is_larger_than_one_step(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "PARTS_AT_ONCE", 50)
    people = [f"U{number:06}" for number in range(110)]
    results = "".join(f"\n      - {{title: {person}, owner: {person}, start: 0, target: 1}}" for person in people)
    head, _, _ = plan(zone="team").partition("      - {title")
    office.plan(head.rstrip() + results, made=moscow("2026-11-26 12:00"))
    office.at(f"{FRIDAY} 10:00")
    assert len(set(office.asked)) == len(office.asked) == 113
    assert office.idle(moscow(f"{FRIDAY} 10:00"))
    office.at(f"{FRIDAY} 16:00")
    assert set(office.parts().values()) == {PartState.MISSED}
    assert len(office.sent(DeliveryKind.DIGEST)) == 1


def test_it_opens_the_last_round_of_one_cycle_and_the_first_of_the_next_on_one_day(office: Office) -> None:
    more = plan().replace("2026-Q4, from: 2026-10-01, to: 2026-12-31", "2027-Q1, from: 2027-01-01, to: 2027-03-31")
    office.plan(more.replace("cycle: 2026-Q4", "cycle: 2027-Q1"))
    office.at("2026-12-26 12:00")
    office.silent = True
    office.at("2027-01-01 10:00")
    office.silent = False
    assert [(str(round_.day), round_.final) for round_ in office.rounds[-2:]] == [
        ("2027-01-01", True),
        ("2027-01-01", False),
    ]
    office.send(moscow("2027-01-01 10:00"))
    assert office.asked[-2:] == ["U0ANNA", "U0BORIS"]


def test_it_does_not_open_the_rounds_that_a_new_rule_would_have_had(friday: Office) -> None:
    friday.at(f"{FRIDAY} 18:00")
    days = friday.days
    with friday.work() as session:
        team = session.exec(select(Team)).one()
        change(session, team, {"weekday": 5}, moscow("2026-11-30 12:00"))
    friday.at("2026-11-30 12:00")
    assert friday.days == days


def test_it_asks_nobody_of_a_new_key_result_for_rounds_before_it(office: Office) -> None:
    made = datetime(2026, 11, 20, 22, tzinfo=UTC)
    office.plan(plan().replace("Support", "Sales").replace("Customers recommend us", "More"), made=made)
    office.to(made + timedelta(hours=1))
    with office.work() as session:
        sales = session.exec(select(Team).where(Team.name == "Sales")).one()
    assert [round_ for round_ in office.rounds if round_.team_id == sales.id] == []
