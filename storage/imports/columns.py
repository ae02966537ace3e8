"""Which column is meant: by its header, by its question and second header row, or by #N counted from 1."""

import difflib
import re

from storage.imports.header import RESPONSE
from storage.imports.refusal import Problem, Refused
from storage.imports.table import Table

MOST_LISTED = 12
NUMBERED = re.compile(r"#(\d{1,6})")


def find_column(table: Table, name: str) -> int:
    """The place of a column, from 0; Refused where no column is called so, or two are."""
    wanted = _plain(name)
    if numbered := NUMBERED.fullmatch(wanted):
        return _numbered(table, int(numbered[1]), wanted)
    found = places_of(table, wanted)
    if len(found) > 1:
        raise Refused(Problem.AMBIGUOUS_COLUMN, column=wanted, numbers=", ".join(f"#{n + 1}" for n in found))
    if not found:
        raise _unknown(table, wanted)
    return found[0]


def places_of(table: Table, name: str) -> list[int]:
    """The columns that a name fits: by the header, else with the second row in brackets, else by that alone.

    Of a question's columns the header alone means the one that holds its answer, not a part or a remark.
    """
    wanted = _plain(name)
    found = [place for place, header in enumerate(table.header) if wanted and _plain(header) == wanted]
    if len(found) > 1:
        answers = [place for place in found if RESPONSE.fullmatch(table.second[place])]
        return answers if len(answers) == 1 else found
    if found or not any(table.second):
        return found
    named = [place for place in range(len(table.header)) if _plain(full_name(table, place)) == wanted]
    return named or [place for place, second in enumerate(table.second) if wanted and _plain(second) == wanted]


def label(table: Table, place: int) -> str:
    """What a person would call a column: what finds it and no other, #N where no name does."""
    for name in (table.header[place], full_name(table, place)):
        if _plain(name) and not NUMBERED.fullmatch(_plain(name)) and places_of(table, name) == [place]:
            return name
    return f"#{place + 1}"


def full_name(table: Table, place: int) -> str:
    """The header with the second row in brackets."""
    return f"{table.header[place]} [{table.second[place]}]" if table.second[place] else table.header[place]


def listed(table: Table) -> str:
    """The columns as a person would call them, a dozen at most."""
    labels = [label(table, place) for place in range(len(table.header))[: MOST_LISTED + 1]]
    return ", ".join(labels[:MOST_LISTED]) + (", …" if len(labels) > MOST_LISTED else "")


def _plain(name: str) -> str:
    """Blanks of every kind and number are one."""
    return " ".join(name.split())


def _numbered(table: Table, number: int, wanted: str) -> int:
    if not 1 <= number <= len(table.header):
        raise Refused(Problem.NO_SUCH_NUMBER, column=wanted, last=len(table.header))
    return number - 1


def _unknown(table: Table, wanted: str) -> Refused:
    names = [*table.header, *(full_name(table, place) for place in range(len(table.header)))]
    folded = {name.casefold(): name for name in names if name}
    if near := difflib.get_close_matches(wanted.casefold(), folded, 1):
        return Refused(Problem.NO_SUCH_COLUMN_NEAR, column=wanted, near=folded[near[0]])
    return Refused(Problem.NO_SUCH_COLUMN, column=wanted, columns=listed(table))
