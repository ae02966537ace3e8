"""Which column is meant: by its header, or by #N counted from 1."""

import difflib
import re

from storage.imports.refusal import Problem, Refused
from storage.imports.table import Table

MOST_LISTED = 12
NUMBERED = re.compile(r"#(\d{1,6})")


def find_column(table: Table, name: str) -> int:
    """The place of a column, from 0; Refused where no column is called so, or two are."""
    wanted = name.strip()
    if numbered := NUMBERED.fullmatch(wanted):
        return _numbered(table, int(numbered[1]), wanted)
    found = [place for place, header in enumerate(table.header) if header == wanted]
    if len(found) > 1:
        raise Refused(Problem.AMBIGUOUS_COLUMN, column=wanted, numbers=", ".join(f"#{n + 1}" for n in found))
    if not found:
        raise _unknown(table, wanted)
    return found[0]


def label(table: Table, place: int) -> str:
    """What a person would call a column: its header, or #N where that says nothing or is not the only one."""
    header = table.header[place]
    return header if header and table.header.count(header) == 1 else f"#{place + 1}"


def listed(table: Table) -> str:
    """The columns as a person would call them, a dozen at most."""
    labels = [label(table, place) for place in range(len(table.header))]
    return ", ".join(labels[:MOST_LISTED]) + (", …" if len(labels) > MOST_LISTED else "")


def _numbered(table: Table, number: int, wanted: str) -> int:
    if not 1 <= number <= len(table.header):
        raise Refused(Problem.NO_SUCH_NUMBER, column=wanted, last=len(table.header))
    return number - 1


def _unknown(table: Table, wanted: str) -> Refused:
    folded = {header.casefold(): header for header in table.header if header}
    if near := difflib.get_close_matches(wanted.casefold(), folded, 1):
        return Refused(Problem.NO_SUCH_COLUMN_NEAR, column=wanted, near=folded[near[0]])
    return Refused(Problem.NO_SUCH_COLUMN, column=wanted, columns=listed(table))
