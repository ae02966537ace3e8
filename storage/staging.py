"""Rows of a file on their way into a table: laid down beside it first, judged there, then taken over.

On SQLite nobody else can write while a transaction does: the rows are taken over in steps of under a second, unseen,
and count when the last step closes their import. What they change, and a survey's histogram, goes into that step.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import compress
from time import perf_counter, sleep
from typing import Any

from sqlalchemy import Connection, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from storage import histogram, imported
from storage.block import Block
from storage.db import WRITES, Database
from storage.facts import Import, SurveyAnswer
from storage.kinds import Openness
from storage.once import table_of
from storage.temporary import Fill, filling, sorted_by, temporary
from storage.verdicts import Lane, Least, Verdicts, judge, rewrite

BATCH = 5_000
STEP, LEAST_STEP, MOST_STEP = 100_000, 5_000, 500_000
STEP_SECONDS = 0.7
PAUSE_SECONDS = 0.11
"""Between steps: whoever waits for SQLite's lock looks for it every tenth of a second."""


@dataclass(frozen=True)
class Stored:
    """What became of rows: new, changed what was there before, or known already.

    `missing_score` counts the new answers without one.
    """

    imported: int
    updated: int
    duplicates: int
    missing_score: int = 0


class Stage:
    """Rows that wait for their table: tuples in the order of `columns`. What these leave out stays as it is stored, and
    so does a column that has no name."""

    def __init__(
        self, connection: Connection, model: type[SQLModel], key: str, columns: Sequence[str], least: Least | None
    ) -> None:
        self._connection, self._model, self._key, self._least = connection, model, key, least
        self._columns = tuple(filter(None, columns))
        self._told = [bool(name) for name in columns]
        self._target = table_of(model)
        self._rows = temporary("stage", [self._target.c[name] for name in self._columns], key="n")
        self._rows.create(connection)
        self._bins = histogram.Bins(self._columns) if model is SurveyAnswer else None
        self._n = 0
        self._dry_run = self._in_steps = False
        self._begun: Import | None = None

    def extend(self, rows: Iterable[tuple[Any, ...] | Block]) -> None:
        """Outside of any writing transaction: nobody waits while a file is read."""
        with filling(self._connection, self._rows, self._columns) as fill:
            waiting: list[tuple[Any, ...]] = []
            for row in rows:
                if isinstance(row, tuple):
                    waiting.append(row)
                    if len(waiting) < BATCH:
                        continue
                self._lay(fill, list(zip(*waiting, strict=True)))
                waiting.clear()
                if isinstance(row, Block):
                    self._lay(fill, row.columns)
            self._lay(fill, list(zip(*waiting, strict=True)))

    def _lay(self, fill: Fill, columns: Sequence[Sequence[Any]]) -> None:
        if not columns:
            return
        told = list(compress(columns, self._told))
        fill(told)
        if self._bins:
            self._bins.add(told)
        self._n += len(columns[0])

    @contextmanager
    def writing(self, *, dry_run: bool) -> Iterator[Session]:
        """A session that writes; what `merge` stores in it counts at the end. Of a trial run nothing stays."""
        self._dry_run = dry_run
        self._in_steps = self._connection.dialect.name == "sqlite" and self._n > LEAST_STEP
        if self._in_steps:
            # Keys in their order spare the unique index, and a new survey's is written from its start to its end.
            self._rows = sorted_by(self._connection, self._rows, self._key, "n")
        self._connection.commit()
        if not dry_run:
            for import_id in imported.abandoned(self._connection, imported.KINDS[self._model]):
                imported.sweep(self._connection, self._model, import_id)
        _turn(self._connection, writes=True)
        with Session(bind=self._connection, expire_on_commit=False) as session:
            try:
                yield session
                session.rollback() if dry_run else session.commit()
            except BaseException:
                session.rollback()
                self._give_up()
                raise

    def _give_up(self) -> None:
        if self._in_steps and self._begun:
            imported.sweep(self._connection, self._model, self._begun.id)

    def merge(self, session: Session, scope: Mapping[str, Any]) -> Stored:
        """Stores the rows under `scope`, columns that all share; of equal keys the last row wins.

        Refused while another import into the same is under way.
        """
        if self._dry_run:
            return self._tried(session, scope)
        begun = imported.begin(session, self._model, scope, Openness.OPEN if self._in_steps else Openness.CLOSED)
        self._begun, lane = begun, self._lane(scope, begun.id)
        inserted = self._take_over(session, lane, begun)
        connection = session.connection()
        verdicts = None if inserted == self._n else judge(connection, lane)
        stored = self._stored(connection, lane, verdicts)
        change = histogram.difference(connection, lane, self._bins, verdicts) if self._bins else None
        self._change_over(session, writes=True)
        connection = session.connection()
        imported.finish(session, begun)
        if verdicts:
            rewrite(connection, lane, verdicts)
        if change is not None:
            histogram.apply(connection, change, lane.scope)
        return stored

    def _tried(self, session: Session, scope: Mapping[str, Any]) -> Stored:
        """What would become of the rows, without a lock; what the session has written so far is undone."""
        session.rollback()
        _turn(self._connection, writes=False)
        lane = self._lane(scope, None)
        return self._stored(session.connection(), lane, judge(session.connection(), lane))

    def _stored(self, connection: Connection, lane: Lane, verdicts: Verdicts | None) -> Stored:
        missing = histogram.missing_scores(connection, lane, self._bins, verdicts) if self._bins else 0
        if verdicts is None:
            return Stored(self._n, 0, 0, missing)
        known = self._n - verdicts.imported - verdicts.updated
        return Stored(verdicts.imported, verdicts.updated, known, missing)

    def _lane(self, scope: Mapping[str, Any], import_id: int | None) -> Lane:
        defaults = _defaults(self._model, {"id", "import_id", *scope, *self._columns})
        return Lane(self._rows, self._target, scope, self._key, self._columns, defaults, import_id, self._least)

    def _take_over(self, session: Session, lane: Lane, begun: Import) -> int:
        """Stores the rows whose keys are free, and tells how many they are. Each step is as large as the one before it
        was fast. What comes next may take its time: it holds no lock."""
        inserted, done, size = 0, 0, STEP if self._in_steps else self._n
        while done < self._n:
            began = perf_counter()
            imported.renew(session, begun)
            inserted += _insert(session.connection(), lane, done, done + size)
            done += size
            self._change_over(session, writes=done < self._n)
            seconds = perf_counter() - began
            size = round(min(MOST_STEP, max(LEAST_STEP, size * STEP_SECONDS / seconds)))
            if done < self._n:
                sleep(PAUSE_SECONDS)
        return inserted

    def _change_over(self, session: Session, *, writes: bool) -> None:
        """Ends a step: others may write before the next one begins."""
        if self._in_steps:
            session.commit()
            _turn(self._connection, writes=writes)

    def drop(self) -> None:
        for name in ("", "_sorted", "_odd", "_last", "_turned", "_difference", "_days"):
            self._connection.exec_driver_sql(f"DROP TABLE IF EXISTS stage{name}")


@contextmanager
def staging(
    database: Database, model: type[SQLModel], key: str, columns: Sequence[str], *, least: Least | None = None
) -> Iterator[Stage]:
    """A stage on a connection of its own, which is closed at the end: its temporary tables go with it."""
    with database.engine.connect() as connection:
        connection.detach()
        _turn(connection, writes=False)
        yield Stage(connection, model, key, columns, least)


@contextmanager
def staged(
    session: Session, model: type[SQLModel], key: str, columns: Sequence[str], *, least: Least | None = None
) -> Iterator[Stage]:
    """A stage inside a transaction that is written in already, for few rows: `merge` stores them at once."""
    stage = Stage(session.connection(), model, key, columns, least)
    yield stage
    stage.drop()


def _turn(connection: Connection, *, writes: bool) -> None:
    """What the next transaction is for (storage/db.py)."""
    connection.execution_options(**{WRITES: writes})


def _insert(connection: Connection, lane: Lane, after: int, last: int) -> int:
    """Rows after one number, up to another; those of a key that is stored are left out."""
    stage, target = lane.stage, lane.target
    shared = {**lane.defaults, **lane.scope, "import_id": lane.import_id}
    values = [literal(value, target.c[name].type) for name, value in shared.items()]
    rows = select(*values, *(stage.c[name] for name in lane.columns)).where(stage.c.n > after, stage.c.n <= last)
    names = [*shared, *lane.columns]
    on_postgres = connection.dialect.name == "postgresql"
    if on_postgres:  # an index is filled faster in the order of its keys; on SQLite many rows are in it already
        rows = rows.order_by(stage.c[lane.key], stage.c.n)
    dialect = postgresql if on_postgres else sqlite
    insertion = dialect.insert(target).from_select(names, rows).on_conflict_do_nothing()
    return connection.execute(insertion, execution_options={"preserve_rowcount": True}).rowcount


def _defaults(model: type[SQLModel], told: Iterable[str]) -> dict[str, Any]:
    """What columns hold that nobody tells; those that everybody has to tell are not in it."""
    fields = {name: field for name, field in model.model_fields.items() if name not in told}
    return {name: field.get_default() for name, field in fields.items() if not field.is_required()}
