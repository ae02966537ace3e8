"""What customers add up to: who was there at a period's start, who left, who did what was hoped for."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal_column, not_, or_, select

from storage.kpis import Days
from storage.numbers.rows import ONE_DAY, Rows, Where
from storage.numbers.sums import Part, summed, yes
from storage.numbers.tickets import one_of

NEVER = -1


@dataclass(frozen=True)
class Told:
    """How many rows tell each: days of the start and the end, who is lost or retained, a word of their state, a first
    value."""

    started: int
    ended: int
    flagged: int
    worded: int
    valued: int


def told(rows: Rows) -> Told:
    """What the rows know of their customers."""
    columns = rows.columns
    flags = [columns[name].is_not(None) for name in ("lost", "retained") if name in columns]
    conditions = [
        *(rows.axes[name].column.is_not(None) if name in rows.axes else None for name in ("start", "end")),
        or_(*flags) if flags else None,
        columns["status"] != "" if "status" in columns else None,
        columns["to_first_value"].is_not(None) if "to_first_value" in columns else None,
    ]
    counts = [func.sum(literal_column("0") if one is None else yes(one)) for one in conditions]
    return Told(*(int(count or 0) for count in rows.ask(select(*counts).where(*rows.where))[0]))


def presence_parts(rows: Rows, periods: Sequence[Days]) -> list[Part]:
    """Customers present at each period's start, and the "lost" among them, whose end is in it.

    Days with an open end have no such start.
    """
    if periods[0].first is None or periods[-1].last is None:
        return []
    groups = _by_start_and_end(rows, [*(period.first for period in periods), periods[-1].last + ONE_DAY])
    come, gone, lost = Counter[int](), Counter[int](), Counter[int]()
    for started, ended, n, _ in groups:
        come[started] += n
        if ended != NEVER:
            gone[max(started, ended)] += n
            lost[ended] += n if started < ended else 0
    newest = max((moment for *_, moment in groups if moment), default=None)
    parts, present = [], 0
    for place in range(len(periods)):
        present += come[place] - gone[place]
        parts.append(Part(place, present, sums={"lost": lost[place + 1]}, newest=newest))
    return parts


def _by_start_and_end(rows: Rows, edges: Sequence[date | None]) -> list[tuple[int, int, int, Any]]:
    """How many customers came and went in the same periods, before the first one (0) or after the last, and the
    newest of what happened before its end."""
    around = [Days(), *(Days(edge) for edge in edges)]
    start, end = rows.axes["start"], rows.axes.get("end", rows.axes["start"])
    goes = case((end.column.is_(None), NEVER), else_=rows.place("end", around)) if "end" in rows.axes else None
    picked = (
        select(
            rows.place("start", around).label("come"),
            (literal_column(str(NEVER)) if goes is None else goes).label("gone"),
            start.at.label("started"),
            end.at.label("ended"),
        )
        .where(*rows.where, start.column.is_not(None))
        .subquery()
    )
    by = picked.c.come, picked.c.gone
    last = len(edges)
    found = []
    for come, gone, n, started, ended in rows.ask(
        select(*by, func.count(), func.max(picked.c.started), func.max(picked.c.ended)).group_by(*by)
    ):
        moments = [start.moment(started)] if come < last else []
        moments += [end.moment(ended)] if 0 <= gone < last and ended is not None else []
        found.append((int(come), int(gone), int(n), max(moments, default=None)))
    return found


def leaving_parts(rows: Rows, periods: Sequence[Days]) -> list[Part]:
    """By flags: the customers whose flag tells, and the "lost" among them."""
    lost, retained = rows.columns.get("lost"), rows.columns.get("retained")
    if lost is None or retained is None:
        gone = lost if lost is not None else not_(rows.columns["retained"])
    else:
        gone = case((lost.is_not(None), lost), else_=not_(retained))
    return _flagged(rows, periods, (gone.is_not(None),), lost=gone)


def worded_parts(
    rows: Rows, periods: Sequence[Days], lost: Collection[str], present: Collection[str] | None
) -> list[Part]:
    """By the words of their state: the customers who were there (all who have one, where none are named), and the
    "lost" among them."""
    status = rows.columns["status"]
    there = status != "" if present is None else or_(one_of(status, present), one_of(status, lost))
    return _flagged(rows, periods, (there,), lost=one_of(status, lost))


def flagged_parts(rows: Rows, periods: Sequence[Days], flag: str) -> list[Part]:
    """The customers whose flag tells, and for how many it says "yes"."""
    column = rows.columns[flag]
    return _flagged(rows, periods, (column.is_not(None),), yes=column)


def _flagged(rows: Rows, periods: Sequence[Days], where: Where, **flags: ColumnElement[bool]) -> list[Part]:
    """A row counts in the period that holds all days it is about; one about no days where no days are asked for."""
    axis = "last" if "last" in rows.axes else None
    if axis:
        same = rows.place("first", periods) == rows.place("last", periods)
        where = (*where, *rows.inside("first", periods), same)
    return summed(rows, axis, periods, where, {name: yes(flag) for name, flag in flags.items()})


def activation_parts(rows: Rows, periods: Sequence[Days], within: int, today: date) -> list[Part]:
    """Customers whose first `within` days are over, and the "activated" among them in that time."""
    start = rows.axes["start"]
    ripe = start.column < start.edge(today - timedelta(days=within))
    soon = rows.columns["to_activation"] <= within * 86400
    if "activated" in rows.columns:
        soon = or_(soon, and_(rows.columns["to_activation"].is_(None), rows.columns["activated"]))
    return summed(rows, "start", periods, (ripe,), {"activated": yes(soon)})


def started_parts(rows: Rows, periods: Sequence[Days], measure: str) -> list[Part]:
    """All who started, and those who are "there": whose time has an end."""
    dated = rows.axes["start"].column.is_not(None)
    return summed(rows, "start", periods, (dated,), {"there": yes(rows.columns[measure].is_not(None))})
