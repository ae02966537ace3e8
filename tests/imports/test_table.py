import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.imports.limits import DEFAULT, Limits
from storage.imports.refusal import Problem, Refused
from storage.imports.table import Layout, Table, read_table

PLAINLY = Layout()
PLAIN = "id,score\n1,9\n2,10\n"


def refusal(content: bytes, layout: Layout = PLAINLY, limits: Limits = DEFAULT) -> Refused:
    with pytest.raises(Refused) as refused:
        list(read_table(content, layout, limits).lines())
    return refused.value


def first_cells(table: Table) -> list[str]:
    return [line.cells[0] for line in table.lines()]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_it_finds_the_delimiter(delimiter: str) -> None:
    content = f'id{delimiter}say{delimiter}score\n1{delimiter}"a, b; c|d\te"{delimiter}9,5\n'.encode()
    table = read_table(content, PLAINLY)
    assert (table.layout.delimiter, len(table.header)) == (delimiter, 3)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_it_finds_the_delimiter_behind_long_quoted_lines(delimiter: str) -> None:
    long = '"' + "a, b; c|\td\n" * 900 + '"'
    content = f"id{delimiter}{long}{delimiter}score\n1{delimiter}{long}{delimiter}9\n".encode()
    table = read_table(content, PLAINLY)
    assert (table.layout.delimiter, len(table.header)) == (delimiter, 3)


@pytest.mark.parametrize("delimiter", [";", "\t", "^"])
def test_it_believes_the_line_that_says_the_delimiter(delimiter: str) -> None:
    table = read_table(f"sep={delimiter}\r\nid{delimiter}a,b\r\n1{delimiter}9,5\r\n".encode(), PLAINLY)
    assert (table.layout.delimiter, table.header, [*table.lines()]) == (delimiter, ("id", "a,b"), [(3, ("1", "9,5"))])


def test_it_takes_a_single_column_for_one() -> None:
    assert read_table(b"score\n9\n10\n", PLAINLY).header == ("score",)


def test_it_takes_a_single_column_for_one_though_its_header_has_commas() -> None:
    assert read_table(b"How likely, if at all, is it?\n9\n10\n8\n", PLAINLY).header == (
        "How likely, if at all, is it?",
    )


def test_it_obeys_a_given_delimiter() -> None:
    assert read_table(b"a,b:c\n1,2:3\n", Layout(delimiter=":")).header == ("a,b", "c")


def test_it_reads_a_path_and_bytes_in_memory_alike(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(PLAIN)
    on_disk, in_memory = (read_table(source, PLAINLY) for source in (tmp_path / "a.csv", PLAIN.encode()))
    assert list(on_disk.lines()) == list(in_memory.lines())
    assert on_disk.layout == in_memory.layout == Layout("utf-8", ",", 1)


def test_it_reads_from_the_start_each_time(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(PLAIN)
    table = read_table(tmp_path / "a.csv", PLAINLY)
    begun = table.lines()
    next(begun)
    assert (first_cells(table), list(table.column(1)), next(begun).cells) == (["1", "2"], ["9", "10"], ("2", "10"))


def test_it_refuses_a_file_that_changes_between_two_readings(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(PLAIN)
    table = read_table(tmp_path / "a.csv", PLAINLY)
    (tmp_path / "a.csv").write_text(PLAIN + "3,7\n")
    with pytest.raises(Refused) as refused:
        list(table.lines())
    assert refused.value.problem is Problem.CHANGED


def test_it_numbers_rows_as_a_spreadsheet_does() -> None:
    table = read_table(b'id,say\n1,"two\nlines"\n\n2,x\n', PLAINLY)
    assert [(line.number, line.cells[0]) for line in table.lines()] == [(2, "1"), (4, "2")]


@pytest.mark.parametrize("above", ["\n\n", ",,\n \n"])
def test_it_looks_for_the_header_below_empty_lines(above: str) -> None:
    table = read_table((above + PLAIN).encode(), PLAINLY)
    assert (table.header, [line.number for line in table.lines()]) == (("id", "score"), [4, 5])


def test_it_reads_a_file_without_a_header() -> None:
    table = read_table(b"1,9\n2,10,x\n", Layout(header_rows=0))
    assert (table.header, table.head, [line.number for line in table.lines()]) == (("", "", ""), (), [1, 2])


def test_it_reads_a_second_header_row() -> None:
    table = read_table(b" Which film? ,\nHope,Empire\n1,\n", Layout(header_rows=2))
    assert (table.header, table.second) == (("Which film?", "Which film?"), ("Hope", "Empire"))
    assert (table.head, first_cells(table)) == (((" Which film? ", ""), ("Hope", "Empire")), ["1"])


def test_it_obeys_a_given_number_of_header_rows() -> None:
    monkey = b"Respondent ID,Which?,,\n,Hope,Empire,Jedi\n1,Hope,,\n2,,Empire,\n"
    assert read_table(monkey, PLAINLY).layout.header_rows == 2
    assert first_cells(read_table(monkey, Layout(header_rows=1))) == ["", "1", "2"]


def test_it_fills_a_short_row_up() -> None:
    assert next(read_table(b"a,b,c\n1\n", PLAINLY).lines()).cells == ("1", "", "")


def test_it_keeps_what_a_long_row_has_too_much() -> None:
    assert next(read_table(b"a,b\n1,2,3\n", PLAINLY).lines()).cells == ("1", "2", "3")


@pytest.mark.parametrize(
    ("rows", "footer_rows", "kept"),
    [
        ("1,\n2,\n3,\n", 0, ["1", "2", "3"]),
        ("1,\n2,\n3,\n", 1, ["1", "2"]),
        ("1,\n2,\n3,\n", 2, ["1"]),
        ("1,\n2,\n3,\n\n,\n", 1, ["1", "2"]),
        ("1,\n2,\n\n3,\n", 2, ["1", "2"]),
        ("1,\n,\n3,\n", 1, ["1", ""]),
    ],
)
def test_it_leaves_the_last_rows_out(rows: str, footer_rows: int, kept: list[str]) -> None:
    table = read_table(f"id,score\n{rows}".encode(), Layout(footer_rows=footer_rows))
    assert (first_cells(table), table.layout.footer_rows) == (kept, footer_rows)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_it_reads_every_kind_of_line_ending(ending: str) -> None:
    assert len(list(read_table(PLAIN.replace("\n", ending).encode(), PLAINLY).lines())) == 2


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Problem.EMPTY),
        (codecs.BOM_UTF8, Problem.EMPTY),
        (b"\n \n", Problem.EMPTY),
        (b",,\n,,\n", Problem.EMPTY),
        (b"id,score\n", Problem.NO_ROWS),
        (b"Respondent ID,How likely?\n,Response\n", Problem.NO_ROWS),
        (b"id,score\n1,\0\n", Problem.BINARY),
        (b"<html><body><table><tr><td>id</td></tr></table></body></html>\n", Problem.MARKUP),
        (b'<!DOCTYPE html>\n<p>x,\n"<a>"b\n', Problem.MARKUP),
        (b"<?xml version='1.0'?>\n<Workbook></Workbook>\n", Problem.MARKUP),
        (b"id,score\n1,\xff\0\n", Problem.BINARY),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Problem.BINARY),
        (b'id,score\n1,"9\n2,10\n', Problem.UNCLOSED_QUOTE),
        (b'id,score\n1,"9"x\n2,10\n', Problem.UNCLOSED_QUOTE),
        (b"a," * DEFAULT.columns + b"a\n1\n", Problem.TOO_MANY_COLUMNS),
        (b"a,b\n" + b"1," * DEFAULT.columns + b"1\n", Problem.TOO_MANY_COLUMNS),
        (b"id,score\n1," + b"9" * (DEFAULT.letters + 1) + b"\n", Problem.LONG_CELL),
        (b"id,score\n1," + b"9" * 1_000_000 + b"\n", Problem.LONG_CELL),
    ],
)
def test_it_refuses_what_is_no_table_of_text(content: bytes, problem: Problem) -> None:
    assert refusal(content).problem is problem


def test_it_refuses_too_many_columns_without_a_header() -> None:
    content = (b"1," * DEFAULT.columns + b"1\n") * 2
    assert refusal(content, Layout(header_rows=0)).problem is Problem.TOO_MANY_COLUMNS


def test_it_refuses_a_footer_as_long_as_the_table() -> None:
    assert refusal(PLAIN.encode(), Layout(footer_rows=2)).problem is Problem.NO_ROWS


def test_it_refuses_a_sheet_of_a_file_without_sheets() -> None:
    assert refusal(PLAIN.encode(), Layout(sheet="Answers")).problem is Problem.NO_SHEETS


@pytest.mark.parametrize(
    ("limits", "problem"),
    [
        (Limits(bytes=17), Problem.TOO_LARGE),
        (Limits(rows=2), Problem.TOO_MANY_ROWS),
        (Limits(columns=1), Problem.TOO_MANY_COLUMNS),
        (Limits(letters=4), Problem.LONG_CELL),
    ],
)
def test_it_keeps_to_its_limits(limits: Limits, problem: Problem) -> None:
    assert refusal(PLAIN.encode(), limits=limits).problem is problem
    enough = Limits(bytes=18, rows=3, columns=2, letters=5)
    assert len(list(read_table(PLAIN.encode(), PLAINLY, enough).lines())) == 2


def test_it_takes_longer_cells_than_usual_where_they_are_allowed() -> None:
    content = b"id,say\n1," + b"x" * 500_000 + b"\n"
    assert len(next(read_table(content, PLAINLY, Limits(letters=500_000)).lines()).cells[1]) == 500_000


def test_it_names_the_line_in_which_an_open_quote_begins() -> None:
    refused = refusal(b'id,say\n1,"two\nlines"\n2,"open\n3,x\n4,y\n')
    assert (refused.problem, refused.values["line"]) == (Problem.UNCLOSED_QUOTE, 4)


def test_it_names_the_line_of_a_quote_left_open_before_many_rows() -> None:
    refused = refusal(b'id,say\n1,x\n2,"open\n' + b"3,some words\n" * 20_000)
    assert (refused.problem, refused.values["line"]) == (Problem.UNCLOSED_QUOTE, 3)


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "cp1251", "utf-16", "utf-7"]), st.integers(0, 3))
def test_it_reads_any_bytes_or_refuses_them(content: bytes, encoding: str | None, footer_rows: int) -> None:
    read_or_refused(content, Layout(encoding=encoding, footer_rows=footer_rows))


@given(st.text(alphabet="a1é,;\t|\"'\r\n \0\ufeff", max_size=60), st.sampled_from([None, 0, 1, 2, 9]))
def test_it_reads_any_text_or_refuses_it(content: str, header_rows: int | None) -> None:
    read_or_refused(content.encode(), Layout(header_rows=header_rows))
    read_or_refused(b"sep=" + content.encode(), Layout(header_rows=header_rows))


def read_or_refused(content: bytes, layout: Layout) -> None:
    try:
        table = read_table(content, layout)
        assert all(len(line.cells) >= len(table.header) == len(table.second) for line in table.lines())
    except Refused:
        return
