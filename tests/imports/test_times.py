from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.imports.refusal import Problem, Refused
from storage.imports.times import DateOrder, order_of, read_time

MOSCOW, CHICAGO = ZoneInfo("Europe/Moscow"), ZoneInfo("America/Chicago")
DMY, MDY, YMD = DateOrder.DMY, DateOrder.MDY, DateOrder.YMD


def read(cell: str, order: DateOrder = YMD) -> str | None:
    found = read_time(cell, order, CHICAGO, MOSCOW)
    return found.strftime("%Y-%m-%d %H:%M:%S") if found else None


@pytest.mark.parametrize(
    ("cell", "instant"),
    [
        ("2026-10-05 07:01:13", "2026-10-05 12:01:13"),
        ("2026-10-05T07:01", "2026-10-05 12:01:00"),
        ("2026/10/05 07:01:13.580", "2026-10-05 12:01:13"),
        ("2026-10-05T07:01:13Z", "2026-10-05 07:01:13"),
        ("2026-10-05 07:01 +03:00", "2026-10-05 04:01:00"),
        ("2026-10-05 07:01:13 GMT+2", "2026-10-05 05:01:13"),
        ("2026-10-05 07:01-0530", "2026-10-05 12:31:00"),
        ("2026-10-05 12:30 am", "2026-10-05 05:30:00"),
        ("2026-10-05 12:30 PM", "2026-10-05 17:30:00"),
        ("2026-10-05", "2026-10-04 21:00:00"),
    ],
)
def test_it_reads_what_exports_write(cell: str, instant: str) -> None:
    assert read(cell) == instant


@pytest.mark.parametrize(("order", "day"), [(DMY, "2026-10-05"), (MDY, "2026-05-10")])
def test_it_reads_a_date_in_the_order_of_its_column(order: DateOrder, day: str) -> None:
    assert str(read("05.10.2026 12:00", order)).startswith(day)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "soon",
        "2026-13-01",
        "2026-02-30",
        "05-10/2026",
        "2026-10-05 25:00",
        "2026-10-05 13:00 PM",
        "1026-10-05",
        "9",
    ],
)
def test_it_reads_nothing_else(cell: str) -> None:
    assert read(cell) is None


def test_it_reads_an_hour_that_a_clock_change_leaves_out() -> None:
    assert read("2026-03-08 02:30") == "2026-03-08 08:30:00"


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["05.10.2026", "13.10.2026"], DMY),
        (["05/10/2026", "05/13/2026 10:00 PM"], MDY),
        (["2026-10-05", ""], YMD),
        (["05.05.2026"], DMY),
        (["05.10.2026", "99.99.2026", "13.10.2026"], DMY),
    ],
)
def test_it_takes_the_only_order_that_fits_the_column(cells: list[str], order: DateOrder) -> None:
    assert order_of(cells) is order


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (["05.10.2026", "06.10.2026"], Problem.AMBIGUOUS_DATES),
        (["13.10.2026", "10.13.2026"], Problem.MIXED_DATES),
    ],
)
def test_it_refuses_an_order_in_doubt(cells: list[str], problem: Problem) -> None:
    with pytest.raises(Refused) as refused:
        order_of(cells)
    assert refused.value.problem is problem


@given(st.dates(date(1971, 1, 1), date(2099, 12, 31)), st.times(), st.sampled_from([DMY, MDY, YMD]))
def test_it_reads_back_what_was_written(day: date, at: time, order: DateOrder) -> None:
    written = {DMY: "%d.%m.%Y", MDY: "%m/%d/%Y", YMD: "%Y-%m-%d"}[order]
    instant = datetime(day.year, day.month, day.day, at.hour, at.minute, at.second, tzinfo=UTC)
    assert read(instant.strftime(f"{written} %H:%M:%SZ"), order) == instant.strftime("%Y-%m-%d %H:%M:%S")
