from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.calendar import (
    CheckinRule,
    due,
    local_instant,
    may_remind,
    next_round_day,
    reminders,
    round_days,
)

MONDAY, FRIDAY = 0, 4
Q4_FIRST, Q4_LAST = date(2026, 10, 1), date(2026, 12, 31)  # a Thursday each
FRIDAYS = CheckinRule(FRIDAY, time(10), every=1, due_hours=6, remind_hours=(3, 5))
BERLIN = "Europe/Berlin"

# Half-hour steps, gaps at midnight, both hemispheres, offsets of 45 minutes, days that never shift.
ZONES = [
    "UTC",
    "America/Chicago",
    "America/Santiago",
    "America/Havana",
    "America/St_Johns",
    "Asia/Beirut",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Europe/Dublin",
    "Europe/Moscow",
    "Asia/Kathmandu",
    "Asia/Gaza",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "at", "zone", "instant"),
    [
        # The day after the clocks went forward, which a cron trigger skips.
        (date(2026, 3, 9), time(0, 0), "America/Chicago", "2026-03-09 05:00"),
        (date(2026, 3, 9), time(0, 30), "America/Chicago", "2026-03-09 05:30"),
        # Gaps: the local hour does not exist and shifts forward.
        (date(2026, 3, 8), time(2, 30), "America/Chicago", "2026-03-08 08:30"),
        (date(2026, 9, 6), time(0, 30), "America/Santiago", "2026-09-06 04:30"),
        (date(2026, 3, 29), time(0, 0), "Asia/Beirut", "2026-03-28 22:00"),
        (date(2026, 4, 24), time(0, 15), "Africa/Cairo", "2026-04-23 22:15"),
        # Overlap: the first of the two.
        (date(2026, 11, 1), time(1, 30), "America/Chicago", "2026-11-01 06:30"),
    ],
)
def test_it_finds_the_instant_of_a_local_time(day: date, at: time, zone: str, instant: str) -> None:
    assert local_instant(day, at, zone) == utc(instant)


def test_it_takes_the_first_of_an_overlap_even_if_asked_for_the_second() -> None:
    second = time(1, 30, fold=1)
    assert local_instant(date(2026, 11, 1), second, "America/Chicago") == utc("2026-11-01 06:30")


def test_it_answers_in_utc() -> None:
    assert local_instant(date(2026, 10, 2), time(10), BERLIN).tzinfo is UTC


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", [time(0, 0), time(0, 30), time(1, 30), time(2, 30), time(10, 0)])
def test_it_gives_each_local_day_one_strictly_later_instant(zone: str, at: time) -> None:
    days = [date(2025, 12, 1) + timedelta(days=n) for n in range(800)]
    instants = [local_instant(day, at, zone) for day in days]
    assert all(before < after for before, after in pairwise(instants))
    assert all(instant.astimezone(ZoneInfo(zone)).date() == day for day, instant in zip(days, instants, strict=True))


def test_it_keeps_the_local_hour_over_a_clock_change() -> None:
    opened = [local_instant(day, time(10), BERLIN) for day in (date(2026, 10, 23), date(2026, 10, 30))]
    assert opened == [utc("2026-10-23 08:00"), utc("2026-10-30 09:00")]


def test_it_opens_every_week_and_once_more_for_the_final_value() -> None:
    days = list(round_days(FRIDAYS, Q4_FIRST, Q4_LAST))
    assert (days[0], days[1], days[-2], days[-1]) == (
        date(2026, 10, 2),
        date(2026, 10, 9),
        date(2026, 12, 25),
        date(2027, 1, 1),
    )
    assert len(days) == 14


def test_it_asks_for_the_final_value_on_the_last_day_itself() -> None:
    days = list(round_days(FRIDAYS, Q4_FIRST, date(2026, 10, 16)))
    assert days == [date(2026, 10, 2), date(2026, 10, 9), date(2026, 10, 16)]


@pytest.mark.parametrize(
    ("every", "days"),
    [
        (2, [date(2026, 10, 2), date(2026, 10, 16), date(2026, 10, 30), date(2026, 11, 6)]),
        (4, [date(2026, 10, 2), date(2026, 10, 30), date(2026, 11, 6)]),
    ],
)
def test_it_counts_from_the_first_weekday_but_ends_with_the_cycle(every: int, days: list[date]) -> None:
    rule = replace(FRIDAYS, every=every)
    assert list(round_days(rule, Q4_FIRST, date(2026, 11, 3))) == days


def test_it_opens_once_in_a_cycle_without_such_a_weekday() -> None:
    assert list(round_days(FRIDAYS, date(2026, 10, 3), date(2026, 10, 5))) == [date(2026, 10, 9)]


@given(
    st.integers(0, 6),
    st.sampled_from([1, 2, 4]),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 370),
)
def test_it_opens_in_order_and_ends_within_a_week_of_the_last_day(
    weekday: int, every: int, first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    days = list(round_days(replace(FRIDAYS, weekday=weekday, every=every), first, last))
    assert days == sorted(set(days))
    assert all(day.weekday() == weekday for day in days)
    assert first <= days[0] < first + timedelta(days=7)
    assert last <= days[-1] < last + timedelta(days=7)
    assert all((day - days[0]).days % (7 * every) == 0 for day in days[:-1])


@pytest.mark.parametrize(
    ("after", "following"),
    [
        (date(2026, 9, 1), date(2026, 10, 2)),
        (date(2026, 10, 1), date(2026, 10, 2)),
        (date(2026, 10, 2), date(2026, 10, 9)),
        (date(2026, 12, 25), date(2027, 1, 1)),
        (date(2027, 1, 1), None),
    ],
)
def test_it_finds_the_round_that_follows(after: date, following: date | None) -> None:
    assert next_round_day(FRIDAYS, Q4_FIRST, Q4_LAST, after) == following


def test_it_is_due_after_elapsed_hours_across_a_clock_change() -> None:
    opened = local_instant(date(2026, 10, 24), time(22), BERLIN)
    assert due(opened, FRIDAYS) - opened == timedelta(hours=6)


def reminded(at: time, hours: tuple[float, ...], due_hours: float) -> list[str]:
    rule = replace(FRIDAYS, at=at, due_hours=due_hours, remind_hours=hours)
    opened = local_instant(date(2026, 10, 2), rule.at, BERLIN)
    found = reminders(rule, opened, due(opened, rule), BERLIN)
    return [instant.astimezone(ZoneInfo(BERLIN)).strftime("%d %H:%M") for instant in found]


@pytest.mark.parametrize(
    ("at", "hours", "due_hours", "expected"),
    [
        (time(10), (3, 5), 6, ["02 13:00", "02 15:00"]),
        (time(10), (), 6, []),
        (time(10), (5, 3), 6, ["02 13:00", "02 15:00"]),
        (time(10), (1, 2, 3), 6, ["02 11:00", "02 12:00"]),
        (time(10), (3, 3), 6, ["02 13:00"]),
        (time(10), (0,), 6, []),
        # Not at the deadline or later.
        (time(10), (5, 6), 6, ["02 15:00"]),
        # Too early moves to nine of the same day, too late to nine of the next.
        (time(6), (1, 4), 6, ["02 09:00", "02 10:00"]),
        (time(16), (3,), 24, ["03 09:00"]),
        # Nine is allowed, eighteen no more: what is sent then arrives later.
        (time(8), (1,), 6, ["02 09:00"]),
        (time(15), (2.9, 3), 24, ["02 17:54", "03 09:00"]),
        # Moved, but then not before it is due.
        (time(16), (3,), 6, []),
        (time(16), (3,), 17, []),
        # Both move to the same hour: one message.
        (time(16), (3, 5), 24, ["03 09:00"]),
    ],
)
def test_it_reminds_politely_and_at_most_twice(
    at: time, hours: tuple[float, ...], due_hours: float, expected: list[str]
) -> None:
    assert reminded(at, hours, due_hours) == expected


@given(
    st.sampled_from(ZONES),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.times(),
    st.lists(st.floats(0, 80), max_size=2),
    st.floats(0.5, 96),
)
def test_it_never_reminds_outside_working_hours_or_the_round(
    zone: str, day: date, at: time, hours: list[float], due_hours: float
) -> None:
    rule = replace(FRIDAYS, at=at, due_hours=due_hours, remind_hours=tuple(hours))
    opened = local_instant(day, rule.at, zone)
    closes = due(opened, rule)
    found = reminders(rule, opened, closes, zone)
    assert len(set(found)) == len(found) <= 2
    assert all(opened < instant < closes and may_remind(instant, zone) for instant in found)


@pytest.mark.parametrize(
    ("instant", "polite"),
    [
        ("2026-10-02 06:59", False),
        ("2026-10-02 07:00", True),
        ("2026-10-02 15:59", True),
        ("2026-10-02 16:00", False),
    ],
)
def test_it_knows_whether_it_may_remind_now(instant: str, polite: bool) -> None:
    assert may_remind(utc(instant), BERLIN) is polite
