"""Business hours against a loop over every minute."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.business_hours import business_seconds

ZONES = ("UTC", "Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 3600

zones = st.sampled_from(ZONES).map(ZoneInfo)
minutes = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC)
)


def by_the_minute(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    seconds = 0
    while start < end:
        local = start.astimezone(zone)
        seconds += 60 * (local.weekday() < 5 and 9 <= local.hour < 18)
        start += timedelta(minutes=1)
    return seconds


@settings(max_examples=60)
@given(minutes, st.integers(0, 9 * 24 * 60), zones)
def test_it_counts_what_a_loop_over_the_minutes_counts(start: datetime, length: int, zone: ZoneInfo) -> None:
    end = start + timedelta(minutes=length)
    assert business_seconds(start, end, zone) == by_the_minute(start, end, zone)


@given(minutes, st.integers(0, 10**6), st.integers(0, 10**6), zones)
def test_it_adds_up_over_a_pause(start: datetime, first: int, second: int, zone: ZoneInfo) -> None:
    pause = start + timedelta(minutes=first)
    end = pause + timedelta(minutes=second)
    parts = business_seconds(start, pause, zone) + business_seconds(pause, end, zone)
    assert parts == business_seconds(start, end, zone)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-20 17:00", "2026-11-23 10:00", 2),  # over a weekend
        ("2026-11-21 10:00", "2026-11-22 20:00", 0),  # inside one
        ("2026-11-20 03:00", "2026-11-20 23:00", 9),
        ("2026-11-20 18:00", "2026-11-23 09:00", 0),
        ("2026-03-27 17:00", "2026-03-30 10:00", 2),  # clocks forward in between
        ("2026-10-23 17:00", "2026-10-26 10:00", 2),  # and back
        ("2020-01-01 00:00", "2026-01-01 00:00", 9 * 1566),
        ("2026-11-20 12:00", "2026-11-20 11:00", 0),
        ("2026-11-20 12:00", "2026-11-20 12:00", 0),
    ],
)
def test_it_counts_nine_to_six_from_monday_to_friday(start: str, end: str, hours: int) -> None:
    first, last = (datetime.fromisoformat(moment).replace(tzinfo=BERLIN) for moment in (start, end))
    assert business_seconds(first, last, BERLIN) == hours * HOUR


def test_it_takes_nine_to_six_of_the_zone_asked_for() -> None:
    start, end = datetime(2026, 11, 20, 6, tzinfo=UTC), datetime(2026, 11, 20, 15, tzinfo=UTC)
    assert business_seconds(start, end, ZoneInfo("Europe/Moscow")) == 9 * HOUR
    assert business_seconds(start, end, ZoneInfo("UTC")) == 6 * HOUR


def test_it_keeps_the_seconds() -> None:
    start = datetime(2026, 11, 20, 10, 0, 0, 900_000, tzinfo=UTC)
    assert business_seconds(start, start + timedelta(seconds=90.5), ZoneInfo("UTC")) == 90
