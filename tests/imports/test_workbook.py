import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.chart import BarChart
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from storage.imports.limits import DEFAULT, Limits
from storage.imports.refusal import Problem, Refused
from storage.imports.table import Layout, Table, read_table

PLAINLY = Layout()
moment = datetime.fromisoformat
ANSWERS = (("id", "score"), (1, 9), (2, 10))
SPANISH = Path("../shared/data/rstudio_r_community_googleforms/2019_spanish_responses")


def workbook(
    change: Callable[[openpyxl.Workbook], object] = lambda _: None, **sheets: Sequence[Sequence[Any]]
) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (sheets or {"Answers": ANSWERS}).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def repacked(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with its parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name in source.namelist():
            written.writestr(name, change(name, source.read(name)))
    return target.getvalue()


def read(content: bytes, layout: Layout = PLAINLY, limits: Limits = DEFAULT) -> Table:
    return read_table(content, layout, limits)


def refusal(content: bytes, layout: Layout = PLAINLY, limits: Limits = DEFAULT) -> Refused:
    with pytest.raises(Refused) as refused:
        list(read(content, layout, limits).lines())
    return refused.value


def cells(table: Table) -> list[tuple[str, ...]]:
    return [line.cells for line in table.lines()]


def test_it_reads_a_workbook() -> None:
    table = read(workbook())
    assert (table.header, cells(table)) == (("id", "score"), [("1", "9"), ("2", "10")])
    assert table.layout == Layout(header_rows=1, sheet="Answers")


def test_it_knows_a_workbook_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_bytes(workbook())
    (tmp_path / "answers.xlsx").write_text("id,score\n1,9\n")
    tables = [read_table(tmp_path / name, PLAINLY) for name in ("answers.csv", "answers.xlsx")]
    assert [table.layout.sheet for table in tables] == ["Answers", None]


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
    ("content", "problem"),
    [
        (workbook(Answers=()), Problem.EMPTY),
        (workbook(Answers=(("id", "score"),)), Problem.NO_ROWS),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "Workbook".encode("utf-16-le"), Problem.OLD_WORKBOOK),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(262_130) + "EncryptedPackage".encode("utf-16-le"),
            Problem.PROTECTED,
        ),
        (b"PK\x03\x04\xff\xfe\0\0", Problem.BROKEN_WORKBOOK),
        (workbook()[:-100], Problem.BROKEN_WORKBOOK),
        (repacked(workbook(), lambda _, part: part[: len(part) // 2]), Problem.BROKEN_WORKBOOK),
        (
            repacked(workbook(), lambda name, part: b"" if name.endswith("sheet1.xml") else part),
            Problem.BROKEN_WORKBOOK,
        ),
    ],
)
def test_it_refuses_what_is_no_workbook_to_read(content: bytes, problem: Problem) -> None:
    assert refusal(content).problem is problem


def test_it_refuses_an_archive_of_another_kind() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("photo.txt", "x")
    assert refusal(target.getvalue()).problem is Problem.BINARY


def test_it_refuses_an_archive_with_a_password() -> None:
    content = bytearray(workbook())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := content.find(mark, at + 1)) >= 0:
            struct.pack_into("<H", content, at + place, 1)
    assert refusal(bytes(content)).problem is Problem.PROTECTED


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_it_refuses_a_workbook_that_unpacks_too_large(part: str) -> None:
    limits = Limits(bytes=100_000)
    bomb = repacked(workbook(), lambda name, content: content + b" " * 1_000_000 if name == part else content)
    assert len(bomb) < limits.bytes
    assert refusal(bomb, limits=limits).problem is Problem.UNPACKS_TOO_LARGE


def test_it_refuses_entities_that_grow_without_end() -> None:
    entities = "".join(f"<!ENTITY {new} '{f'&{old};' * 50}'>" for old, new in pairwise("abcdefgh"))
    laughs = f"<!DOCTYPE worksheet [<!ENTITY a 'hahahahahaha'>{entities}]>".encode()

    def hostile(name: str, part: bytes) -> bytes:
        return laughs + part.replace(b"<t>id</t>", b"<t>&h;</t>") if name.startswith("xl/worksheets") else part

    assert refusal(repacked(workbook(), hostile)).problem is Problem.BROKEN_WORKBOOK


@pytest.mark.parametrize(
    ("dimension", "rows"), [(b"A1:XFD1048576", 2), (b"A1:A1", 2), (b"nonsense", None), (b"A1:ZZZZZ99999999999", None)]
)
def test_it_believes_no_size_that_a_sheet_says_it_has(dimension: bytes, rows: int | None) -> None:
    def lying(name: str, part: bytes) -> bytes:
        return part.replace(b'ref="A1:B3"', b'ref="' + dimension + b'"') if name.startswith("xl/worksheets") else part

    content = repacked(workbook(), lying)
    assert content != workbook()
    if rows is None:
        assert refusal(content).problem is Problem.BROKEN_WORKBOOK
    else:
        assert len(cells(read(content))) == rows


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


def test_it_counts_rows_that_are_left_out_of_the_file() -> None:
    def far(name: str, part: bytes) -> bytes:
        return part.replace(b'<row r="3">', b'<row r="999999999999">') if name.startswith("xl/worksheets") else part

    assert refusal(repacked(workbook(), far), limits=Limits(rows=1000)).problem is Problem.TOO_MANY_ROWS


WHOLE = workbook()


@given(st.data())
def test_it_reads_any_workbook_or_refuses_it(data: st.DataObject) -> None:
    content = bytearray(WHOLE)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=20)):
        content[place] = data.draw(st.integers(0, 255))
    read_or_refused(bytes(content))


@given(st.data())
def test_it_reads_any_sheet_or_refuses_it(data: st.DataObject) -> None:
    def changed(_: str, part: bytes) -> bytes:
        if data.draw(st.booleans()):
            return part
        start, end = sorted(data.draw(st.integers(0, len(part))) for _ in range(2))
        return part[:start] + data.draw(st.binary(max_size=8)) + part[end if data.draw(st.booleans()) else start :]

    read_or_refused(repacked(WHOLE, changed))


def read_or_refused(content: bytes) -> None:
    try:
        table = read(content, limits=Limits(rows=1000))
        assert all(len(line.cells) >= len(table.header) for line in table.lines())
    except Refused:
        return


@pytest.mark.skipif(
    not SPANISH.with_suffix(".xlsx").exists(), reason="the folder of real files is not beside the repository"
)
def test_it_reads_from_a_real_workbook_what_its_text_has() -> None:
    book, text = (read_table(SPANISH.with_suffix(suffix), PLAINLY) for suffix in (".xlsx", ".csv"))
    assert (book.header, [row[1:] for row in cells(book)]) == (text.header, [row[1:] for row in cells(text)])
    shown = (datetime.strptime(cell, "%m/%d/%Y %H:%M:%S").replace(tzinfo=UTC) for cell in text.column(0))
    assert list(book.column(0)) == [f"{at:%Y-%m-%d %H:%M:%S}" for at in shown]
