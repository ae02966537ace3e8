from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.imports.refusal import Problem, Refused
from storage.imports.times import DateOrder, order_of, read_time

MOSCOW, CHICAGO = ZoneInfo("Europe/Moscow"), ZoneInfo("America/Chicago")
DMY, MDY, YMD = DateOrder.DMY, DateOrder.MDY, DateOrder.YMD
SERIAL, EPOCH, EPOCH_MS = DateOrder.SERIAL, DateOrder.EPOCH, DateOrder.EPOCH_MS


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
        ("2016/12/08 10:01:13 ДП GMT+2", "2016-12-08 08:01:13"),
        ("2016/12/08 12:01:13 пп GMT+02:00", "2016-12-08 10:01:13"),
        ("2019/12/13 9:50:30 p.\xa0m. GMT-6", "2019-12-14 03:50:30"),
        ("2026-10-05 9:00\u202fAM", "2026-10-05 14:00:00"),
        ("2026-10-05 07:01:13+0300", "2026-10-05 04:01:13"),
        ("2026-10-05T07:01:13.580+03:00", "2026-10-05 04:01:13"),
        ("2026-10-05 07:01 MSK", "2026-10-05 04:01:00"),
        ("5 Oct 2026 09:00", "2026-10-05 14:00:00"),
        ("5 October 2026", "2026-10-04 21:00:00"),
        ("Oct 5, 2026 9:00 AM", "2026-10-05 14:00:00"),
        ("October 5th, 2026 at 9:00:30 PM", "2026-10-06 02:00:30"),
        ("Monday, October 5, 2026", "2026-10-04 21:00:00"),
        ("Mon, 05 Oct 2026 09:00:00 +0300", "2026-10-05 06:00:00"),
        ("Mon, 5 Oct 2026 09:00:00 GMT", "2026-10-05 09:00:00"),
        ("Mon, 5 Oct 2026 09:00:00 -0700 (PDT)", "2026-10-05 16:00:00"),
        ("Mon Oct  5 09:00:00 UTC 2026", "2026-10-05 09:00:00"),
        ("05-Oct-26 09:00", "2026-10-05 14:00:00"),
        ("5-Oct-2026", "2026-10-04 21:00:00"),
        ("5 окт. 2026", "2026-10-04 21:00:00"),
        ("5 октября 2026 г., 09:00", "2026-10-05 14:00:00"),
        ("5 мая 2026 в 9:00 GMT+3", "2026-05-05 06:00:00"),
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
        "1633424400",
        "2026-W41-1",
        "2026-10-05x07:01",
        "2026-10-05 07:01 XYZ",
        "2026-10-05 07:01+30:00",
        "5 Oct",
        "Oct 2026",
        "5 Foo 2026",
        "31 Feb 2026",
        "Monday",
        "may",
        "5 Oct 2026 09:00 ABC",
        "Mon Oct  5 09:00:00 EST 2026 or later",
    ],
)
def test_it_reads_nothing_else(cell: str) -> None:
    assert read(cell) is None


def test_it_reads_an_hour_that_a_clock_change_leaves_out() -> None:
    assert read("2026-03-08 02:30") == "2026-03-08 08:30:00"


def test_it_takes_the_first_of_two_hours_that_a_clock_change_makes() -> None:
    assert read("2026-11-01 01:30") == "2026-11-01 06:30:00"


@pytest.mark.parametrize(
    ("cell", "order", "instant"),
    [
        ("11/01/2021 08:43:36 PM", MDY, "2021-11-02 01:43:36"),
        ("11/01/2021 08:43:36 PM", DMY, "2021-01-12 02:43:36"),
        ("5.10.26 9:00", DMY, "2026-10-05 14:00:00"),
        ("44474.375", SERIAL, "2021-10-05 14:00:00"),
        ("44474,375", SERIAL, "2021-10-05 14:00:00"),
        ("44474", SERIAL, "2021-10-04 21:00:00"),
        ("44474.375", YMD, "2021-10-05 14:00:00"),
        ("1633424400", EPOCH, "2021-10-05 09:00:00"),
        ("1633424400.5", EPOCH, "2021-10-05 09:00:00"),
        ("1633424400123", EPOCH_MS, "2021-10-05 09:00:00"),
        ("2021-10-05 09:00Z", SERIAL, "2021-10-05 09:00:00"),
        ("1633424400", SERIAL, None),
        ("5", SERIAL, None),
        ("5 Oct 2021", SERIAL, None),
    ],
)
def test_it_reads_a_cell_in_the_way_of_its_column(cell: str, order: DateOrder, instant: str | None) -> None:
    assert read(cell, order) == instant


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["44474.5", "44475", ""], SERIAL),
        (["1633424400"], EPOCH),
        (["1633424400123", "n/a"], EPOCH_MS),
        (["44474", "1633424400"], YMD),
        (["44474", "2021-10-05"], YMD),
        (["44474", "05.10.2021 10:00", "13.10.2021"], DMY),
        (["7", "12"], YMD),
        (["5 Oct 2026"], YMD),
        (["5.10.2026"] * 3 + ["05.10.2026 10:00"] * 100_000 + ["13.10.2026"], DMY),
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
