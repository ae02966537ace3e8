"""Hours that a person sets for reminders, and those they choose to be reminded at."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.rules.calendar import (
    CheckinRule,
    Hours,
    Later,
    due,
    hours_of,
    later,
    reminders,
)

MONDAY, FRIDAY = 0, 4
Q4_FIRST, Q4_LAST = date(2026, 10, 1), date(2026, 12, 31)  # a Thursday each
FRIDAYS = CheckinRule(FRIDAY, time(10), every=1, due_hours=6, remind_hours=(3, 5))
BERLIN = "Europe/Berlin"

# Half-hour steps, gaps at midnight, both hemispheres, offsets of 45 minutes, days that never shift.


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [
        (None, None, Hours(time(9), time(18))),
        (10, 16, Hours(time(10), time(16))),
        (7, 22, Hours(time(9), time(18))),
        (11, None, Hours(time(11), time(18))),
        (None, 12, Hours(time(9), time(12))),
        (0, 24, Hours(time(9), time(18))),
        (16, 10, Hours(time(9), time(18))),
        (19, 23, Hours(time(9), time(18))),
    ],
)
def test_it_lets_a_person_narrow_the_hours_for_reminders(first: int | None, last: int | None, hours: Hours) -> None:
    assert hours_of(first, last) == hours


def test_it_moves_a_reminder_into_the_hours_that_a_person_set() -> None:
    opened = utc("2026-10-02 08:00")  # ten in Berlin
    rule = replace(FRIDAYS, due_hours=30, remind_hours=(1, 5))
    found = reminders(rule, opened, due(opened, rule), BERLIN, Hours(time(12), time(15)))
    assert found == (utc("2026-10-02 10:00"), utc("2026-10-03 10:00"))


@pytest.mark.parametrize(
    ("now", "choices"),
    [
        ("2026-10-02 08:00", {Later.HOUR: "2026-10-02 09:00", Later.AFTERNOON: "2026-10-02 12:00"}),
        ("2026-10-02 06:00", {Later.HOUR: "2026-10-02 07:00", Later.AFTERNOON: "2026-10-02 12:00"}),
        ("2026-10-02 05:30", {Later.AFTERNOON: "2026-10-02 12:00"}),
        ("2026-10-02 11:00", {Later.HOUR: "2026-10-02 12:00"}),
        ("2026-10-02 14:59", {Later.HOUR: "2026-10-02 15:59"}),
        ("2026-10-02 15:00", {}),
        ("2026-10-02 21:00", {}),
    ],
)
def test_it_offers_only_hours_that_make_sense_now(now: str, choices: dict[Later, str]) -> None:
    expected = {choice: utc(instant) for choice, instant in choices.items()}
    assert later(utc(now), BERLIN) == {**expected, Later.TOMORROW: utc("2026-10-03 07:00")}


def test_it_keeps_the_local_hour_of_tomorrow_when_the_clocks_change() -> None:
    assert later(utc("2026-10-24 08:00"), BERLIN)[Later.TOMORROW] == utc("2026-10-25 08:00")
