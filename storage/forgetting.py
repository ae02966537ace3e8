"""Erases a person: rows, words and ids. What others rely on stays, as numbers of someone who left."""

import json
import re
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, String, Table, and_, cast, delete, func, or_, update
from sqlalchemy import select as rows_of
from sqlmodel import Session, col, select

from storage.audit import SOMEONE
from storage.db import Database
from storage.kinds import RANKS, Rank
from storage.models import (
    Change,
    CheckIn,
    Delivery,
    Handled,
    Initiative,
    KeyResult,
    Objective,
    Part,
    Person,
    Team,
    metadata,
)
from storage.once import table_of
from storage.personal import BLANK, FATES, KEPT, WORDED, Fate, Whom, goes, is_theirs, is_worded, places
from storage.rounds import look_at_rounds

CHANGES, RESULTS, OBJECTIVES = (table_of(model).c for model in (Change, KeyResult, Objective))
PERSONAL_CHANGES = ("owner_id", "lead_id")
"""Fields whose history holds ids of people's rows."""
GRADE_NOTE = "grade_note"
WITHOUT_PEOPLE = {name.removesuffix(".*") for names in KEPT.values() for name in names if name.endswith(".*")}


class Owned(NamedTuple):
    """What waits for another owner: an objective's or a key result's rows and initiatives, with their teams."""

    teams: list[Team]
    objectives: list[Objective]
    key_results: list[KeyResult]
    initiatives: list[Initiative]


def hold(session: Session, person: Person) -> None:
    """Whoever is asking the person something ends first; nobody refers to them any more until the end of the
    transaction, and then they are gone."""
    mine = col(Part.workspace_id) == person.workspace_id, col(Part.person_id) == person.id
    session.execute(rows_of(col(Part.id)).where(*mine).order_by(col(Part.id)).with_for_update())
    session.execute(rows_of(col(Person.id)).where(col(Person.id) == person.id).with_for_update())


def erase_rows(session: Session, one: Whom, someone_id: int) -> int:
    """Gives what stays to someone, and deletes the rest with the person; how many check-ins stay."""
    session.flush()
    rounds = session.execute(rows_of(col(Part.round_id)).where(col(Part.person_id) == one.id)).scalars().all()
    _forget_grade_notes(session, one)
    stay = rows_of(func.count()).select_from(CheckIn).where(col(CheckIn.person_id) == one.id)
    kept: int = session.execute(stay).scalar_one()
    for table in reversed(metadata.sorted_tables):
        if (gone := goes(table, one)) is not None:
            session.execute(delete(table).where(gone))
    for column in places(Fate.SOMEONE, Fate.NOBODY):
        _let_go(session, column, one, someone_id)
    _rewrite_changes(session, one, someone_id)
    _sweep(session, one)
    session.execute(delete(table_of(Person)).where(table_of(Person).c.id == one.id))
    look_at_rounds(session, rounds)
    session.expire_all()
    return kept


def _let_go(session: Session, column: Column[Any], one: Whom, someone_id: int) -> None:
    """Words first: afterwards nobody could tell whose they were."""
    table, theirs = column.table, is_theirs(column, one)
    if FATES[str(column)] is Fate.NOBODY:
        session.execute(update(table).where(theirs).values({column.name: None}))
        return
    value = someone_id if column.foreign_keys else SOMEONE
    session.execute(update(table).where(theirs).values({**BLANK.get(table.name, {}), column.name: value}))


def _forget_grade_notes(session: Session, one: Whom) -> None:
    """The person's words on grades, where they stand and in the history: before and after are two rows' words."""
    c = CHANGES
    notes = and_(c.workspace_id == one.workspace_id, c.table_name == KeyResult.__tablename__, c.field == GRADE_NOTE)
    for row_id, words in session.execute(rows_of(c.row_id, c.after).where(notes, c.person_id == one.id)).all():
        here = and_(RESULTS.workspace_id == one.workspace_id, RESULTS.id == row_id, RESULTS.grade_note == words)
        session.execute(update(RESULTS.id.table).where(here).values(grade_note=""))
        for column in (c.before, c.after):
            mine = and_(notes, c.row_id == row_id, column == words)
            session.execute(update(c.id.table).where(mine).values({column: ""}))


def _rewrite_changes(session: Session, one: Whom, someone_id: int) -> None:
    c = CHANGES
    for column in (c.before, c.after):
        theirs = and_(c.workspace_id == one.workspace_id, c.field.in_(PERSONAL_CHANGES), column == str(one.id))
        session.execute(update(c.id.table).where(theirs).values({column: str(someone_id)}))


def _sweep(session: Session, one: Whom) -> None:
    """The Slack id wherever it still stands: in words of colleagues, in keys, in errors. Where it is a part of a key,
    the row goes: its key would name nobody."""
    handled = table_of(Handled)
    session.execute(delete(handled).where(handled.c.workspace_id == one.workspace_id, _has(handled.c.key, one)))
    whole = re.compile(rf"<@{one.slack_id}(\|[^>]*)?>|(?<![A-Z0-9]){one.slack_id}(?![A-Z0-9])")
    for table in metadata.sorted_tables:
        if columns := swept(table):
            here = table.c.workspace_id == one.workspace_id, or_(*(_has(column, one) for column in columns))
            for row_id, *held in session.execute(rows_of(table.c.id, *columns).where(*here)).all():
                left = {column.name: _without(whole, value) for column, value in zip(columns, held, strict=True)}
                session.execute(update(table).where(table.c.id == row_id).values(left))


def _without(whole: re.Pattern[str], held: Any) -> Any:
    """The same text or document with someone in place of the id."""
    return json.loads(whole.sub(SOMEONE, json.dumps(held, ensure_ascii=False)))  # "\u2014" ends like an id


def swept(table: Table) -> list[Column[Any]]:
    """The columns that may hold words of colleagues."""
    if table.name in ("person", *WITHOUT_PEOPLE) or not {"id", "workspace_id"} <= set(table.c.keys()):
        return []
    return [column for column in table.columns if is_worded(column)]


def _has(column: Column[Any], one: Whom) -> ColumnElement[bool]:
    return cast(column, String).contains(one.slack_id, autoescape=True)


def owned(session: Session, one: Whom) -> Owned:
    """Open or not: a plan has no row without an owner."""
    teams = select(Team).where(Team.workspace_id == one.workspace_id, Team.lead_id == one.id)
    objectives = select(Objective).where(Objective.workspace_id == one.workspace_id, Objective.owner_id == one.id)
    results = select(KeyResult).where(KeyResult.workspace_id == one.workspace_id, KeyResult.owner_id == one.id)
    initiatives = select(Initiative).where(Initiative.workspace_id == one.workspace_id, Initiative.owner_id == one.id)
    return Owned(
        list(session.exec(teams.order_by(col(Team.name)))),
        list(session.exec(objectives.order_by(col(Objective.number)))),
        list(session.exec(results.order_by(col(KeyResult.id)))),
        list(session.exec(initiatives.order_by(col(Initiative.id)))),
    )


def messages_to(session: Session, one: Whom) -> int:
    """How many messages of the bot stand in the person's direct message: only Slack can delete them."""
    c = table_of(Delivery).c
    mine = c.workspace_id == one.workspace_id, c.target.in_([one.slack_id, *one.conversations]), c.ts != ""
    new = c.kind.not_in([kind for kind, rank in RANKS.items() if rank is Rank.UPDATE])
    found: int = session.execute(rows_of(func.count()).select_from(table_of(Delivery)).where(*mine, new)).scalar_one()
    return found


def still_named(session: Session, workspace_id: int, name: str) -> int:
    """How many titles and words of others hold a name: whether it means the person only people can tell."""
    if not name.strip():
        return 0
    found = 0
    for place in WORDED:
        table_name, _, column_name = place.partition(".")
        table = metadata.tables[table_name]
        here = table.c.workspace_id == workspace_id, table.c[column_name].contains(name, autoescape=True)
        found += session.execute(rows_of(func.count()).select_from(table).where(*here)).scalar_one()
    return found


def scrub(database: Database) -> bool:
    """Writes the file of SQLite anew, without what was deleted, and empties its log; false while somebody still reads
    what was there before. PostgreSQL tidies up behind itself."""
    if database.engine.dialect.name != "sqlite":
        return True
    connection = database.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    finally:
        connection.close()
