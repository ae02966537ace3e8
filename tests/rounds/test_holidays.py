"""Public holidays of a team: rounds move to the next working day, and nobody is reminded on one."""

from datetime import date, timedelta

import pytest

from storage.kinds import PartState
from tests.rounds.conftest import Begin, Office, hire, moscow, plan

# In Germany Friday the 25th and Saturday the 26th of December 2026, and Friday the 1st of January, are holidays.


@pytest.fixture
def german(begin: Begin) -> Office:
    def before(office: Office) -> None:
        hire(office)
        office.plan(plan(holidays="DE"))
        for person in ("U0ANNA", "U0BORIS", "U0KIRI"):
            office.change(person, timezone="Europe/Berlin")
        office.at("2026-12-19 12:00")

    return begin("german", before)


def weeks(office: Office, first: str, last: str) -> list[str]:
    """The days of the rounds that a tick each noon in a span has opened."""
    day = date.fromisoformat(first)
    before = office.days
    while day <= date.fromisoformat(last):
        office.at(f"{day} 12:30")
        day += timedelta(days=1)
    return office.days[len(before) :]


def test_it_opens_on_the_next_working_day_at_the_same_hour(german: Office) -> None:
    before = len(german.asked)
    german.at("2026-12-25 12:00", "2026-12-28 11:59")
    assert len(german.asked) == before
    german.at("2026-12-28 12:00")  # ten in Berlin
    assert len(german.asked) == before + 3


def test_it_moves_the_last_round_of_the_cycle_too(german: Office) -> None:
    assert weeks(german, "2026-12-20", "2027-01-20") == ["2026-12-28", "2027-01-04"]
    assert german.rounds[-1].final


def test_it_leaves_out_a_round_that_would_reach_the_next_one(office: Office) -> None:
    """In Russia the 1st to the 8th of January are holidays: of the Fridays of both weeks only one is held."""
    office.plan(plan(holidays="RU").replace("to: 2026-12-31", "to: 2027-03-31"))
    office.at("2026-12-30 12:00")
    assert weeks(office, "2026-12-31", "2027-01-16") == ["2027-01-11", "2027-01-15"]


def test_it_opens_every_week_where_no_holidays_are_kept(office: Office) -> None:
    office.at("2026-12-19 12:00")
    assert weeks(office, "2026-12-20", "2027-01-20") == ["2026-12-25", "2027-01-01"]


def test_it_reminds_nobody_on_a_holiday(office: Office) -> None:
    """A round of a Thursday that is open over the Friday which is a holiday."""
    office.plan(
        "teams: [{name: Support, lead: U0ANNA, checkin: {day: thu, holidays: DE, due_hours: 100, remind_hours: [26]}}]"
    )
    for person in ("U0ANNA", "U0BORIS", "U0KIRI"):
        office.change(person, timezone="Europe/Berlin")
    office.at("2026-12-23 12:00", "2026-12-24 12:00", "2026-12-25 14:00", "2026-12-26 14:00")
    assert (office.days[-1], office.reminded) == ("2026-12-24", [])
    office.at("2026-12-27 11:00")  # nine in Berlin
    assert office.reminded == ["U0ANNA", "U0BORIS", "U0KIRI"]


def test_it_holds_no_second_round_of_a_week_where_a_holiday_is_told_of_late(office: Office) -> None:
    office.at("2026-12-24 12:00", "2026-12-25 12:00", "2026-12-25 20:00")
    office.plan(plan(holidays="DE"))
    office.at("2026-12-28 20:00")
    assert office.days[-1] == "2026-12-25"
    assert PartState.PENDING not in office.parts().values()
    assert not office.idle(moscow("2027-01-01 10:00"))
