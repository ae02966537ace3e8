"""Workbooks that are damaged, lie about themselves, or are meant to do harm."""

import io
import struct
import zipfile
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.imports.limits import Limits
from storage.imports.refusal import Problem, Refused
from tests.imports.workbooks import cells, read, refusal, repacked, workbook


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


@pytest.mark.parametrize("row", [b"2", b"3"])
def test_it_counts_rows_that_are_left_out_of_the_file(row: bytes) -> None:
    def far(name: str, part: bytes) -> bytes:
        return (
            part.replace(b'<row r="' + row + b'">', b'<row r="999999999999">')
            if name.startswith("xl/worksheets")
            else part
        )

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
