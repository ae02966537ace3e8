from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.imports.workbooks import cells, read, repacked, workbook

moment = datetime.fromisoformat


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (None, "General", ""),
        ("two\nlines", "General", "two\nlines"),
        ("one_x000D_\ntwo", "General", "one\ntwo"),
        (9, "General", "9"),
        (9.0, "General", "9"),
        (-9.5, "General", "-9.5"),
        (0.1 + 0.2, "General", "0.3"),
        (11113034802, "0", "11113034802"),
        (1e21, "General", "1e+21"),
        (0.853, "0.0%", "85.3%"),
        (0.07, "0%", "7%"),
        (True, "General", "TRUE"),
        (False, "General", "FALSE"),
        (moment("2026-10-05T09:00"), "yyyy-mm-dd hh:mm", "2026-10-05 09:00:00"),
        (moment("2026-10-05T09:00:31.994"), "m/d/yyyy h:mm:ss", "2026-10-05 09:00:32"),
        (moment("2026-10-05T00:00"), "m/d/yyyy h:mm", "2026-10-05 00:00:00"),
        (moment("2026-10-05T00:00"), "dd.mm.yyyy", "2026-10-05"),
        (moment("2026-10-05T09:00"), "dd.mm.yyyy", "2026-10-05 09:00:00"),
        (date(2026, 10, 5), "yyyy-mm-dd", "2026-10-05"),
        (time(9, 5), "h:mm", "9:05:00"),
        (time(0, 0, 59, 600_000), "h:mm:ss", "0:01:00"),
        (timedelta(hours=30, minutes=15), "[h]:mm:ss", "30:15:00"),
        (1.25, "h:mm:ss", "30:00:00"),
        (1.25, '[$-409]h:mm" today"', "30:00:00"),
        (59, "yyyy-mm-dd", "1900-02-28"),
        (40000.25, "h:mm", "2009-07-06 06:00:00"),
    ],
)
def test_it_writes_cells_as_text(value: Any, shown: str, text: str) -> None:
    def formatted(book: openpyxl.Workbook) -> None:
        cell = book.worksheets[0].cell(2, 2)
        cell.value = value
        cell.number_format = shown

    content = workbook(formatted, Answers=(("id", "value"), (1, None)))
    assert cells(read(content)) == [("1", text)]


def test_it_reads_durations_of_a_workbook_that_counts_from_1904() -> None:
    def old(book: openpyxl.Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904
        book.worksheets[0]["B2"].value = 1.25
        book.worksheets[0]["B2"].number_format = "h:mm:ss"

    assert cells(read(workbook(old)))[0] == ("1", "30:00:00")


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!"])
def test_it_takes_an_error_for_nothing(error: str) -> None:
    def failing(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["B2"].value = error
        book.worksheets[0]["B2"].data_type = "e"

    assert cells(read(workbook(failing))) == [("1", ""), ("2", "10")]


def test_it_takes_a_date_that_is_none_for_nothing() -> None:
    def impossible(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["B2"].value = 10**9
        book.worksheets[0]["B2"].number_format = "yyyy-mm-dd"

    assert cells(read(workbook(impossible))) == [("1", ""), ("2", "10")]


def test_it_reads_what_a_formula_came_to() -> None:
    def counted(name: str, part: bytes) -> bytes:
        return part.replace(b"<v>9</v>", b"<f>4+5</f><v>9</v>") if name.startswith("xl/worksheets") else part

    assert cells(read(repacked(workbook(), counted)))[0] == ("1", "9")
