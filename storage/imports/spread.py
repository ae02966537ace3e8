"""A score spread over one column per answer: `header [first..last]`, or #N..#M."""

import re
from collections.abc import Mapping, Sequence

from storage.imports.columns import find_column, places_of
from storage.imports.refusal import Refused
from storage.imports.scores import read_score
from storage.imports.table import Table

SPREAD = re.compile(r"(.+?)\s*\[\s*(.+?)\s*\.\.\s*(.+?)\s*\]", re.DOTALL)
NUMBERS = re.compile(r"(#\d{1,6})\s*\.\.\s*(#\d{1,6})")
OWN_ANSWER = re.compile(r"(.*?)\s*\[(.+)\]", re.DOTALL)

MARKS = frozenset({"x", "х", "\u2713", "\u2714", "true", "yes", "y", "on", "selected", "checked", "да", "истина"})
"""They say of a column that its answer is the one, and nothing themselves."""
ONES, ZEROS = frozenset({"1", "1.0"}), frozenset({"0", "0.0", "false", "no", "n", "off", "нет", "ложь"})


def find_score(table: Table, name: str) -> tuple[int, ...]:
    """The places of the score's columns; Refused where no column is called so, or two are."""
    wanted = name.strip()
    if not places_of(table, wanted):
        if numbers := NUMBERS.fullmatch(wanted):
            return _between(find_column(table, numbers[1]), find_column(table, numbers[2]))
        if named := SPREAD.fullmatch(wanted):
            header, first, last = named.groups()
            return _between(_end(table, header, first), _end(table, header, last))
    return (find_column(table, wanted),)


def spread_label(table: Table, places: Sequence[int]) -> str:
    """What names a spread again."""
    first, last = places[0], places[-1]
    own = OWN_ANSWER.fullmatch(table.header[first])
    header = own[1] if own and not table.second[first] else table.header[first]
    name = f"{header} [{answer_of(table, first)}..{answer_of(table, last)}]"
    try:
        found = find_score(table, name)
    except Refused:
        found = ()
    return name if found == tuple(places) else f"#{first + 1}..#{last + 1}"


def answer_of(table: Table, place: int) -> str:
    """The answer that a column of a spread stands for: its second header row, else what its header ends with."""
    if table.second[place]:
        return table.second[place]
    own = OWN_ANSWER.fullmatch(table.header[place])
    return own[2] if own else table.header[place]


def _end(table: Table, header: str, answer: str) -> int:
    """The column of an answer: as it is written, else the only one under the header with its number."""
    for name in (f"{header} [{answer}]", f"{header}[{answer}]"):
        if places_of(table, name):
            return find_column(table, name)
    number = read_score(answer)
    numbered = [place for place in places_of(table, header) if read_score(answer_of(table, place)) == number]
    return numbered[0] if number is not None and len(numbered) == 1 else find_column(table, f"{header} [{answer}]")


def _between(first: int, last: int) -> tuple[int, ...]:
    return tuple(range(min(first, last), max(first, last) + 1))


def only_marked(counts: Mapping[int, Mapping[str, int]], answers: Mapping[int, str]) -> bool:
    """Whether the filled cells of a spread only mark its columns, and say nothing themselves."""
    said = {place: {cell.strip().casefold() for cell in cells} - {""} for place, cells in counts.items()}
    if all(words <= {answers[place].strip().casefold()} for place, words in said.items()):
        return False
    return set().union(*said.values()) <= MARKS | ONES | ZEROS


def said_by(cell: str, answer: str, *, marked: bool) -> str:
    """What a cell of a spread says: nothing, what its column stands for where it only marks it, else itself."""
    word = cell.strip().casefold()
    if marked and word in ZEROS:
        return ""
    return answer if word in MARKS or (marked and word in ONES) else cell
