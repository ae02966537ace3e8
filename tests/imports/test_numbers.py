import pytest

from storage.imports.durations import read_duration
from storage.imports.numbers import decimal_point, read_number


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("42", 42),
        (" 42.50 ", 42.5),
        ("0,5", 0.5),
        ("1 234,56", 1234.56),
        ("1\xa0234,56", 1234.56),
        ("1\u202f234.5", 1234.5),
        ("1,234.56", 1234.56),
        ("1.234,56", 1234.56),
        ("1'234.50", 1234.5),
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("0,123", 0.123),
        ("12,3456", 12.3456),
        ("$1,234.56", 1234.56),
        ("-$5", -5),
        ("€ 7", 7),
        ("7 USD", 7),
        ("1 500 руб.", 1500),
        ("300 ₽", 300),
        ("12 %", 12),
        ("(12.50)", -12.5),
        ("($12)", -12),
        ("- 3", -3),
        ("\u22123", -3),
        ("+3", 3),
        ("1.5e3", 1500),
        (".5", 0.5),
    ],
)
def test_it_reads_a_number_as_people_write_it(cell: str, number: float) -> None:
    assert read_number(cell) == number


@pytest.mark.parametrize(
    "cell",
    [
        "",
        " ",
        "abc",
        "1-2",
        "12,34,56",
        "1.2.3",
        "1 23",
        "--3",
        "٣",
        "$",
        "%",
        "1,2.3,4",
        "5 apples",
        "nan",
        "inf",
        "1e999",
        "9" * 400,
    ],
)
def test_it_reads_nothing_else_as_a_number(cell: str) -> None:
    assert read_number(cell) is None


@pytest.mark.parametrize(
    ("point", "number"),
    [(None, 1234), (".", 1234), (",", 1.234)],
)
def test_it_lets_the_column_settle_a_comma(point: str | None, number: float) -> None:
    assert read_number("1,234", point) == number


def test_it_lets_the_column_settle_a_point() -> None:
    assert (read_number("1.234"), read_number("1.234", ",")) == (1.234, 1234)


@pytest.mark.parametrize(
    ("cells", "point"),
    [
        (["1,234", "5,5"], ","),
        (["1,234", "5.5"], "."),
        (["1,234", "1,234.5"], "."),
        (["1,234", "2,345"], None),
        (["1,5", "1.5"], None),
        (["7", "NA", ""], None),
    ],
)
def test_it_takes_the_decimal_mark_from_the_whole_column(cells: list[str], point: str | None) -> None:
    assert decimal_point(cells) == point


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("1:30:00", 5400),
        ("0:05:30", 330),
        ("36:00:00", 129600),
        ("1:30", 5400),
        ("00:00:01.5", 1.5),
        ("1 day, 2:00:00", 93600),
        ("2 days 2:00:00", 180000),
        ("1899-12-30 01:30:00", 5400),
        ("1899-12-31T01:30:00", 91800),
        ("1900-01-02 02:00:00", 180000),
        ("90", 5400),
        ("1,5", 90),
        ("0", 0),
    ],
)
def test_it_reads_a_duration(cell: str, seconds: float) -> None:
    assert read_duration(cell) == seconds


@pytest.mark.parametrize("cell", ["", "soon", "1:75", "-5", "1:2:3:4", "2026-10-05 10:00:00"])
def test_it_reads_nothing_else_as_a_duration(cell: str) -> None:
    assert read_duration(cell) is None
