from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart

from storage.imports.limits import Limits
from storage.imports.refusal import Problem
from storage.imports.table import Layout, read_table
from tests.imports.workbooks import ANSWERS, PLAINLY, cells, read, refusal, workbook

SPANISH = Path("../shared/data/rstudio_r_community_googleforms/2019_spanish_responses")


def test_it_reads_a_workbook() -> None:
    table = read(workbook())
    assert (table.header, cells(table)) == (("id", "score"), [("1", "9"), ("2", "10")])
    assert table.layout == Layout(header_rows=1, sheet="Answers")


def test_it_knows_a_workbook_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_bytes(workbook())
    (tmp_path / "answers.xlsx").write_text("id,score\n1,9\n")
    tables = [read_table(tmp_path / name, PLAINLY) for name in ("answers.csv", "answers.xlsx")]
    assert [table.layout.sheet for table in tables] == ["Answers", None]


def test_it_reads_merged_header_cells() -> None:
    def merged(book: openpyxl.Workbook) -> None:
        book.worksheets[0].merge_cells("C1:E1")
        book.worksheets[0].merge_cells("A1:A2")

    rows = (
        ("ID", "Date", "Which?", None, None),
        (None, None, "Red", "Blue", "Green"),
        (1, "x", "Red"),
        (2, "y", None, "Blue"),
    )
    table = read(workbook(merged, Answers=rows))
    assert (table.header, table.second) == (
        ("ID", "Date", "Which?", "Which?", "Which?"),
        ("", "", "Red", "Blue", "Green"),
    )
    assert cells(table) == [("1", "x", "Red", "", ""), ("2", "y", "", "Blue", "")]


def test_it_numbers_rows_as_the_workbook_does() -> None:
    table = read(workbook(Answers=((), ("id", "score"), (1, 9), (), (None, "  "), (2, 10), ())))
    assert [(line.number, *line.cells) for line in table.lines()] == [(3, "1", "9"), (5, "", "  "), (6, "2", "10")]


def test_it_leaves_the_last_rows_out() -> None:
    content = workbook(Answers=(*ANSWERS, ("Total", 19), ()))
    assert cells(read(content, Layout(footer_rows=1))) == [("1", "9"), ("2", "10")]


def test_it_takes_the_only_sheet_that_has_rows() -> None:
    content = workbook(Cover=(("A survey of October",),), Answers=ANSWERS, Empty=())
    assert read(content).layout.sheet == "Answers"


def test_it_takes_no_hidden_sheet_unless_it_is_named() -> None:
    def hidden(book: openpyxl.Workbook) -> None:
        book["Lists"].sheet_state = "hidden"

    content = workbook(hidden, Answers=ANSWERS, Lists=(("code",), (1,)))
    assert [read(content, layout).header[0] for layout in (PLAINLY, Layout(sheet="Lists"))] == ["id", "code"]


def test_it_asks_for_the_sheet_where_several_have_rows() -> None:
    content = workbook(May=ANSWERS, June=(("id",), (7,)))
    refused = refusal(content)
    assert (refused.problem, refused.values) == (Problem.SEVERAL_SHEETS, {"sheets": "May, June"})
    assert cells(read(content, Layout(sheet="June"))) == [("7",)]


def test_it_names_the_sheets_there_are() -> None:
    refused = refusal(workbook(May=ANSWERS, June=ANSWERS), Layout(sheet="July"))
    assert (refused.problem, refused.values) == (Problem.NO_SUCH_SHEET, {"sheet": "July", "sheets": "May, June"})


def test_it_names_a_sheet_with_a_drawing_alone_for_none() -> None:
    content = workbook(lambda book: book.create_chartsheet("Chart").add_chart(BarChart()), Answers=ANSWERS)
    assert refusal(content, Layout(sheet="Chart")).problem is Problem.NO_SUCH_SHEET


@pytest.mark.parametrize(
    ("limits", "problem"),
    [
        (Limits(rows=2), Problem.TOO_MANY_ROWS),
        (Limits(columns=1), Problem.TOO_MANY_COLUMNS),
        (Limits(letters=4), Problem.LONG_CELL),
    ],
)
def test_it_keeps_to_its_limits(limits: Limits, problem: Problem) -> None:
    assert refusal(workbook(), limits=limits).problem is problem


@pytest.mark.skipif(
    not SPANISH.with_suffix(".xlsx").exists(), reason="the folder of real files is not beside the repository"
)
def test_it_reads_from_a_real_workbook_what_its_text_has() -> None:
    book, text = (read_table(SPANISH.with_suffix(suffix), PLAINLY) for suffix in (".xlsx", ".csv"))
    assert (book.header, [row[1:] for row in cells(book)]) == (text.header, [row[1:] for row in cells(text)])
    shown = (datetime.strptime(cell, "%m/%d/%Y %H:%M:%S").replace(tzinfo=UTC) for cell in text.column(0))
    assert list(book.column(0)) == [f"{at:%Y-%m-%d %H:%M:%S}" for at in shown]
