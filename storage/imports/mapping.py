"""Which column each field of a file comes from: as asked for, else by a header that is the field's name."""

from collections.abc import Collection, Mapping

from storage.imports.cells import Cell
from storage.imports.columns import find_column, listed
from storage.imports.flags import read_flag
from storage.imports.numbers import decimal_point
from storage.imports.records import Field, Kind, Records, Wanted
from storage.imports.refusal import Problem, Refused
from storage.imports.scores import is_missing
from storage.imports.table import Table
from storage.imports.times import DateOrder, Dates

TIMES = {Cell.TIME, Cell.TIME_OR_FLAG}
NUMBERS = {Cell.NUMBER, Cell.MONEY_OR_SHARE}


def open_records(table: Table, kind: Kind, wanted: Wanted) -> Records:
    """Raises Refused where a field is unknown or missing, a column is not there, or the order of dates is in doubt."""
    _refuse_unknown(kind, {*wanted.columns, *wanted.words})
    places = _places(table, kind, wanted)
    _refuse_doubtful(table, kind, wanted, places)
    fields = tuple(_settled(table, field, places, wanted.missing) for field in kind.fields)
    times = {field.name: places[field.name] for field in fields if field.cell in TIMES and field.name in places}
    orders = _orders(table, times, wanted.date_order) if times else {}
    points = {
        field.name: decimal_point(table.column(places[field.name]))
        for field in fields
        if field.cell in NUMBERS and field.name in places
    }
    return Records(kind, fields, table, places, orders, points, _columns(kind, wanted, places), wanted)


def _refuse_unknown(kind: Kind, names: Collection[str]) -> None:
    known = [field.name for field in kind.fields]
    for name in names:
        if name not in known:
            raise Refused(Problem.UNKNOWN_FIELD, field=name, fields=", ".join(known))


def _places(table: Table, kind: Kind, wanted: Wanted) -> dict[str, int]:
    asked = {field: find_column(table, name) for field, name in wanted.columns.items() if name}
    headers = [header.casefold() for header in table.header]
    alike = {
        field.name: headers.index(field.name)
        for field in kind.fields
        if field.name not in wanted.columns and headers.count(field.name) == 1
        if not (wanted.time and field.name == kind.dated)
    }
    return alike | asked


def _refuse_doubtful(table: Table, kind: Kind, wanted: Wanted, places: Mapping[str, int]) -> None:
    dated = {kind.dated} if wanted.time else set()
    if twice := dated & places.keys():
        raise Refused(Problem.DATED_TWICE, field=twice.pop())
    known = places.keys() | dated
    lacking = [field.name for field in kind.fields if field.needed and field.name not in known]
    if lacking:
        raise Refused(Problem.FIELDS_MISSING, fields=", ".join(lacking), columns=listed(table))
    if places.keys() <= {"id"} and not any(field.needed for field in kind.fields):
        names = ", ".join(field.name for field in kind.fields)
        raise Refused(Problem.NOTHING_MAPPED, fields=names, columns=listed(table))
    if unmapped := wanted.words.keys() - places.keys():
        raise Refused(Problem.WORDS_WITHOUT_COLUMN, field=min(unmapped))


def _settled(table: Table, field: Field, places: Mapping[str, int], missing: Collection[str]) -> Field:
    """Money or flags is a question of the whole column: among sums a 1 is money, alone with 0 it is a flag."""
    if field.cell is not Cell.MONEY_OR_FLAG or field.name not in places:
        return field
    cells = (cell for cell in table.column(places[field.name]) if not is_missing(cell, missing))
    flags = all(read_flag(cell) is not None for cell in cells)
    return Field(field.name, Cell.FLAG if flags else Cell.NUMBER, field.needed)


def _orders(table: Table, places: Mapping[str, int], asked: DateOrder | None) -> dict[str, DateOrder]:
    """The order of dates by field; a column in doubt goes by those that are not."""
    seen = {name: Dates() for name in places}
    watched = [(place, seen[name].see) for name, place in places.items()]
    for line in table.lines():
        for place, see in watched:
            see(line.cells[place])
    if asked:
        return {name: dates.counted() or asked for name, dates in seen.items()}
    told = {dates.order() for dates in seen.values() if dates.settled}
    sure = told.pop() if len(told) == 1 else None
    return {name: _order(dates, sure) for name, dates in seen.items()}


def _order(dates: Dates, sure: DateOrder | None) -> DateOrder:
    try:
        return dates.order()
    except Refused as refused:
        if refused.problem is Problem.AMBIGUOUS_DATES and sure:
            return sure
        raise


def _columns(kind: Kind, wanted: Wanted, places: Mapping[str, int]) -> tuple[str, ...]:
    told = {"id", *places}
    if wanted.time:
        told.add(kind.dated)
    if wanted.period:
        told.add("period")
    return tuple(column for column, field in kind.columns.items() if field in told)
