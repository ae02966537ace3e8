"""Days as people type them; today is Friday, 27 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.away.days import Days, read_days
from bot.errors import UserError

FRIDAY = date(2026, 11, 27)
READ = [
    ("2026-12-01..2026-12-05", "2026-12-01", "2026-12-05"),
    ("2026-12-01 .. 2026-12-05", "2026-12-01", "2026-12-05"),
    ("2026-12-01...2026-12-05", "2026-12-01", "2026-12-05"),
    ("2026-12-01…2026-12-05", "2026-12-01", "2026-12-05"),
    ("2026-12-01 - 2026-12-05", "2026-12-01", "2026-12-05"),
    ("2026-12-01 to 2026-12-05", "2026-12-01", "2026-12-05"),
    ("2026-12-01..5", "2026-12-01", "2026-12-05"),
    ("2026-12-01", "2026-12-01", "2026-12-01"),
    ("1.12..5.12", "2026-12-01", "2026-12-05"),
    ("01.12 – 05.12", "2026-12-01", "2026-12-05"),
    ("1.12.2026..5.12.2026", "2026-12-01", "2026-12-05"),
    ("1.12.26..5.12.26", "2026-12-01", "2026-12-05"),
    ("28.12..5.1", "2026-12-28", "2027-01-05"),
    ("20.11..5.12", "2026-11-20", "2026-12-05"),
    ("3.1..10.1", "2027-01-03", "2027-01-10"),
    ("today", "2026-11-27", "2026-11-27"),
    ("Tomorrow", "2026-11-28", "2026-11-28"),
    ("the day after tomorrow", "2026-11-29", "2026-11-29"),
    ("tomorrow..fri", "2026-11-28", "2026-12-04"),
    ("today..fri", "2026-11-27", "2026-11-27"),
    ("mon..wed", "2026-11-30", "2026-12-02"),
    ("Monday to Wednesday", "2026-11-30", "2026-12-02"),
    ("from Monday until 5 Dec", "2026-11-30", "2026-12-05"),
    ("fri", "2026-11-27", "2026-11-27"),
    ("until 5 Dec", "2026-11-27", "2026-12-05"),
    ("till December 5th", "2026-11-27", "2026-12-05"),
    ("until friday", "2026-11-27", "2026-11-27"),
    ("until tomorrow", "2026-11-27", "2026-11-28"),
    ("until Jan 3", "2026-11-27", "2027-01-03"),
    ("5 Dec", "2026-12-05", "2026-12-05"),
    ("Dec 5", "2026-12-05", "2026-12-05"),
    ("Dec 5, 2026", "2026-12-05", "2026-12-05"),
    ("1-5 dec", "2026-12-01", "2026-12-05"),
    ("Dec 1-5", "2026-12-01", "2026-12-05"),
    ("Dec 1..5", "2026-12-01", "2026-12-05"),
    ("Dec 1 - Dec 5", "2026-12-01", "2026-12-05"),
    ("1 dec to 5 dec", "2026-12-01", "2026-12-05"),
    ("from 1 to 5 December", "2026-12-01", "2026-12-05"),
    ("28 December - 9 January", "2026-12-28", "2027-01-09"),
    ("this week", "2026-11-27", "2026-11-29"),
    ("next week", "2026-11-30", "2026-12-06"),
    ("3 days", "2026-11-27", "2026-11-29"),
    ("for 2 weeks", "2026-11-27", "2026-12-10"),
    ("for a week", "2026-11-27", "2026-12-03"),
    ("сегодня", "2026-11-27", "2026-11-27"),
    ("завтра", "2026-11-28", "2026-11-28"),
    ("послезавтра", "2026-11-29", "2026-11-29"),
    ("завтра..пт", "2026-11-28", "2026-12-04"),
    ("с завтра по 5 декабря", "2026-11-28", "2026-12-05"),
    ("с понедельника по среду", "2026-11-30", "2026-12-02"),
    ("до пятницы", "2026-11-27", "2026-11-27"),
    ("до 5 декабря", "2026-11-27", "2026-12-05"),
    ("по 5 декабря включительно", "2026-11-27", "2026-12-05"),
    ("до 5-го декабря", "2026-11-27", "2026-12-05"),
    ("до 05.12", "2026-11-27", "2026-12-05"),
    ("с 1 по 5 декабря", "2026-12-01", "2026-12-05"),
    ("С 1 по 5 декабря 2026 г.", "2026-12-01", "2026-12-05"),
    ("с 1 декабря по 5 декабря 2026 года", "2026-12-01", "2026-12-05"),
    ("с 28 декабря по 9 января", "2026-12-28", "2027-01-09"),
    ("1-5 декабря", "2026-12-01", "2026-12-05"),
    ("1 – 5 декабря", "2026-12-01", "2026-12-05"),
    ("5 декабря", "2026-12-05", "2026-12-05"),
    ("с 1.12 по 5.12", "2026-12-01", "2026-12-05"),
    ("на следующей неделе", "2026-11-30", "2026-12-06"),
    ("эту неделю", "2026-11-27", "2026-11-29"),
    ("3 дня", "2026-11-27", "2026-11-29"),
    ("на неделю", "2026-11-27", "2026-12-03"),
    ("на 2 недели", "2026-11-27", "2026-12-10"),
]


@pytest.mark.parametrize(("typed", "first", "last"), READ, ids=[typed for typed, *_ in READ])
def test_it_reads_days_as_people_type_them(typed: str, first: str, last: str) -> None:
    assert read_days(typed, FRIDAY) == Days(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "typed",
    [
        "soon",
        "12/5",
        "5.13",
        "31.2",
        "2026-02-30",
        "9999-12-31..fri",
        "1.12..",
        "..5.12",
        "1..5",
        "1.12..5.12..6.12",
        "0 days",
        "may",
        "-",
        "с по",
    ],
)
def test_it_does_not_guess_what_it_cannot_read(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        read_days(typed, FRIDAY)
    assert refused.value.message == "away.unreadable"


@pytest.mark.parametrize("typed", ["5.12..1.12", "2026-12-05..2026-12-01", "с 5 по 1 декабря"])
def test_it_refuses_days_that_lie_backwards(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        read_days(typed, FRIDAY)
    assert refused.value.message == "away.backwards"


@pytest.mark.parametrize("typed", ["20.11..25.11", "2026-11-26", "1 ноября"])
def test_it_refuses_days_that_are_over(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        read_days(typed, FRIDAY)
    assert refused.value.message == "away.over"


@given(st.dates(FRIDAY, date(2027, 8, 1)), st.integers(0, 60))
def test_it_reads_back_any_days_that_are_written_out(first: date, length: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    assert read_days(f"{first}..{last}", FRIDAY) == Days(first, last)
    assert read_days(f"{first:%d.%m}..{last:%d.%m}", FRIDAY) == Days(first, last)
    assert read_days(f"from {first:%d %B} to {last:%d %B}", FRIDAY) == Days(first, last)


@given(st.text(max_size=40))
def test_it_never_fails_otherwise(typed: str) -> None:
    try:
        found = read_days(typed, FRIDAY)
    except UserError:
        return
    assert FRIDAY <= found.last >= found.first
