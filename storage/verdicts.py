"""What staged rows mean beside what is stored under their keys: new, changed, or nothing new.

Only for rows that are not simply all new. A key's rows are read in their order, after what is stored: each that differs
from the one before it is an update. What comes before the last row equal to the stored one was known already.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Table,
    and_,
    bindparam,
    case,
    func,
    insert,
    not_,
    or_,
    select,
    true,
    update,
)

from storage.temporary import temporary

MENDED = 5_000
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Least:
    """Of a key's rows the smallest value of `column` counts; `derive` gives the columns `derived` anew for it."""

    column: str
    derived: tuple[str, ...]
    derive: Callable[[Row], Row]


@dataclass(frozen=True)
class Lane:
    """The stage and the table it leads to, with what new rows hold in the columns that the stage does not tell.

    `import_id` marks rows that are stored already by this very import.
    """

    stage: Table
    target: Table
    scope: Row
    key: str
    columns: tuple[str, ...]
    defaults: Row
    import_id: int | None
    least: Least | None

    @property
    def beside(self) -> FromClause:
        """Staged rows with what is stored under their keys, where anything is."""
        return self.stage.outerjoin(self.target, and_(*self.within, self.target.c[self.key] == self.stage.c[self.key]))

    @property
    def within(self) -> list[ColumnElement[bool]]:
        return [self.target.c[name] == value for name, value in self.scope.items()]

    @property
    def fresh(self) -> ColumnElement[bool]:
        """Whether a key is new with this import."""
        absent = self.target.c.id.is_(None)
        return (
            absent
            if self.import_id is None
            else or_(absent, self.target.c.import_id.is_not_distinct_from(self.import_id))
        )

    @property
    def plain(self) -> list[str]:
        """The columns that tell rows of a key apart."""
        others = {self.key, *((self.least.column, *self.least.derived) if self.least else ())}
        return [name for name in self.columns if name not in others]

    @property
    def same(self) -> ColumnElement[bool]:
        """Whether a staged row says nothing that is not stored."""
        stage, target = self.stage.c, self.target.c
        alike = [stage[name].is_not_distinct_from(target[name]) for name in self.plain]
        if self.least is None:
            return and_(target.id.is_not(None), *alike)
        rest = [stage[name].is_not_distinct_from(target[name]) for name in self.least.derived if name in self.columns]
        later, equal = (
            stage[self.least.column] > target[self.least.column],
            stage[self.least.column] == target[self.least.column],
        )
        return and_(target.id.is_not(None), *alike, or_(later, and_(equal, *rest)))


@dataclass(frozen=True)
class Verdicts:
    """`last` has the number of the last staged row of each new key; `turned` a row for each key that is more than a
    repetition: its last staged row, the id of the stored one, whether it is new, and how many updates it stands for."""

    last: Table
    turned: Table
    imported: int
    updated: int

    def changed(self) -> ColumnElement[bool]:
        """Which of `turned` change a row that was there before."""
        return and_(not_(self.turned.c.fresh), self.turned.c.updated > 0)


def judge(connection: Connection, lane: Lane) -> Verdicts:
    key = lane.target.c[lane.key]
    odd = temporary("stage_odd", [key])
    last = temporary("stage_last", [Column("n", Integer)])
    least: list[Column[Any]] = [Column("least", lane.target.c[lane.least.column].type)] if lane.least else []
    columns: list[Column[Any]] = [
        Column("last", Integer),
        Column("id", Integer),
        Column("fresh", Boolean),
        Column("updated", Integer),
    ]
    turned = temporary("stage_turned", [*columns, *least])
    for table in (odd, last, turned):
        table.create(connection)
    connection.execute(insert(odd).from_select([lane.key], _odd(lane)))
    connection.execute(insert(last).from_select(["n"], _last(lane)))
    connection.execute(insert(turned).from_select([column.name for column in turned.c], _turned(lane, odd)))
    imported = connection.execute(select(func.count()).select_from(last)).scalar_one()
    updated = connection.execute(select(func.coalesce(func.sum(turned.c.updated), 0))).scalar_one()
    if lane.least:
        _mend(connection, lane, lane.least, turned)
    return Verdicts(last, turned, imported, updated)


def rewrite(connection: Connection, lane: Lane, verdicts: Verdicts) -> None:
    """Brings stored rows up to date: what changed, and new keys of several rows."""
    turned, stage, target = verdicts.turned, lane.stage, lane.target
    written: Any = {target.c[name]: stage.c[name] for name in lane.columns if name != lane.key}
    if lane.least:
        written[target.c[lane.least.column]] = turned.c.least
    meant = and_(target.c.id == turned.c.id, turned.c.last == stage.c.n)
    connection.execute(update(target).values(written).where(meant, or_(turned.c.fresh, turned.c.updated > 0)))


def _odd(lane: Lane) -> Any:
    """Keys with a row that is not the stored one; a new key's only row needs no verdict."""
    differs = func.max(case((lane.same, 0), else_=1)) == 1
    several = or_(func.count() > 1, func.max(lane.target.c.id).is_not(None))
    key = lane.stage.c[lane.key]
    return select(key).select_from(lane.beside).group_by(key).having(and_(differs, several))


def _last(lane: Lane) -> Any:
    query = select(func.max(lane.stage.c.n)).select_from(lane.beside)
    return query.where(lane.fresh).group_by(lane.stage.c[lane.key])


def _turned(lane: Lane, odd: Table) -> Any:
    rows = _steps(lane, odd).subquery()
    counted = case((rows.c.n > func.coalesce(rows.c.known, 0), rows.c.turn), else_=0)
    least = [func.min(rows.c.least)] if lane.least else []
    fresh = func.max(case((rows.c.fresh, 1), else_=0)) == 1
    return select(func.max(rows.c.n), func.max(rows.c.id), fresh, func.sum(counted), *least).group_by(rows.c.key)


def _steps(lane: Lane, odd: Table) -> Any:
    """Each row of the odd keys: whether it turns from the one before it, and the last known one of its key."""
    stage, key = lane.stage.c, lane.stage.c[lane.key]
    order: Any = {"partition_by": key, "order_by": stage.n}
    first = func.lag(stage.n).over(**order).is_(None)
    turns = [func.lag(stage[name]).over(**order).is_distinct_from(stage[name]) for name in lane.plain]
    known = func.max(case((and_(lane.same, not_(lane.fresh)), stage.n))).over(partition_by=key)
    least: list[Any] = []
    if lane.least:
        mine, stored = stage[lane.least.column], lane.target.c[lane.least.column]
        before = func.min(mine).over(**order, rows=(None, -1))
        turns.append(func.coalesce(mine < before, mine.is_(None)))
        least = [case((stored < mine, stored), else_=mine).label("least")]
    turn = case((first, case((lane.fresh, 0), else_=1)), (or_(*turns), 1), else_=0)
    columns = [
        stage.n,
        key.label("key"),
        lane.target.c.id,
        lane.fresh.label("fresh"),
        turn.label("turn"),
        known.label("known"),
    ]
    return select(*columns, *least).select_from(lane.beside.join(odd, odd.c[lane.key] == key)).where(true())


def _mend(connection: Connection, lane: Lane, least: Least, turned: Table) -> None:
    """Gives the last row of a key the least value of all, and what is derived from it."""
    stage = lane.stage
    names = [least.column, *(name for name in least.derived if name in lane.columns)]
    mended = update(stage).where(stage.c.n == bindparam("row")).values({name: bindparam(name) for name in names})
    late = select(turned.c.least, stage).where(turned.c.last == stage.c.n, turned.c.least < stage.c[least.column])
    done = 0
    while rows := _page(connection, late.where(stage.c.n > done).order_by(stage.c.n).limit(MENDED)):
        connection.execute(mended, [_mended(row, least, names) for row in rows])
        done = rows[-1]["n"]


def _page(connection: Connection, query: Any) -> list[Row]:
    return [dict(row) for row in connection.execute(query).mappings()]


def _mended(row: Row, least: Least, names: Iterable[str]) -> Row:
    whole = {**row, least.column: row["least"]}
    anew = {**whole, **least.derive(whole)}
    return {"row": row["n"], **{name: anew[name] for name in names}}
