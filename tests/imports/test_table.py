import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.imports.limits import DEFAULT
from storage.imports.refusal import Problem, Refused
from storage.imports.table import Layout, read_table

PLAINLY = Layout()
PLAIN = "id,score\n1,9\n2,10\n"


def refusal(content: bytes, layout: Layout = PLAINLY) -> Refused:
    with pytest.raises(Refused) as refused:
        read_table(content, layout)
    return refused.value


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (PLAIN.encode(), "utf-8"),
        (codecs.BOM_UTF8 + PLAIN.encode(), "utf-8-sig"),
        (PLAIN.encode("utf-16"), "utf-16"),
    ],
)
def test_it_reads_a_file_with_or_without_a_byte_order_mark(content: bytes, encoding: str) -> None:
    table = read_table(content, PLAINLY)
    assert (table.header, table.layout.encoding) == (("id", "score"), encoding)


def test_it_reads_the_encoding_it_is_told() -> None:
    table = read_table("оценка\n9\n".encode("cp1251"), Layout(encoding="cp1251"))
    assert table.header == ("оценка",)


def test_it_forgets_a_byte_order_mark_in_an_encoding_it_is_told() -> None:
    assert read_table(codecs.BOM_UTF8 + PLAIN.encode(), Layout(encoding="utf-8")).header == ("id", "score")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_it_finds_the_delimiter(delimiter: str) -> None:
    content = f'id{delimiter}say{delimiter}score\n1{delimiter}"a, b; c|d\te"{delimiter}9,5\n'.encode()
    table = read_table(content, PLAINLY)
    assert (table.layout.delimiter, len(table.header)) == (delimiter, 3)


def test_it_takes_a_single_column_for_one() -> None:
    assert read_table(b"score\n9\n10\n", PLAINLY).header == ("score",)


def test_it_obeys_a_given_delimiter() -> None:
    assert read_table(b"a,b:c\n1,2:3\n", Layout(delimiter=":")).header == ("a,b", "c")


def test_it_numbers_rows_as_a_spreadsheet_does() -> None:
    table = read_table(b'id,say\n1,"two\nlines"\n\n2,x\n', PLAINLY)
    assert [(line.number, line.cells[0]) for line in table.lines()] == [(2, "1"), (4, "2")]


def test_it_reads_a_file_without_a_header() -> None:
    table = read_table(b"1,9\n2,10\n", Layout(header_rows=0))
    assert (table.header, [line.number for line in table.lines()]) == (("", ""), [1, 2])


def test_it_fills_a_short_row_up() -> None:
    assert next(read_table(b"a,b,c\n1\n", PLAINLY).lines()).cells == ("1", "", "")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_it_reads_every_kind_of_line_ending(ending: str) -> None:
    assert len(list(read_table(PLAIN.replace("\n", ending).encode(), PLAINLY).lines())) == 2


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Problem.EMPTY),
        (b"\n \n", Problem.EMPTY),
        (b"id,score\n", Problem.NO_ROWS),
        (b"id,score\n1,\0\n", Problem.BINARY),
        (b"PK\x03\x04\xff\xfe\0\0", Problem.BINARY),
        (b'id,score\n1,"9\n2,10\n', Problem.UNCLOSED_QUOTE),
        (b"a," * DEFAULT.columns + b"a\n1\n", Problem.TOO_MANY_COLUMNS),
        (b"id,score\n1," + b"9" * (DEFAULT.letters + 1) + b"\n", Problem.LONG_CELL),
        (b"id,score\n1," + b"9" * 200_000 + b"\n", Problem.LONG_CELL),
    ],
)
def test_it_refuses_what_is_no_table_of_text(content: bytes, problem: Problem) -> None:
    assert refusal(content).problem is problem


def test_it_names_the_line_it_cannot_decode() -> None:
    refused = refusal(b"id,score\n1,9\n2,\xe9\n")
    assert (refused.problem, refused.values["line"]) == (Problem.UNDECODABLE, 3)


def test_it_names_the_line_in_which_an_open_quote_begins() -> None:
    refused = refusal(b'id,say\n1,"two\nlines"\n2,"open\n3,x\n4,y\n')
    assert (refused.problem, refused.values["line"]) == (Problem.UNCLOSED_QUOTE, 4)


@pytest.mark.parametrize("encoding", ["klingon", "hex", "undefined"])
def test_it_refuses_an_encoding_that_is_none(encoding: str) -> None:
    assert refusal(PLAIN.encode(), Layout(encoding=encoding)).problem in (
        Problem.UNKNOWN_ENCODING,
        Problem.UNDECODABLE,
    )


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "cp1251", "utf-16"]))
def test_it_reads_any_bytes_or_refuses_them(content: bytes, encoding: str | None) -> None:
    try:
        table = read_table(content, Layout(encoding=encoding))
    except Refused:
        return
    assert all(len(line.cells) >= len(table.header) for line in table.lines())
