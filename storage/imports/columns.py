"""Which column is meant: by its header, or by #N counted from 1."""

import difflib
import re

from storage.imports.reader import Sheet
from storage.imports.refusal import Problem, Refused

MOST_LISTED = 12
NUMBERED = re.compile(r"#(\d{1,6})")


def find_column(sheet: Sheet, name: str) -> int:
    """The place of a column, from 0; Refused where no column is called so, or two are."""
    wanted = name.strip()
    if numbered := NUMBERED.fullmatch(wanted):
        return _numbered(sheet, int(numbered[1]), wanted)
    found = [place for place, header in enumerate(sheet.header) if header == wanted]
    if len(found) > 1:
        raise Refused(Problem.AMBIGUOUS_COLUMN, column=wanted, numbers=", ".join(f"#{n + 1}" for n in found))
    if not found:
        raise _unknown(sheet, wanted)
    return found[0]


def label(sheet: Sheet, place: int) -> str:
    """What a person would call a column: its header, or #N where that says nothing or is not the only one."""
    header = sheet.header[place]
    return header if header and sheet.header.count(header) == 1 else f"#{place + 1}"


def listed(sheet: Sheet) -> str:
    """The columns as a person would call them, a dozen at most."""
    labels = [label(sheet, place) for place in range(len(sheet.header))]
    return ", ".join(labels[:MOST_LISTED]) + (", …" if len(labels) > MOST_LISTED else "")


def column(sheet: Sheet, place: int) -> list[str]:
    return [line.cells[place] for line in sheet.lines]


def _numbered(sheet: Sheet, number: int, wanted: str) -> int:
    if not 1 <= number <= len(sheet.header):
        raise Refused(Problem.NO_SUCH_NUMBER, column=wanted, last=len(sheet.header))
    return number - 1


def _unknown(sheet: Sheet, wanted: str) -> Refused:
    folded = {header.casefold(): header for header in sheet.header if header}
    if near := difflib.get_close_matches(wanted.casefold(), folded, 1):
        return Refused(Problem.NO_SUCH_COLUMN_NEAR, column=wanted, near=folded[near[0]])
    return Refused(Problem.NO_SUCH_COLUMN, column=wanted, columns=listed(sheet))
