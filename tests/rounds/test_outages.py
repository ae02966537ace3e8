"""The clock stands still, or jumps, over the hour at which something is due: late or told of, never twice."""

from datetime import datetime, timedelta

import pytest

from storage.kinds import DeliveryKind, DeliveryState, PartState
from tests.rounds.conftest import Begin, Office, hire, moscow, plan

FRIDAY = "2026-11-27"
OPENS, DUE = moscow(f"{FRIDAY} 10:00"), moscow(f"{FRIDAY} 16:00")
NEXT = moscow("2026-12-04 10:00")
OUTAGES = (15, 200, 369, 370, 725, 30 * 60)


@pytest.fixture
def team(begin: Begin) -> Office:
    """All are asked by the clock of the team; the tick of 9:50 was the last before what happens."""

    def before(office: Office) -> None:
        hire(office)
        office.plan(plan(zone="team"))
        office.at("2026-11-26 12:00", f"{FRIDAY} 09:50")

    return begin("team", before)


def everything(office: Office, until: datetime = NEXT - timedelta(minutes=1)) -> tuple[int, int]:
    """How many prompts there are in the end, and digests, sent or expired, each of them told of."""
    office.to(until)
    prompts = len(office.asked) + len(office.sent(DeliveryKind.PROMPT, DeliveryState.EXPIRED))
    digests = len(office.sent(DeliveryKind.DIGEST)) + len(office.sent(DeliveryKind.DIGEST, DeliveryState.EXPIRED))
    return prompts, digests


@pytest.mark.parametrize("minutes", OUTAGES)
def test_it_is_up_again_after_an_outage_over_the_opening(team: Office, minutes: int) -> None:
    up = moscow(f"{FRIDAY} 09:50") + timedelta(minutes=minutes)
    team.to(up)
    in_time = up < DUE
    assert team.sent(DeliveryKind.PROMPT) == [(person, up) for person in team.parts() if in_time]
    assert set(team.parts().values()) == {PartState.PENDING if in_time else PartState.MISSED}
    assert everything(team) == (3 if in_time else 0, 1)


@pytest.mark.parametrize("minutes", OUTAGES)
def test_it_posts_one_digest_after_an_outage_over_the_deadline(team: Office, minutes: int) -> None:
    team.at(f"{FRIDAY} 10:00", f"{FRIDAY} 15:50")
    up = moscow(f"{FRIDAY} 15:50") + timedelta(minutes=minutes)
    team.to(up)
    assert team.sent(DeliveryKind.DIGEST) == [("C0SUPPORT", up)]
    assert everything(team) == (3, 1)


def test_it_sends_no_old_prompts_after_weeks_and_tells_of_each_digest(team: Office) -> None:
    team.at("2026-12-18 11:00")
    assert team.sent(DeliveryKind.PROMPT) == [(person, moscow("2026-12-18 11:00")) for person in team.parts()]
    assert team.days == [FRIDAY, "2026-12-04", "2026-12-11", "2026-12-18"]
    for day in team.days[:3]:
        assert set(team.parts(day).values()) == {PartState.MISSED}
    assert (len(team.sent(DeliveryKind.DIGEST)), len(team.sent(DeliveryKind.DIGEST, DeliveryState.EXPIRED))) == (0, 3)


def test_it_posts_the_digest_of_the_last_week_alone_after_an_outage_of_weeks(team: Office) -> None:
    team.at("2026-12-17 12:00")
    assert team.sent(DeliveryKind.PROMPT) == []
    assert (len(team.sent(DeliveryKind.DIGEST)), len(team.sent(DeliveryKind.DIGEST, DeliveryState.EXPIRED))) == (1, 2)


JUMPS = [
    pytest.param(["09:59", "10:59", "10:00", "10:30"], id="forwards over the opening and back"),
    pytest.param(["10:00", "09:00", "09:59", "10:00", "11:00"], id="backwards after the opening"),
    pytest.param(["10:30", "09:30", "10:30"], id="backwards over the opening"),
    pytest.param(["09:55", "08:55", "09:55", "10:00"], id="backwards before the opening"),
    pytest.param(["10:00", "12:59", "13:59", "13:00", "13:30"], id="forwards over a reminder and back"),
    pytest.param(["10:00", "13:00", "12:00", "13:00", "15:00", "14:00", "15:00"], id="backwards over reminders"),
    pytest.param(["10:00", "15:30", "16:30", "15:30", "16:00"], id="forwards over the deadline and back"),
    pytest.param(["10:00", "16:00", "15:00", "16:00", "16:30"], id="backwards over the deadline"),
]


@pytest.mark.parametrize("hours", JUMPS)
def test_it_sends_each_once_where_the_clock_jumps(team: Office, hours: list[str]) -> None:
    team.at(*(f"{FRIDAY} {hour}" for hour in hours))
    assert sorted(team.asked) == ["U0ANNA", "U0BORIS", "U0KIRI"]
    assert all(team.reminded.count(person) <= 2 for person in team.asked)
    assert everything(team) == (3, 1)
    team.to(NEXT)
    assert [team.asked.count(person) for person in team.parts()] == [2, 2, 2]


def test_it_reminds_once_in_the_morning_where_the_hour_passed_in_an_outage(team: Office) -> None:
    team.plan("teams: [{name: Support, lead: U0ANNA, checkin: {due_hours: 48}}]")
    team.at(f"{FRIDAY} 10:00", f"{FRIDAY} 22:00", f"{FRIDAY} 23:00")
    assert team.reminded == ["U0KIRI"]  # in Lima it is the afternoon
    team.at("2026-11-28 08:59")
    assert team.reminded == ["U0KIRI"]
    team.at("2026-11-28 09:00", "2026-11-28 12:00")
    assert sorted(team.reminded) == ["U0ANNA", "U0BORIS", "U0KIRI"]


@pytest.mark.parametrize(("up", "reminded"), [("10:10", 2), ("11:59", 2), ("12:01", 1), ("13:30", 1), ("14:01", 0)])
def test_it_does_not_remind_right_after_a_late_prompt(team: Office, up: str, reminded: int) -> None:
    team.at(f"{FRIDAY} {up}", f"{FRIDAY} 13:00", f"{FRIDAY} 15:00")
    assert team.reminded.count("U0ANNA") == reminded


def test_it_reminds_soon_where_the_rule_says_so(team: Office) -> None:
    team.plan("teams: [{name: Support, lead: U0ANNA, checkin: {remind_hours: [0.5]}}]")
    team.at(f"{FRIDAY} 10:00", f"{FRIDAY} 10:30")
    assert team.reminded.count("U0ANNA") == 1


@pytest.mark.parametrize("down", ["09:00", "10:00", "11:00"])
def test_it_owes_nothing_more_however_often_it_starts_again(team: Office, down: str) -> None:
    for _ in range(4):
        team.at(f"{FRIDAY} {down}", f"{FRIDAY} 15:59", f"{FRIDAY} 16:00")
    assert everything(team) == (3, 1)
