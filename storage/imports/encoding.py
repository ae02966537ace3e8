"""The encoding of a text: as asked for, by its byte order mark, UTF-8, or the one it must be."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import TextIO

from storage.imports.charset import guess
from storage.imports.file import Content
from storage.imports.refusal import Problem, Refused

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""UTF-32 first: its mark begins with that of UTF-16."""
TAKES_ITS_MARK = ("utf-8-sig", "utf-16", "utf-32")
NO_FILES = ("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7")
"""What Python takes for encodings and no file comes in."""
FOREIGN_CELL = re.compile(rb'[^\r\n,;\t"]*[\x80-\xff][^\r\n,;\t"]*')
DIGITS = b"0123456789"
BLOCK, SAMPLE = 256 * 1024, 16_000
UTF_8_SHARE = 0.8


def find_encoding(found: Content, asked: str | None) -> str:
    """Reads the whole content: Refused where it is no text in that encoding, has nothing in it, or leaves a doubt."""
    mark = _mark(found)
    if asked or mark:
        encoding = asked or BYTE_ORDER_MARKS[mark]
        _check(found, encoding)
        return encoding
    try:
        _check(found, "utf-8")
    except Refused as refused:
        encoding = _guessed(found, refused)
        _check(found, encoding)
        return encoding
    return "utf-8"


def open_text(found: Content, encoding: str) -> TextIO:
    """The content as text without its byte order mark, line endings as they are."""
    opened = found.open()
    if codecs.lookup(encoding).name not in TAKES_ITS_MARK:
        opened.seek(len(_mark(found)))
    return io.TextIOWrapper(opened, encoding, newline="")


def _mark(found: Content) -> bytes:
    with found.open() as opened:
        start = opened.read(4)
    return next((mark for mark in BYTE_ORDER_MARKS if start.startswith(mark)), b"")


def _check(found: Content, encoding: str) -> None:
    empty = True
    for text in _texts(found, encoding):
        if "\0" in text:
            raise Refused(Problem.BINARY)
        empty = empty and not text.strip()
    if empty:
        raise Refused(Problem.EMPTY)


def _texts(found: Content, encoding: str) -> Iterator[str]:
    """The whole content, decoded block by block."""
    decoder, line = _decoder(encoding), 1
    with found.open() as opened:
        while True:
            block = opened.read(BLOCK)
            try:
                text = decoder.decode(block, final=not block)
            except ValueError as problem:
                raise _undecodable(found, encoding, line, problem) from problem
            line += text.count("\n")
            yield text
            if not block:
                return


def _decoder(encoding: str) -> codecs.IncrementalDecoder:
    try:
        io.TextIOWrapper(io.BytesIO(), encoding)
        known = codecs.lookup(encoding)
    except (LookupError, ValueError) as unknown:
        raise Refused(Problem.UNKNOWN_ENCODING, encoding=encoding) from unknown
    if known.name.replace("_", "-") in NO_FILES or known.incrementaldecoder is None:
        raise Refused(Problem.UNKNOWN_ENCODING, encoding=encoding)
    return known.incrementaldecoder()


def _undecodable(found: Content, encoding: str, line: int, problem: ValueError) -> Refused:
    if _has_nul(found):
        return Refused(Problem.BINARY)
    if isinstance(problem, UnicodeDecodeError):
        line += problem.object.count(b"\n", 0, problem.start)
    return Refused(Problem.UNDECODABLE, encoding=encoding, line=line)


def _has_nul(found: Content) -> bool:
    with found.open() as opened:
        return any(b"\0" in block for block in iter(lambda: opened.read(BLOCK), b""))


def _guessed(found: Content, refused: Refused) -> str:
    """What the cells that are not ASCII are in, else the refusal of UTF-8."""
    if refused.problem is not Problem.UNDECODABLE:
        raise refused
    sample = _foreign(found)
    encoding = None if _is_damaged_utf_8(sample) else guess(sample)
    if encoding is None:
        raise refused
    return encoding


def _is_damaged_utf_8(sample: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8 all the same: in any other encoding it would be gibberish."""
    kept = sample.decode("utf-8", "ignore").encode()
    return _foreign_bytes(kept) > UTF_8_SHARE * _foreign_bytes(sample)


def _foreign_bytes(text: bytes) -> int:
    return sum(byte > 127 for byte in text)


def _foreign(found: Content) -> bytes:
    """Cells that are not ASCII, each once, from the whole content: times in words alike but for their digits too."""
    cells: dict[bytes, None] = {}
    room = SAMPLE
    with found.open() as opened:
        while room > 0 and (block := opened.read(BLOCK)):
            for found_cell in FOREIGN_CELL.findall(block):
                cell = found_cell[:SAMPLE].translate(None, DIGITS)
                if cell not in cells and room > 0:
                    cells[cell] = None
                    room -= len(cell)
    return b"\n".join(cells)
