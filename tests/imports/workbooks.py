"""Workbooks made for a test, and what is read from them."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import pytest

from storage.imports.limits import DEFAULT, Limits
from storage.imports.refusal import Refused
from storage.imports.table import Layout, Table, read_table

PLAINLY = Layout()
ANSWERS = (("id", "score"), (1, 9), (2, 10))


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
