"""All that is stored about a person, row by row, in names that a reader knows."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, or_, select
from sqlmodel import Session

from storage.models import Cycle, Delivery, KeyResult, Kpi, Objective, Person, Round, Team, metadata
from storage.once import table_of
from storage.personal import FATES, Fate, Whom, goes, is_theirs
from storage.sealed import is_secret

OWN = (Fate.GOES, Fate.SOMEONE, Fate.HANDED)
HIDDEN = ("id", "workspace_id", "form_id")
"""What says nothing to a reader."""
Document = dict[str, Any]
PEOPLE, TEAMS, CYCLES, ROUNDS = (table_of(model).c for model in (Person, Team, Cycle, Round))
OBJECTIVES, RESULTS, KPIS, DELIVERIES = (table_of(model).c for model in (Objective, KeyResult, Kpi, Delivery))
NAMES: Mapping[str, tuple[Any, Callable[[Any], str]]] = {
    "person": (select(PEOPLE.id, PEOPLE.slack_id), lambda row: row[1]),
    "team": (select(TEAMS.id, TEAMS.name), lambda row: row[1]),
    "cycle": (select(CYCLES.id, CYCLES.name), lambda row: row[1]),
    "kpi": (select(KPIS.id, KPIS.name), lambda row: row[1]),
    "delivery": (select(DELIVERIES.id, DELIVERIES.key), lambda row: row[1]),
    "objective": (select(OBJECTIVES.id, OBJECTIVES.number, OBJECTIVES.title), lambda row: f"{row[1]} {row[2]}"),
    "round": (
        select(ROUNDS.id, TEAMS.name, ROUNDS.day).where(TEAMS.id == ROUNDS.team_id),
        lambda row: f"{row[1]} {row[2]}",
    ),
    "key_result": (
        select(RESULTS.id, OBJECTIVES.number, RESULTS.number, RESULTS.title).where(
            OBJECTIVES.id == RESULTS.objective_id
        ),
        lambda row: f"{row[1]}.{row[2]} {row[3]}",
    ),
}
"""What rows of a table are called where another refers to them; others by their ids."""


def belongings(session: Session, one: Whom) -> dict[str, list[Document]]:
    """By table. Of somebody else's rows that refer to the person only who and when: what it was about they
    may not be allowed to see."""
    found: dict[str, list[Document]] = {}
    for table in metadata.sorted_tables:
        if (own := _own(table, one)) is not None:
            found[table.name] = _documents(session, table, own, list(table.columns))
        for column in table.columns:
            if FATES.get(str(column)) is Fate.NOBODY:
                shown = [other for other in table.columns if str(other) in FATES or other.name == "at"]
                named = f"{table.name}_{column.name.removesuffix('_id')}"
                found[named] = _documents(session, table, is_theirs(column, one), shown)
    return {name: rows for name, rows in found.items() if rows}


def _own(table: Table, one: Whom) -> ColumnElement[bool] | None:
    if table is table_of(Person):
        return PEOPLE.id == one.id
    stays = [is_theirs(column, one) for column in table.columns if FATES.get(str(column)) in OWN]
    gone = goes(table, one)
    return or_(*stays, *([] if gone is None else [gone])) if stays or gone is not None else None


def _documents(
    session: Session, table: Table, theirs: ColumnElement[bool], columns: Iterable[Column[Any]]
) -> list[Document]:
    shown = [column for column in columns if column.name not in HIDDEN and not is_secret(column)]
    rows = session.execute(select(*shown).where(theirs).order_by(*table.primary_key.columns)).all()
    names = {column.name: _names(session, column, [row[place] for row in rows]) for place, column in enumerate(shown)}
    return [
        {_readable(column): _written(names[column.name], value) for column, value in zip(shown, row, strict=True)}
        for row in rows
    ]


def _readable(column: Column[Any]) -> str:
    return column.name.removesuffix("_id") if column.foreign_keys else column.name


def _names(session: Session, column: Column[Any], values: Sequence[Any]) -> dict[Any, str]:
    """What the rows are called that a column refers to; nothing for one that does not."""
    found: dict[Any, str] = defaultdict(str)
    for key in column.foreign_keys:
        ids = set(values) - {None}
        if (known := NAMES.get(key.column.table.name)) and ids:
            query, name = known
            chosen = query.where(key.column.in_(ids))
            found |= {row[0]: name(row) for row in session.execute(chosen)}
    return found


def _written(names: Mapping[Any, str], value: Any) -> Any:
    """As JSON: instants in UTC, as ISO 8601 writes them."""
    match value:
        case datetime():
            return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case Enum():
            return value.value
        case int() if value in names:
            return names[value]
    return value
