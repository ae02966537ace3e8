"""Which column is meant: by its header, or by #N counted from 1."""

import difflib
import re

from storage.imports.reader import Sheet
from storage.imports.refusal import Refused

NUMBERED = re.compile(r"#(\d{1,6})")


def find_column(sheet: Sheet, name: str) -> int:
    """The place of a column, from 0; Refused where no column is called so, or two are."""
    wanted = name.strip()
    if numbered := NUMBERED.fullmatch(wanted):
        return _numbered(sheet, int(numbered[1]), wanted)
    found = [place for place, header in enumerate(sheet.header) if header == wanted]
    if len(found) > 1:
        raise Refused("imports.ambiguous_column", column=wanted, numbers=", ".join(f"#{n + 1}" for n in found))
    if not found:
        raise Refused("imports.no_such_column", column=wanted, near=_nearest(sheet, wanted))
    return found[0]


def label(sheet: Sheet, place: int) -> str:
    """What a person would call a column: its header, or #N where that says nothing or is not the only one."""
    header = sheet.header[place]
    return header if header and sheet.header.count(header) == 1 else f"#{place + 1}"


def column(sheet: Sheet, place: int) -> list[str]:
    return [line.cells[place] for line in sheet.lines]


def _numbered(sheet: Sheet, number: int, wanted: str) -> int:
    if not 1 <= number <= len(sheet.header):
        raise Refused("imports.no_such_number", column=wanted, last=len(sheet.header))
    return number - 1


def _nearest(sheet: Sheet, wanted: str) -> str:
    folded = {header.casefold(): header for header in sheet.header if header}
    near = difflib.get_close_matches(wanted.casefold(), folded, 1, cutoff=0)
    return folded[near[0]] if near else "#1"
