"""Excel workbooks (.xlsx), read row by row: their sheets, and cells as text."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from storage.imports.cell_text import cell_text
from storage.imports.file import Content
from storage.imports.limits import Limits
from storage.imports.refusal import Problem, Refused

if TYPE_CHECKING:
    from openpyxl import Workbook

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BLOCK = 256 * 1024
SHEETS = "xl/worksheets/"
MOST_UNPACKED = 8
"""Unpacked, a workbook's sheets may be so many times as large as a file; what stands in memory half a file."""
BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What openpyxl, and what it reads with, raise at files that are not as they should be."""


def is_one(found: Content) -> bool:
    """By content, not by name. Refused for workbooks of another kind, and for those with a password."""
    with found.open() as opened:
        start = opened.read(len(OLE))
        if start == OLE:
            raise Refused(Problem.PROTECTED if _is_encrypted(opened) else Problem.OLD_WORKBOOK)
    return start.startswith(ZIP)


def _is_encrypted(opened: BinaryIO) -> bool:
    before = b""
    while block := opened.read(BLOCK):
        if ENCRYPTED in before + block:
            return True
        before = block[-len(ENCRYPTED) :]
    return False


def open_book(found: Content, limits: Limits) -> "Workbook":
    """Packed as it is, it stands in memory as long as its rows are read: to open it takes as long as to read them."""
    from openpyxl import load_workbook

    with found.open() as opened, _refusing():
        packed = io.BytesIO(opened.read())
        _check_unpacked(packed, limits)
        # It complains about all that it does not read: validation, styles, print titles.
        warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")
        return load_workbook(packed, read_only=True, data_only=True, keep_links=False)


def find_sheet(book: "Workbook", asked: str | None, limits: Limits) -> str:
    """The sheet asked for, else the only visible one that has rows; Refused where there is no such one."""
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if asked is not None:
        if asked not in sheets:
            raise Refused(Problem.NO_SUCH_SHEET, sheet=asked, sheets=", ".join(sheets))
        return asked
    with _refusing():
        filled = [name for name, sheet in sheets.items() if sheet.sheet_state == "visible" and _has_rows(sheet, limits)]
    if len(filled) > 1:
        raise Refused(Problem.SEVERAL_SHEETS, sheets=", ".join(filled))
    if not sheets:
        raise Refused(Problem.EMPTY)
    return next(iter(filled or sheets))


@contextmanager
def rows(book: "Workbook", sheet: str, limits: Limits) -> Iterator[Iterator[list[str]]]:
    """Opens each row as a list of texts, an empty list for one without anything in it."""
    with _refusing():
        yield _texts(book[sheet], limits)


def _texts(sheet: Any, limits: Limits) -> Iterator[list[str]]:
    for number, cells in enumerate(_cells(sheet), 1):
        texts = [cell_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if texts and max(map(len, texts)) > limits.letters:
            raise Refused(Problem.LONG_CELL, line=number, most=limits.letters)
        yield texts


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except BROKEN as problem:
        raise Refused(Problem.BROKEN_WORKBOOK) from problem


def _check_unpacked(opened: BinaryIO, limits: Limits) -> None:
    """By the sizes that it declares: more than those zipfile does not unpack."""
    members = zipfile.ZipFile(opened).infolist()
    if not any(member.filename == "[Content_Types].xml" for member in members):
        raise Refused(Problem.BINARY)
    if any(member.flag_bits & 1 for member in members):
        raise Refused(Problem.PROTECTED)
    whole = sum(member.file_size for member in members)
    kept = whole - sum(member.file_size for member in members if member.filename.startswith(SHEETS))
    if whole > MOST_UNPACKED * limits.bytes or 2 * kept > limits.bytes:
        raise Refused(Problem.UNPACKS_TOO_LARGE, most=limits.bytes // 1024**2)


def _has_rows(sheet: Any, limits: Limits) -> bool:
    """Whether anything stands under a first row."""
    filled = (cells for cells in islice(_cells(sheet), limits.rows) if any(cell_text(cell) for cell in cells))
    return next(filled, None) is not None and next(filled, None) is not None


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    # What a sheet says about its size may be wrong, or meant to do harm.
    sheet.reset_dimensions()
    return iter(sheet.iter_rows())
