"""People move, join, leave and go away while rounds are planned and open."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from storage.kinds import DeliveryKind, Openness, PartState
from storage.models import KeyResult, Part
from storage.rounds import settle
from tests.rounds.conftest import MADE, Begin, Office, hire, moscow, plan

FRIDAY = "2026-11-27"


@pytest.fixture
def friday(begin: Begin) -> Office:
    """Ten in the morning in Moscow: Anna and Boris are asked, Kiri in Lima is not yet."""

    def before(office: Office) -> None:
        hire(office)
        office.at("2026-11-26 12:00", f"{FRIDAY} 10:00")

    return begin("friday", before)


def test_it_moves_a_part_that_is_not_open_yet_with_its_owner(friday: Office) -> None:
    friday.change("U0KIRI", timezone="Europe/London")
    friday.at(f"{FRIDAY} 12:59")
    assert "U0KIRI" not in friday.asked
    friday.at(f"{FRIDAY} 13:00")
    assert friday.asked.count("U0KIRI") == 1
    friday.at(f"{FRIDAY} 18:00")
    assert friday.asked.count("U0KIRI") == 1


def test_it_asks_at_once_who_moved_to_where_the_hour_has_passed(friday: Office) -> None:
    friday.at(f"{FRIDAY} 12:00")
    friday.change("U0KIRI", timezone="Europe/Moscow")
    friday.at(f"{FRIDAY} 12:01")
    assert friday.asked.count("U0KIRI") == 1


def test_it_leaves_who_moved_to_where_the_round_is_over_the_hours_they_had(friday: Office) -> None:
    friday.at(f"{FRIDAY} 15:59")
    friday.change("U0KIRI", timezone="Asia/Tokyo")
    friday.at(f"{FRIDAY} 16:00", f"{FRIDAY} 18:00")
    assert friday.asked.count("U0KIRI") == 1
    assert friday.parts()["U0KIRI"] is PartState.PENDING


def test_it_asks_nobody_again_who_moved_after_being_asked(friday: Office) -> None:
    friday.change("U0ANNA", timezone="America/Lima")
    friday.at(f"{FRIDAY} 18:00")
    assert friday.asked.count("U0ANNA") == 1
    assert friday.parts()["U0ANNA"] is PartState.MISSED


def test_it_closes_later_where_the_last_part_moved_west(friday: Office) -> None:
    friday.change("U0KIRI", timezone="Pacific/Honolulu")
    friday.at(f"{FRIDAY} 18:00")
    assert "U0KIRI" not in friday.asked
    friday.to(datetime(2026, 11, 27, 20, tzinfo=UTC))
    assert "U0KIRI" in friday.asked
    friday.to(datetime(2026, 11, 28, 1, 59, tzinfo=UTC))
    assert friday.sent(DeliveryKind.DIGEST) == []
    friday.to(datetime(2026, 11, 28, 2, tzinfo=UTC))
    assert len(friday.sent(DeliveryKind.DIGEST)) == 1


def test_it_asks_who_joins_while_they_can_still_answer_in_time(friday: Office) -> None:
    late = plan().replace("U0KIRI", "U0LENA").replace("Calls", "More calls")
    friday.at(f"{FRIDAY} 15:00")
    friday.plan(late, made=moscow(f"{FRIDAY} 15:00"))
    friday.at(f"{FRIDAY} 15:01")
    assert friday.asked.count("U0LENA") == 1


def test_it_asks_nobody_who_joins_when_their_hours_are_over(friday: Office) -> None:
    friday.at(f"{FRIDAY} 17:00")
    friday.plan(plan().replace("U0KIRI", "U0LENA").replace("Calls", "More calls"))
    friday.at(f"{FRIDAY} 18:00")
    assert "U0LENA" not in friday.parts()


@pytest.mark.parametrize("person", ["U0BORIS", "U0KIRI"])
def test_it_closes_the_round_without_who_left(friday: Office, person: str) -> None:
    friday.change(person, active=False)
    friday.at(f"{FRIDAY} 13:00", f"{FRIDAY} 18:00")
    assert friday.parts()[person] is PartState.EXCUSED
    assert person not in friday.reminded
    assert friday.asked.count(person) == (person == "U0BORIS")


def answer(office: Office, *people: str) -> None:
    with office.work() as session:
        for slack_id in people:
            mine = select(Part).where(Part.person_id == office.person(session, slack_id).id)
            settle(session, session.exec(mine.where(Part.state == PartState.PENDING)).one(), PartState.ON_TIME)


def test_it_closes_the_round_at_once_when_the_last_one_missing_leaves(friday: Office) -> None:
    answer(friday, "U0ANNA", "U0BORIS")
    friday.at(f"{FRIDAY} 10:05")
    assert friday.sent(DeliveryKind.DIGEST) == []
    friday.change("U0KIRI", active=False)
    friday.at(f"{FRIDAY} 10:06")
    assert len(friday.sent(DeliveryKind.DIGEST)) == 1


def test_it_excuses_whose_key_result_was_closed(friday: Office) -> None:
    with friday.work() as session:
        row = session.exec(select(KeyResult).where(KeyResult.title == "First response")).one()
        row.state = Openness.CLOSED
    friday.at(f"{FRIDAY} 10:01")
    assert friday.parts()["U0BORIS"] is PartState.EXCUSED


def test_it_does_not_ask_who_is_away(office: Office) -> None:
    office.away("U0ANNA", "2026-11-20", FRIDAY)
    office.at("2026-11-26 12:00", f"{FRIDAY} 10:00")
    assert office.parts()["U0ANNA"] is PartState.EXCUSED
    assert office.asked == ["U0BORIS"]


def test_it_asks_again_who_is_back(office: Office) -> None:
    office.away("U0ANNA", "2026-11-20", FRIDAY)
    office.at("2026-11-26 12:00", f"{FRIDAY} 10:00", "2026-12-04 10:00")
    assert office.asked.count("U0ANNA") == 1


def test_it_excuses_who_says_so_while_the_prompt_is_open(friday: Office) -> None:
    friday.away("U0ANNA", FRIDAY, "2026-12-06")
    friday.at(f"{FRIDAY} 10:01", f"{FRIDAY} 13:00", f"{FRIDAY} 15:00")
    assert friday.parts()["U0ANNA"] is PartState.EXCUSED
    assert "U0ANNA" not in friday.reminded


def test_it_goes_by_the_day_on_which_the_part_opens_where_the_person_lives(office: Office) -> None:
    office.plan(plan(zone="team"))
    with office.work() as session:
        office.person(session, "U0KIRI").timezone = "Pacific/Honolulu"  # ten in Moscow is Thursday evening there
    office.away("U0KIRI", "2026-11-26", "2026-11-26")
    office.at("2026-11-26 12:00", f"{FRIDAY} 10:00")
    assert office.parts()["U0KIRI"] is PartState.EXCUSED


def test_it_asks_who_takes_back_being_away_while_the_round_is_open(friday: Office) -> None:
    friday.away("U0KIRI", FRIDAY, FRIDAY)
    friday.away("U0ANNA", FRIDAY, FRIDAY)
    friday.at(f"{FRIDAY} 12:00")
    with friday.work() as session:
        friday.back(session, "U0KIRI")
        friday.back(session, "U0ANNA")
    friday.at(f"{FRIDAY} 12:01", f"{FRIDAY} 13:00", f"{FRIDAY} 18:00")
    assert (friday.asked.count("U0KIRI"), friday.asked.count("U0ANNA")) == (1, 1)
    assert friday.reminded == ["U0ANNA", "U0BORIS"]


def test_it_owes_no_digest_where_all_are_excused(friday: Office) -> None:
    for person in ("U0ANNA", "U0BORIS", "U0KIRI"):
        friday.away(person, FRIDAY, FRIDAY)
    friday.at(f"{FRIDAY} 10:01")
    assert friday.rounds[-1].closed_at is None
    friday.at("2026-11-28 12:00")
    assert friday.rounds[-1].closed_at is not None
    assert friday.sent(DeliveryKind.DIGEST) == []


def test_it_remembers_being_away_once(office: Office) -> None:
    office.away("U0ANNA", FRIDAY, FRIDAY)
    office.away("U0ANNA", FRIDAY, FRIDAY)
    with office.work() as session:
        office.back(session, "U0ANNA")
        office.back(session, "U0ANNA")
    office.at("2026-11-26 12:00", f"{FRIDAY} 10:00")
    assert "U0ANNA" in office.asked


def test_it_reminds_by_the_clock_of_where_the_person_is_now(office: Office) -> None:
    office.plan("teams: [{name: Support, lead: U0ANNA, checkin: {due_hours: 24}}]", made=MADE)
    office.at("2026-11-26 12:00", f"{FRIDAY} 10:00")
    office.change("U0ANNA", timezone="Pacific/Auckland")  # ten hours ahead: the first reminder's hour is at night
    office.at(f"{FRIDAY} 13:00", f"{FRIDAY} 15:00")
    assert office.reminded == ["U0BORIS", "U0BORIS"]
    office.to(datetime(2026, 11, 27, 19, 59, tzinfo=UTC))
    assert office.reminded.count("U0ANNA") == 0
    office.to(datetime(2026, 11, 27, 20, tzinfo=UTC))
    assert office.reminded.count("U0ANNA") == 1
