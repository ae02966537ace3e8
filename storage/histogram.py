"""The daily histogram of a survey: how many rows are alike in day, segment, score and completeness.

It loses nothing but who answered, and is kept in the transaction that stores the rows: a KPI reads it instead of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    and_,
    case,
    cast,
    delete,
    false,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    union_all,
)

from storage.facts import SurveyAnswer, SurveyDay
from storage.imported import visible
from storage.once import table_of
from storage.temporary import filling, temporary
from storage.verdicts import Lane, Verdicts

ANSWERS = table_of(SurveyAnswer)
DAYS = table_of(SurveyDay)
ALIKE = ("day", "segment", "score", "complete")
DEFAULTS: Mapping[str, Any] = {"day": None, "segment": "", "score": None, "complete": None, "at": None}
MOST_BINS = 100_000
"""Beyond so many kinds of rows the database counts them: they would take too much memory."""


class Bins:
    """Counts rows while they pass, as they are written: a second look at a million of them costs more."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._places = {name: columns.index(name) for name in (*ALIKE, "at") if name in columns}
        self.n: Counter[tuple[Any, ...]] = Counter()
        self.newest: dict[tuple[Any, ...], Any] = {}

    @property
    def complete(self) -> bool:
        return len(self.n) <= MOST_BINS

    def add(self, columns: Sequence[Sequence[Any]]) -> None:
        """Rows given as their columns."""
        if not self.complete:
            return
        *alike, instants = (self._column(columns, name) for name in (*ALIKE, "at"))
        bins = list(zip(*alike, strict=True))
        self.n.update(bins)
        newest = self.newest
        dated: Iterable[tuple[tuple[Any, ...], Any]] = zip(bins, instants, strict=True)
        if None not in instants and list(instants) == sorted(instants):
            dated = dict(dated).items()  # exports mostly go by time: then the last of a kind is its newest
        for found, at in dated:
            if at is not None and ((before := newest.get(found)) is None or before < at):
                newest[found] = at

    def _column(self, columns: Sequence[Sequence[Any]], name: str) -> Sequence[Any]:
        place = self._places.get(name)
        return (DEFAULTS[name],) * len(columns[0]) if place is None else columns[place]

    def rows(self) -> list[tuple[Any, ...]]:
        return [(*found, n, self.newest.get(found), 0) for found, n in self.n.items()]


def difference(connection: Connection, lane: Lane, bins: Bins, verdicts: Verdicts | None) -> Table:
    """What an import changes: rows added, and changed ones before (less) and after. Temporary; no lock is needed."""
    table = temporary(
        "stage_difference", [*(DAYS.c[name] for name in (*ALIKE, "n", "newest_at")), Column("worn", Integer)]
    )
    table.create(connection)
    names = [column.name for column in table.c]
    if verdicts is None and bins.complete:
        _fill(connection, table, bins)
        return table
    for query in _added(lane) if verdicts is None else _differences(lane, verdicts):
        connection.execute(insert(table).from_select(names, query))
    if verdicts:
        connection.execute(insert(table).from_select(names, _worn(lane, verdicts)))
    return table


def apply(connection: Connection, table: Table, scope: Mapping[str, Any]) -> None:
    """Brings the histogram up to date by a difference."""
    merged = temporary("stage_days", [DAYS.c[name] for name in (*ALIKE, "n", "newest_at")])
    merged.create(connection)
    names = [column.name for column in merged.c]
    days = select(table.c.day)
    touched = or_(
        DAYS.c.day.in_(days), and_(DAYS.c.day.is_(None), select(table.c.n).where(table.c.day.is_(None)).exists())
    )
    mine = and_(DAYS.c.survey_id == scope["survey_id"], touched)
    kept = select(*(DAYS.c[name] for name in names), literal(0).label("worn"), literal(1).label("kept")).where(mine)
    both = union_all(kept, select(*table.c, literal(0))).subquery()
    alike = [both.c[name] for name in ALIKE]
    anew = func.max(case((both.c.kept == 0, both.c.newest_at)))
    newest = case((func.max(both.c.worn) == 1, anew), else_=func.max(both.c.newest_at))
    total = func.sum(both.c.n)
    sums = select(*alike, total, newest).group_by(*alike).having(total > 0)
    connection.execute(insert(merged).from_select(names, sums))
    connection.execute(delete(DAYS).where(mine))
    _take(connection, merged, scope)


def missing_scores(connection: Connection, lane: Lane, bins: Bins, verdicts: Verdicts | None) -> int:
    """How many of the new rows have no score."""
    if "score" not in lane.columns:
        return verdicts.imported if verdicts else sum(bins.n.values())
    if verdicts is None and bins.complete:
        return sum(n for found, n in bins.n.items() if found[ALIKE.index("score")] is None)
    unscored = select(func.count()).where(lane.stage.c.score.is_(None))
    if verdicts:
        unscored = unscored.where(lane.stage.c.n.in_(select(verdicts.last.c.n)))
    return connection.execute(unscored).scalar_one()


def rebuild(connection: Connection, scope: Mapping[str, Any]) -> Table:
    """The histogram as the rows themselves have it, in a temporary table."""
    table = temporary("stage_days", [DAYS.c[name] for name in (*ALIKE, "n", "newest_at")])
    table.create(connection)
    connection.execute(insert(table).from_select([column.name for column in table.c], _raw(scope)))
    return table


def replace(connection: Connection, table: Table, scope: Mapping[str, Any]) -> None:
    connection.execute(delete(DAYS).where(DAYS.c.survey_id == scope["survey_id"]))
    _take(connection, table, scope)


def differs(connection: Connection, scope: Mapping[str, Any]) -> bool:
    """Whether the histogram is not what the rows themselves add up to."""
    names = (*ALIKE, "n", "newest_at")
    kept = select(*(DAYS.c[name] for name in names)).where(DAYS.c.survey_id == scope["survey_id"])
    raw = _raw(scope)
    either = raw.except_(kept).limit(1), kept.except_(raw).limit(1)
    counts = [
        connection.execute(select(func.count()).select_from(query.subquery())).scalar_one() for query in (raw, kept)
    ]
    return counts[0] != counts[1] or any(connection.execute(query).first() for query in either)


def _raw(scope: Mapping[str, Any]) -> Select[Any]:
    alike = [ANSWERS.c[name] for name in ALIKE]
    mine = ANSWERS.c.survey_id == scope["survey_id"], visible(ANSWERS.c.import_id)
    return select(*alike, func.count(), func.max(ANSWERS.c.at)).where(*mine).group_by(*alike)


def _fill(connection: Connection, table: Table, bins: Bins) -> None:
    if rows := bins.rows():
        with filling(connection, table, [column.name for column in table.c]) as fill:
            fill(list(zip(*rows, strict=True)))


def _take(connection: Connection, table: Table, scope: Mapping[str, Any]) -> None:
    names = [*scope, *(column.name for column in table.c)]
    query = select(*(literal(value) for value in scope.values()), *table.c)
    connection.execute(insert(DAYS).from_select(names, query))


def _added(lane: Lane) -> Iterable[Select[Any]]:
    """All rows are new."""
    yield _counted(select(*_values(lane, None)), 1)


def _differences(lane: Lane, verdicts: Verdicts) -> Iterable[Select[Any]]:
    yield _counted(select(*_values(lane, None)).where(lane.stage.c.n.in_(select(verdicts.last.c.n))), 1)
    moved = _moved(lane, verdicts)
    yield _counted(select(*_values(lane, lane.target)).where(moved), 1)
    yield _counted(select(*(lane.target.c[name] for name in (*ALIKE, "at"))).where(moved), -1)


def _moved(lane: Lane, verdicts: Verdicts) -> ColumnElement[bool]:
    """Changed rows, staged and stored, that the histogram counts otherwise than before."""
    stage, target, turned = lane.stage.c, lane.target.c, verdicts.turned.c
    told = [name for name in (*ALIKE, "at") if name in lane.columns]
    otherwise = or_(false(), *(stage[name].is_distinct_from(target[name]) for name in told))
    return and_(stage.n == turned.last, target.id == turned.id, verdicts.changed(), otherwise)


def _values(lane: Lane, stored: Table | None) -> list[Any]:
    """What rows are counted by; what the file does not tell is as stored, or as it is for new rows."""
    untold = {name: cast(lane.defaults.get(name), ANSWERS.c[name].type) for name in (*ALIKE, "at")}
    other = untold if stored is None else stored.c
    return [lane.stage.c[name] if name in lane.columns else other[name].label(name) for name in (*ALIKE, "at")]


def _counted(query: Select[Any], sign: int) -> Select[Any]:
    rows = query.subquery()
    alike = [rows.c[name] for name in ALIKE]
    newest = func.max(rows.c.at) if sign > 0 else null()
    return select(*alike, sign * func.count(), newest, literal(0)).group_by(*alike)


def _worn(lane: Lane, verdicts: Verdicts) -> Select[Any]:
    """Bins that may have lost their newest row, with the newest of those that stay."""
    target = lane.target
    gone = select(verdicts.turned.c.id).where(_moved(lane, verdicts))
    lost = select(*(target.c[name] for name in (*ALIKE, "at"))).where(target.c.id.in_(gone)).subquery()
    alike = [lost.c[name] for name in ALIKE]
    bins = select(*alike, func.max(lost.c.at).label("at")).group_by(*alike).subquery()
    newest = select(*(bins.c[name] for name in ALIKE)).join(DAYS, _matches(DAYS, bins))
    worn = newest.where(DAYS.c.survey_id == lane.scope["survey_id"], DAYS.c.newest_at <= bins.c.at).subquery()
    stays = and_(*lane.within, target.c.id.not_in(gone), target.c.import_id.is_distinct_from(lane.import_id))
    rest = worn.outerjoin(target, and_(stays, _matches(target, worn)))
    names = [worn.c[name] for name in ALIKE]
    return select(*names, literal(0), func.max(target.c.at), literal(1)).select_from(rest).group_by(*names)


def _matches(one: Any, other: Any) -> Any:
    """By the segment first: equality is what the database can look up."""
    rest = [one.c[name].is_not_distinct_from(other.c[name]) for name in ("day", "score", "complete")]
    return and_(one.c.segment == other.c.segment, *rest)
