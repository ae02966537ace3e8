"""Deletes what is too old, a little at a time: each step is found by an index and takes no long transaction.

Numbers stay: check-ins keep value and confidence, rounds their parts, the plan its history.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, delete, select, text, update
from sqlmodel import Session

from storage.facts import DroppedFile
from storage.health import ENDED
from storage.kinds import Rank
from storage.models import (
    WITH_WORDS,
    Audit,
    Away,
    AwayHint,
    CheckIn,
    Cycle,
    Delivery,
    Draft,
    Form,
    GradeDraft,
    Handled,
    KeyResult,
    Objective,
    Part,
    Reply,
    Shown,
)
from storage.once import table_of
from storage.personal import BLANK

AT_ONCE = 500
Ids = list[int]
Step = Callable[[Session, int, datetime], int]
"""Of a workspace, what is from before an instant, at most AT_ONCE rows: how many it found."""


def old_marks(workspace_id: int, before: datetime) -> Select[Any]:
    """Of payloads that had their effect."""
    c = table_of(Handled).c
    return _some(c.id, c.workspace_id == workspace_id, c.at < before)


def old_deliveries(workspace_id: int, before: datetime) -> Select[Any]:
    """That ended, however they did."""
    c = table_of(Delivery).c
    ended = c.state.in_(ENDED), c.rank.in_(list(Rank))  # every column that goes before `due` in the index
    return _some(c.id, c.workspace_id == workspace_id, *ended, c.due < before)


def old_words(workspace_id: int, before: datetime) -> Select[Any]:
    """Check-ins that say more than numbers."""
    c = table_of(CheckIn).c
    return _some(c.id, c.workspace_id == workspace_id, text(WITH_WORDS), c.at < before)


def old_replies(workspace_id: int, before: datetime) -> Select[Any]:
    c = table_of(Reply).c
    return _some(c.id, c.workspace_id == workspace_id, c.at < before)


def old_audit(workspace_id: int, before: datetime) -> Select[Any]:
    c = table_of(Audit).c
    return _some(c.id, c.workspace_id == workspace_id, c.at < before)


def old_files(workspace_id: int, before: datetime) -> Select[Any]:
    c = table_of(DroppedFile).c
    return _some(c.id, c.workspace_id == workspace_id, c.at < before)


def old_absences(workspace_id: int, before: datetime) -> Select[Any]:
    c = table_of(Away).c
    return _some(c.id, c.workspace_id == workspace_id, c.last < before.date())


def old_hints(workspace_id: int, before: datetime) -> Select[Any]:
    c = table_of(AwayHint).c
    return _some(c.id, c.workspace_id == workspace_id, c.last < before.date())


def old_own_forms(workspace_id: int, before: datetime) -> Select[Any]:
    """Of people who spoke on their own initiative; those of prompts go with them."""
    c = table_of(Form).c
    return _some(c.id, c.workspace_id == workspace_id, c.prompt_id.is_(None), c.created_at < before)


def old_grade_drafts(workspace_id: int, before: datetime) -> Select[Any]:
    """Of cycles that ended so long ago."""
    c, results, objectives = table_of(GradeDraft).c, table_of(KeyResult).c, table_of(Objective).c
    cycles = table_of(Cycle).c
    chain = results.id == c.key_result_id, objectives.id == results.objective_id, cycles.id == objectives.cycle_id
    return _some(c.id, c.workspace_id == workspace_id, *chain, cycles.last < before.date())


def _some(column: ColumnElement[int], *where: Any) -> Select[Any]:
    return select(column).where(*where).limit(AT_ONCE)


def _found(session: Session, query: Select[Any]) -> Ids:
    return list(session.execute(query).scalars())


def _dropping(query: Callable[[int, datetime], Select[Any]], table: Table) -> Step:
    def step(session: Session, workspace_id: int, before: datetime) -> int:
        ids = _found(session, query(workspace_id, before))
        _drop(session, table.c.id, ids)
        return len(ids)

    return step


def drop_deliveries(session: Session, workspace_id: int, before: datetime) -> int:
    """With the forms, drafts and numbers shown that hang on them; parts forget which prompt asked for them."""
    ids = _found(session, old_deliveries(workspace_id, before))
    form = table_of(Form).c
    _drop_forms(session, _found(session, select(form.id).where(form.prompt_id.in_(ids))))
    _drop(session, table_of(Shown).c.prompt_id, ids)
    for table in (table_of(Part), table_of(Reply)):
        session.execute(update(table).where(table.c.prompt_id.in_(ids)).values(prompt_id=None))
    _drop(session, table_of(Delivery).c.id, ids)
    return len(ids)


def drop_own_forms(session: Session, workspace_id: int, before: datetime) -> int:
    ids = _found(session, old_own_forms(workspace_id, before))
    _drop_forms(session, ids)
    return len(ids)


def drop_words(session: Session, workspace_id: int, before: datetime) -> int:
    table = table_of(CheckIn)
    ids = _found(session, old_words(workspace_id, before))
    session.execute(update(table).where(table.c.id.in_(ids)).values(BLANK[table.name]))
    return len(ids)


def _drop_forms(session: Session, ids: Ids) -> None:
    for column in (table_of(Draft).c.form_id, table_of(Shown).c.form_id, table_of(Form).c.id):
        _drop(session, column, ids)


def _drop(session: Session, column: Any, ids: Ids) -> None:
    if ids:
        session.execute(delete(column.table).where(column.in_(ids)))


drop_marks: Step = _dropping(old_marks, table_of(Handled))
BY_AGE: Mapping[str, Step] = {
    "deliveries": drop_deliveries,
    "replies": _dropping(old_replies, table_of(Reply)),
    "words of check-ins": drop_words,
    "forms": drop_own_forms,
    "drafts of grades": _dropping(old_grade_drafts, table_of(GradeDraft)),
    "files": _dropping(old_files, table_of(DroppedFile)),
    "days away": _dropping(old_absences, table_of(Away)),
    "statuses": _dropping(old_hints, table_of(AwayHint)),
    "audit log": _dropping(old_audit, table_of(Audit)),
}
"""What the retention setting is about."""
